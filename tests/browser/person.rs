//! Somebody in front of a browser: what they do with pages, fields and windows. The stories are
//! told in these verbs.
//!
//! [`log`] is what they see in a room, [`log_frame`] the same without scripts, [`composer`] what
//! becomes of what they type, [`forms`] the pages around it, [`reading`] a long log, [`assistive`]
//! what those are told who cannot see the page. Only these files know selectors and scripts.

mod assistive;
mod axe;
mod composer;
mod connection;
mod faults;
mod files;
mod forms;
mod layout;
mod log;
mod log_frame;
mod looks;
mod measures;
mod message_actions;
mod moderation;
mod notifications;
mod presence;
mod reading;
mod scripts;
mod searching;
mod suggestions;

pub(crate) use connection::{Network, SHORT_JITTER};
pub(crate) use log_frame::InFrame;
pub(crate) use looks::CompositionEnd;
pub(crate) use reading::Allowed;
pub(crate) use scripts::{Doings, Shape};

use std::fmt::Debug;
use std::future::Future;
use std::panic::Location;
use std::time::Duration;

use harness::{Server, wait};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::prelude::*;

use crate::webdriver::Driver;
use crate::{chrome, firefox};

/// For what a page does at once, on a machine with a lot to do.
const SOON: Duration = Duration::from_secs(20);

/// What every script in a page may use: the first element of a selector, and all of them.
const FINDERS: &str = "const one = selector => document.querySelector(selector);\
                       const all = selector => [...document.querySelectorAll(selector)];";

/// Selects all that is in a field, so that what is typed takes its place.
const ALL: &str = "\u{E009}a\u{E009}";
const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";
const SHIFT_ENTER: &str = "\u{E008}\u{E007}\u{E008}";

/// Somebody in front of a browser of their own.
pub(crate) struct Person {
    driver: WebDriver,
    origin: String,
    /// The program that drives the browser, if nobody else uses it.
    own_driver: Option<Driver>,
}

impl Person {
    /// Somebody who has opened a browser and nothing else.
    pub(crate) async fn new(server: &Server) -> Self {
        Self::at(server.origin()).await
    }

    /// The same, who will come some other way: scheme, host and port, as of a
    /// [`Proxy`](harness::Proxy).
    pub(crate) async fn at(origin: String) -> Self {
        Self { driver: chrome::open().await, origin, own_driver: None }
    }

    /// Somebody who has opened Firefox and nothing else.
    pub(crate) async fn in_firefox(server: &Server) -> Self {
        let (driver, own_driver) = firefox::open().await;
        Self { driver, origin: server.origin(), own_driver: Some(own_driver) }
    }

    /// The same, in a Firefox that runs no scripts.
    pub(crate) async fn in_firefox_without_scripts(server: &Server) -> Self {
        let (driver, own_driver) = firefox::open_without_scripts().await;
        Self { driver, origin: server.origin(), own_driver: Some(own_driver) }
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

    pub(crate) async fn opens(&self, path: &str) {
        self.driver.goto(format!("{}{path}", self.origin)).await.expect("a page");
        // On a busy machine the driver may take the page before for this one, and the next look
        // would find it without its styles.
        self.finds("return document.readyState", "complete".to_owned()).await;
    }

    pub(crate) async fn reloads(&self) {
        self.driver.refresh().await.expect("a reload");
    }

    /// Presses the browser's button for the page before.
    pub(crate) async fn goes_back_in_history(&self) {
        told_or_gone(self.driver.back().await);
    }

    /// Presses the browser's button for the page after.
    pub(crate) async fn goes_forward_in_history(&self) {
        told_or_gone(self.driver.forward().await);
    }

    /// Opens another tab, which is then in front. Returns the one that was there before, and the
    /// new one.
    pub(crate) async fn opens_a_tab(&self) -> (WindowHandle, WindowHandle) {
        let before = self.driver.window().await.expect("a window");
        let tab = self.driver.new_tab().await.expect("another tab");
        self.switches_to(&tab).await;
        (before, tab)
    }

    /// Opens another window, which is then in front. Returns the one that was there before.
    pub(crate) async fn opens_a_window(&self) -> WindowHandle {
        let before = self.driver.window().await.expect("a window");
        let window = self.driver.new_window().await.expect("another window");
        self.switches_to(&window).await;
        before
    }

    pub(crate) async fn switches_to(&self, window: &WindowHandle) {
        self.driver.switch_to_window(window.clone()).await.expect("the window is still there");
    }

    /// Closes the tab that is in front. None is in front then.
    pub(crate) async fn closes_the_tab(&self) {
        self.driver.close_window().await.expect("it closes");
    }

    /// Closes the browser.
    pub(crate) async fn goes(self) {
        self.driver.clone().quit().await.expect("the browser closes");
    }

    /// Waits until the page is that of a path.
    #[track_caller]
    pub(crate) fn is_at(&self, path: &str) -> impl Future<Output = ()> {
        let path = path.to_owned();
        let at = Location::caller();
        async move {
            wait::until(format!("the page {path} (from {at})"), SOON, async || {
                // A key that leads nowhere was pressed somewhere else, or its page is on its way.
                let script = "const e = document.activeElement;\
                              return [location.pathname, document.readyState, (e ?? document.body).outerHTML]";
                let (there, state, focused): (String, String, String) = self.tries(script).await?;
                let focused: String = focused.chars().take(120).collect();
                if there == path { Ok(()) } else { Err(format!("{there}, {state}, on {focused}")) }
            })
            .await;
        }
    }

    /// Waits until the page is in front.
    #[track_caller]
    pub(crate) fn is_visible(&self) -> impl Future<Output = ()> {
        self.finds("return document.hidden", false)
    }

    /// Path and query of the page.
    pub(crate) async fn address(&self) -> String {
        self.eval("return location.pathname + location.search").await
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

    /// Talks to the browser itself.
    pub(crate) async fn tunes(&self, method: &str, parameters: Value) -> Value {
        self.driver.cdp().send_raw(method, parameters).await.unwrap_or_else(|error| panic!("{method}: {error}"))
    }

    /// Types into a field, once it is there to be typed into.
    #[track_caller]
    fn types(&self, selector: String, text: String) -> impl Future<Output = ()> {
        self.acts(format!("typing into {selector}"), selector, async move |element| element.send_keys(&text).await)
    }

    /// Clicks something, once it is there to be clicked.
    #[track_caller]
    fn clicks(&self, selector: String) -> impl Future<Output = ()> {
        self.acts(format!("a click on {selector}"), selector, async |element| element.click().await)
    }

    #[track_caller]
    fn acts<A>(&self, doing: String, selector: String, act: A) -> impl Future<Output = ()>
    where
        A: AsyncFn(WebElement) -> WebDriverResult<()>,
    {
        let at = Location::caller();
        async move {
            wait::until(format!("{doing} (from {at})"), SOON, async || {
                let done = async { act(self.driver.query(By::Css(selector.as_str())).nowait().first().await?).await };
                done.await.map_err(|error| error.to_string().lines().take(2).collect())
            })
            .await;
        }
    }

    /// Runs a script in the page.
    async fn eval<T: DeserializeOwned>(&self, script: &str) -> T {
        self.tries(script).await.unwrap_or_else(|error| panic!("{script}: {error}"))
    }

    /// The same, where the page may be about to give way to another: a script whose page goes while
    /// it runs fails, and in Firefox it returns nothing.
    async fn tries<T: DeserializeOwned>(&self, script: &str) -> Result<T, String> {
        let result = self.driver.execute(format!("{FINDERS}{script}"), Vec::new()).await;
        result.and_then(|result| result.convert()).map_err(|error| error.to_string())
    }

    /// Runs a script in the page for what it does.
    async fn runs(&self, script: &str) {
        self.eval::<()>(script).await;
    }

    /// Runs a script in every page from now on, before any of its own. Returns by what it can be
    /// [taken back](Self::takes_back).
    async fn prepares(&self, script: &str) -> Value {
        let source = format!("{{ {FINDERS}{script} }}");
        self.tunes("Page.addScriptToEvaluateOnNewDocument", json!({ "source": source })).await
    }

    /// Undoes what was prepared.
    pub(crate) async fn takes_back(&self, prepared: Value) {
        self.tunes("Page.removeScriptToEvaluateOnNewDocument", prepared).await;
    }

    /// Waits until a script in the page gives what is expected.
    #[track_caller]
    fn finds<T: DeserializeOwned + PartialEq + Debug>(&self, script: &str, expected: T) -> impl Future<Output = ()> {
        self.finds_within(SOON, script, expected)
    }

    /// The same, for what takes its time.
    #[track_caller]
    fn finds_within<T: DeserializeOwned + PartialEq + Debug>(
        &self,
        bound: Duration,
        script: &str,
        expected: T,
    ) -> impl Future<Output = ()> {
        self.finds_owned_within(bound, script.to_owned(), expected)
    }

    /// The same as [`finds`](Self::finds), for a script that is made on the way.
    #[track_caller]
    fn finds_owned<T: DeserializeOwned + PartialEq + Debug>(
        &self,
        script: String,
        expected: T,
    ) -> impl Future<Output = ()> {
        self.finds_owned_within(SOON, script, expected)
    }

    #[track_caller]
    fn finds_owned_within<T: DeserializeOwned + PartialEq + Debug>(
        &self,
        bound: Duration,
        script: String,
        expected: T,
    ) -> impl Future<Output = ()> {
        let at = Location::caller();
        async move {
            wait::until(format!("{script} to be {expected:?} (from {at})"), bound, async || {
                let found: T = self.tries(&script).await?;
                if found == expected { Ok(()) } else { Err(format!("{found:?}")) }
            })
            .await;
        }
    }

    /// The texts of all that a selector finds.
    async fn texts(&self, selector: &str) -> Vec<String> {
        self.eval(&texts_of(selector)).await
    }

    /// Waits until what a selector finds has these texts, and no others.
    #[track_caller]
    fn finds_texts(&self, selector: String, texts: Vec<String>) -> impl Future<Output = ()> {
        let script = texts_of(&selector);
        let at = Location::caller();
        async move { self.finds_texts_at(at, script, texts).await }
    }

    async fn finds_texts_at(&self, at: &Location<'_>, script: String, texts: Vec<String>) {
        wait::until(format!("the page to read {texts:?} (from {at})"), SOON, async || {
            let found: Vec<String> = self.tries(&script).await?;
            if found == texts { Ok(()) } else { Err(format!("{found:?}")) }
        })
        .await;
    }

    /// Waits until the first that a selector finds has a text: a field by what is in it, anything
    /// else by its content. What is not there has none. Isolates around names are not seen.
    #[track_caller]
    fn reads(&self, selector: String, text: &str) -> impl Future<Output = ()> {
        let selector = json!(selector);
        let script = format!(
            "const found = one({selector}), is_field = found?.matches('input, textarea');\
             return [((is_field ? found.value : found?.textContent) ?? '').replace(/[\\u2068\\u2069]/g, '')]"
        );
        let texts = vec![text.to_owned()];
        let at = Location::caller();
        async move { self.finds_texts_at(at, script, texts).await }
    }

    /// Waits until so many elements are there.
    #[track_caller]
    fn finds_count(&self, selector: String, count: usize) -> impl Future<Output = ()> {
        self.finds_owned(format!("return all({}).length", json!(selector)), count)
    }

    /// How many elements there are.
    async fn counts(&self, selector: String) -> usize {
        self.eval(&format!("return all({}).length", json!(selector))).await
    }

    /// Waits until somebody who looks at the page sees what a selector finds.
    #[track_caller]
    fn finds_shown(&self, selector: String) -> impl Future<Output = ()> {
        self.finds_owned(format!("return !!one({})?.checkVisibility()", json!(selector)), true)
    }

    /// Whether somebody who looks at the page sees what a selector finds.
    async fn is_shown(&self, selector: String) -> bool {
        self.eval(&format!("return !!one({})?.checkVisibility()", json!(selector))).await
    }
}

/// The element with an id, as a selector.
fn by(id: &str) -> String {
    format!("#{id}")
}

fn owned(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn texts_of(selector: &str) -> String {
    format!("return all({}).map(found => found.textContent)", json!(selector))
}

impl Drop for Person {
    /// After a failure the browser is left to end with the tests. The driver's own drop would close
    /// it from here, and the test took two minutes longer to fail (147 s instead of 27 s).
    fn drop(&mut self) {
        if std::thread::panicking() {
            let _ = self.driver.clone().leak();
        }
    }
}

/// A page that comes back as it was is there before the driver knows: on a busy machine it then
/// waits for the old one. Where the browser is says the next look at it.
fn told_or_gone(outcome: WebDriverResult<()>) {
    match outcome {
        Err(error) if error.to_string().contains("Not attached to an active page") => {}
        outcome => outcome.expect("there is a page"),
    }
}
