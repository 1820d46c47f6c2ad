//! What somebody without scripts sees: the log in its frame, and the page around it. Asks the
//! browser for elements, and runs nothing in the page.

use std::future::Future;
use std::panic::Location;

use harness::wait;
use templates::ids;
use templates::words::Language;
use thirtyfour::prelude::*;

use super::{Person, SOON, by, owned};

const HOME: &str = "\u{E011}";

/// What a frame has, as a person reads it.
#[derive(Clone, Copy, Debug)]
pub(crate) enum InFrame {
    Messages,
    OwnMessages,
    /// The message that a link led to.
    Linked,
    Days,
    People,
    /// Links by their words, but for the one that opens the list of people.
    Links,
}

impl InFrame {
    fn selector(self) -> &'static str {
        match self {
            Self::Messages => ".message .body",
            Self::OwnMessages => ".message.mine .body",
            Self::Linked => ".linked[aria-current] .body",
            Self::Days => ".day",
            Self::People => ".members .name",
            Self::Links => ".updates, .earlier a",
        }
    }
}

impl Person {
    /// Waits until the frame with the log has these texts and no others.
    #[track_caller]
    pub(crate) fn sees_in_frame(&self, what: InFrame, texts: &[&str]) -> impl Future<Output = ()> {
        let texts = owned(texts);
        let at = Location::caller();
        async move {
            wait::until(format!("{what:?} to be {texts:?} (from {at})"), SOON, async || {
                let found = self.in_frame(async |driver| texts_of(driver, what.selector()).await).await?;
                if found == texts { Ok(()) } else { Err(format!("{found:?}")) }
            })
            .await;
        }
    }

    /// Follows a link in the frame by its words.
    #[track_caller]
    pub(crate) fn follows_in_frame(&self, words: &str) -> impl Future<Output = ()> {
        let words = words.to_owned();
        let at = Location::caller();
        async move {
            wait::until(format!("a link {words:?} (from {at})"), SOON, async || {
                let followed = self.in_frame(async |driver| {
                    // A driver takes for hidden what is above the beginning of a log that is laid
                    // out from its end.
                    driver.find(By::Css(".scroller")).await?.send_keys(HOME).await?;
                    for link in driver.find_all(By::Css("a")).await? {
                        if link.prop("textContent").await?.is_some_and(|text| text == words) {
                            link.click().await?;
                            return Ok(true);
                        }
                    }
                    Ok(false)
                });
                if followed.await? { Ok(()) } else { Err("none".to_owned()) }
            })
            .await;
        }
    }

    /// Opens the panel with the help and the languages.
    #[track_caller]
    pub(crate) fn opens_the_site_panel(&self) -> impl Future<Output = ()> {
        self.clicks(".site-button".to_owned())
    }

    #[track_caller]
    pub(crate) fn chooses_in_the_site_panel(&self, language: Language) -> impl Future<Output = ()> {
        self.clicks(format!("{} [value={}]", by(ids::SITE_PANEL), language.tag()))
    }

    #[track_caller]
    pub(crate) fn follows_the_site_panel_to_the_help(&self) -> impl Future<Output = ()> {
        self.clicks(format!("{} a", by(ids::SITE_PANEL)))
    }

    /// Whether the last message of the frame is where its reader sees it.
    #[track_caller]
    pub(crate) fn sees_the_end_in_frame(&self) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            wait::until(format!("the end of the frame (from {at})"), SOON, async || {
                let (log, last) = self
                    .in_frame(async |driver| {
                        let log = driver.find(By::Css(".scroller")).await?.rect().await?;
                        let messages = driver.find_all(By::Css(".message")).await?;
                        let last = match messages.last() {
                            Some(last) => Some(last.rect().await?),
                            None => None,
                        };
                        Ok((log, last))
                    })
                    .await?;
                let end = last.as_ref().map_or(0.0, |last| last.y + last.height);
                if end > log.y && end <= log.y + log.height + 1.0 { Ok(()) } else { Err(format!("{log:?}, {last:?}")) }
            })
            .await;
        }
    }

    /// Waits until the page is that of a path.
    #[track_caller]
    pub(crate) fn is_at_page(&self, path: &str) -> impl Future<Output = ()> {
        let path = path.to_owned();
        let at = Location::caller();
        async move {
            wait::until(format!("the page {path} (from {at})"), SOON, async || {
                let url = self.driver.current_url().await.map_err(|error| error.to_string())?;
                if url.path() == path { Ok(()) } else { Err(url.to_string()) }
            })
            .await;
        }
    }

    /// What is in the field for a message; nothing if it has not the focus.
    pub(crate) async fn text_in_focus(&self) -> Option<String> {
        self.driver.enter_default_frame().await.expect("a page");
        let active = self.driver.active_element().await.expect("something has it");
        let is_field = active.attr("id").await.expect("an element").as_deref() == Some(ids::TEXT);
        if is_field { active.prop("value").await.expect("a field") } else { None }
    }

    /// What is in the field for a message.
    pub(crate) async fn typed_text(&self) -> String {
        self.driver.enter_default_frame().await.expect("a page");
        let field = self.driver.find(By::Css(by(ids::TEXT).as_str())).await.expect("the composer");
        field.prop("value").await.expect("a field").unwrap_or_default()
    }

    /// Whether the log for scripts can be seen, too.
    pub(crate) async fn sees_the_log_for_scripts(&self) -> bool {
        self.driver.enter_default_frame().await.expect("a page");
        let log = self.driver.find(By::Css("body > main > .scroller")).await.expect("the log");
        log.is_displayed().await.expect("an element")
    }

    async fn in_frame<T>(&self, act: impl AsyncFn(&WebDriver) -> WebDriverResult<T>) -> Result<T, String> {
        let done = async {
            self.driver.enter_default_frame().await?;
            let frame = self.driver.find(By::Css(format!("[name={}]", ids::LOG_FRAME).as_str())).await?;
            frame.enter_frame().await?;
            act(&self.driver).await
        };
        let done = done.await.map_err(|error| error.to_string().lines().take(2).collect());
        // Whatever comes next begins at the page.
        let _ = self.driver.enter_default_frame().await;
        done
    }
}

async fn texts_of(driver: &WebDriver, selector: &str) -> WebDriverResult<Vec<String>> {
    let mut texts = Vec::new();
    for found in driver.find_all(By::Css(selector)).await? {
        texts.push(found.prop("textContent").await?.unwrap_or_default());
    }
    Ok(texts)
}
