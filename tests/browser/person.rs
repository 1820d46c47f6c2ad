//! Somebody in front of a browser.

use std::future::Future;
use std::panic::Location;
use std::time::Duration;

use harness::{Server, wait};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::chrome;

/// For what a page does at once, on a machine with a lot to do.
const SOON: Duration = Duration::from_secs(20);

const STATE: &str = "return document.querySelector('[data-state]')?.dataset.state";
const PENDING: &str = "return [...document.querySelectorAll('#pending .body')].map(body => body.textContent)";

/// Somebody in front of a browser of their own.
pub(crate) struct Person {
    pub(crate) driver: WebDriver,
    origin: String,
}

impl Person {
    /// Somebody who has opened a browser and nothing else.
    pub(crate) async fn new(server: &Server) -> Self {
        Self::at(server.origin()).await
    }

    /// The same, who will come some other way: scheme, host and port, as of a [`Proxy`](harness::Proxy).
    pub(crate) async fn at(origin: String) -> Self {
        Self { driver: chrome::open().await, origin }
    }

    /// Somebody who has joined a room by the front page.
    pub(crate) async fn joins(server: &Server, name: &str, room: &str) -> Self {
        let person = Self::new(server).await;
        person.goes_to(room, name).await;
        person
    }

    /// Joins a room by the front page.
    pub(crate) async fn goes_to(&self, room: &str, name: &str) {
        self.opens(&format!("/?room={room}")).await;
        self.enters(name).await;
        self.is_live().await;
    }

    /// Fills in the landing page.
    pub(crate) async fn enters(&self, name: &str) {
        self.types("#name", name).await;
        self.clicks("form.join button").await;
    }

    pub(crate) async fn opens(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.origin)).await.expect("a page");
    }

    pub(crate) async fn reloads(&self) {
        self.driver.refresh().await.expect("a reload");
    }

    /// Types into a field, once it is there to be typed into.
    #[track_caller]
    pub(crate) fn types(&self, selector: &str, text: &str) -> impl Future<Output = ()> {
        self.acts(format!("typing into {selector}"), selector, async move |element| element.send_keys(text).await)
    }

    /// Clicks something, once it is there to be clicked.
    #[track_caller]
    pub(crate) fn clicks(&self, selector: &str) -> impl Future<Output = ()> {
        self.acts(format!("a click on {selector}"), selector, async |element| element.click().await)
    }

    #[track_caller]
    fn acts<A>(&self, doing: String, selector: &str, act: A) -> impl Future<Output = ()>
    where
        A: AsyncFn(WebElement) -> WebDriverResult<()>,
    {
        let at = Location::caller();
        async move {
            wait::until(format!("{doing} (from {at})"), SOON, async || {
                let done = async { act(self.driver.query(By::Css(selector)).nowait().first().await?).await };
                done.await.map_err(|error| error.to_string().lines().take(2).collect())
            })
            .await;
        }
    }

    /// Types a message and sends it by the Enter key.
    pub(crate) async fn says(&self, text: &str) {
        self.types("#text", text).await;
        self.types("#text", "\u{E007}").await;
    }

    /// Runs a script in the page.
    pub(crate) async fn eval<T: DeserializeOwned>(&self, script: &str) -> T {
        let result = self.driver.execute(script, Vec::new()).await.unwrap_or_else(|error| panic!("{script}: {error}"));
        result.convert().unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// Talks to the browser itself.
    pub(crate) async fn tunes(&self, method: &str, parameters: Value) -> Value {
        self.driver.cdp().send_raw(method, parameters).await.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Runs a script in every page from now on, before any of its own. Returns by what it can be [taken
    /// back](Self::takes_back).
    pub(crate) async fn prepares(&self, script: &str) -> Value {
        self.tunes("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script })).await
    }

    pub(crate) async fn takes_back(&self, prepared: Value) {
        self.tunes("Page.removeScriptToEvaluateOnNewDocument", prepared).await;
    }

    pub(crate) async fn has_a_screen_of(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < 500 });
        self.tunes("Emulation.setDeviceMetricsOverride", metrics).await;
    }

    /// Waits until a script in the page gives what is expected.
    #[track_caller]
    pub(crate) fn finds<T: DeserializeOwned + PartialEq + std::fmt::Debug>(
        &self,
        script: &str,
        expected: T,
    ) -> impl Future<Output = ()> {
        self.finds_within(SOON, script, expected)
    }

    /// The same, for what takes its time.
    #[track_caller]
    pub(crate) fn finds_within<T: DeserializeOwned + PartialEq + std::fmt::Debug>(
        &self,
        bound: Duration,
        script: &str,
        expected: T,
    ) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            let awaited = format!("{script} to be {expected:?} (from {at})");
            wait::until(awaited, bound, async || {
                let found: T = self.eval(script).await;
                if found == expected { Ok(()) } else { Err(format!("{found:?}")) }
            })
            .await;
        }
    }

    #[track_caller]
    pub(crate) fn is_live(&self) -> impl Future<Output = ()> {
        self.is("live")
    }

    /// Waits until the last messages in the log are these.
    #[track_caller]
    pub(crate) fn sees(&self, texts: &[&str]) -> impl Future<Output = ()> {
        let script = format!(
            "return [...document.querySelectorAll('#history .message .body')].map(b => b.textContent).slice(-{})",
            texts.len().max(1)
        );
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        let at = Location::caller();
        async move {
            wait::until(format!("the log to end with {texts:?} (from {at})"), SOON, async || {
                let found: Vec<String> = self.eval(&script).await;
                if found == texts { Ok(()) } else { Err(format!("{found:?}")) }
            })
            .await;
        }
    }

    /// Waits until these are all the messages in the page, with none on its way; and looks whether they are there as
    /// they should be: their numbers without a gap, no element twice.
    #[track_caller]
    pub(crate) fn has_read(&self, texts: &[&str]) -> impl Future<Output = ()> {
        let texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        let at = Location::caller();
        async move {
            self.finds(PENDING, Vec::<String>::new()).await;
            let bodies = "return [...document.querySelectorAll('#history .message .body')].map(b => b.textContent)";
            wait::until(format!("exactly {texts:?} to be said (from {at})"), SOON, async || {
                let found: Vec<String> = self.eval(bodies).await;
                if found == texts { Ok(()) } else { Err(format!("{found:?}")) }
            })
            .await;
            let ids: Vec<String> = self.eval("return [...document.querySelectorAll('[id]')].map(e => e.id)").await;
            let mut doubled: Vec<&String> = ids.iter().collect();
            doubled.sort();
            doubled.retain(|id| ids.iter().filter(|other| other == id).count() > 1);
            assert!(doubled.is_empty(), "{at}: more than once in the page: {doubled:?}");
            let numbers = "return [...document.querySelectorAll('#history .message')].map(m => +m.id.slice(1))";
            let numbers: Vec<i64> = self.eval(numbers).await;
            assert!(numbers.is_sorted_by(|a, b| a + 1 == *b), "{at}: a gap, or out of order: {numbers:?}");
        }
    }

    /// Waits until these are on their way, and no others.
    #[track_caller]
    pub(crate) fn has_pending(&self, texts: &[&str]) -> impl Future<Output = ()> {
        self.finds(PENDING, texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>())
    }

    /// Waits until the connection is in a state.
    #[track_caller]
    pub(crate) fn is(&self, state: &str) -> impl Future<Output = ()> {
        self.finds(STATE, Some(state.to_owned()))
    }

    /// Sends something faster than fingers can: by script, as the form's own button would.
    pub(crate) async fn sends(&self, text: &str) {
        let text = json!(text);
        self.eval::<()>(&format!(
            "document.querySelector('#text').value = {text}; document.querySelector('#composer').requestSubmit()"
        ))
        .await;
    }

    /// Waits until these are in the list, in this order, and the count agrees.
    #[track_caller]
    pub(crate) fn sees_people(&self, names: &[&str]) -> impl Future<Output = ()> {
        let script = "return [...document.querySelectorAll('#people .name')].map(n => n.textContent)\
                      .concat(document.querySelector('#people-panel .count').textContent)";
        let count = names.len().to_string();
        let expected = names.iter().map(|name| (*name).to_owned()).chain([count]).collect::<Vec<_>>();
        self.finds(script, expected)
    }

    /// Waits until what each selector finds first reads like this: a field by what is in it, anything else by its text;
    /// what is not there, as nothing.
    #[track_caller]
    pub(crate) fn reads<'a, const N: usize>(&'a self, parts: [(&'a str, &'a str); N]) -> impl Future<Output = ()> + 'a {
        let script = format!(
            "return {}.map(part => document.querySelector(part)).map(part => \
             (part?.matches('input, textarea') ? part.value : part?.textContent) ?? '')",
            json!(parts.map(|(selector, _)| selector).to_vec())
        );
        let texts = parts.map(|(_, text)| text.to_owned()).to_vec();
        let at = Location::caller();
        async move {
            wait::until(format!("the page to read {texts:?} (from {at})"), SOON, async || {
                let found: Vec<String> = self.eval(&script).await;
                if found == texts { Ok(()) } else { Err(format!("{found:?}")) }
            })
            .await;
        }
    }

    /// Waits until the page is that of a path.
    #[track_caller]
    pub(crate) fn is_at(&self, path: &str) -> impl Future<Output = ()> {
        self.finds("return location.pathname", path.to_owned())
    }

    /// How many elements there are.
    pub(crate) async fn counts(&self, selector: &str) -> usize {
        self.eval(&format!("return document.querySelectorAll({}).length", json!(selector))).await
    }

    /// Waits for a page that is as described, and returns it. Needs no script in it.
    #[track_caller]
    pub(crate) fn gets(&self, described: impl Fn(&str) -> bool) -> impl Future<Output = String> {
        let at = Location::caller();
        async move {
            wait::until(format!("the page that {at} describes"), SOON, async || {
                let page = self.driver.source().await.map_err(|error| error.to_string())?;
                if described(&page) { Ok(page) } else { Err(page) }
            })
            .await
        }
    }

    /// Closes the browser.
    pub(crate) async fn goes(self) {
        self.driver.clone().quit().await.expect("the browser closes");
    }
}

impl Drop for Person {
    /// After a failure the browser is left to end with the tests. The driver's own drop would close it from here, and a test
    /// that has failed then took two minutes longer to say so (147 s instead of 27 s).
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = self.driver.clone().leak();
        }
    }
}
