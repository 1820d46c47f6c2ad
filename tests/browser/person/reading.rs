//! How a long log is read: places to the pixel, days, what is copied, the focus.

use std::future::Future;

use serde_json::json;
use templates::ids;
use thirtyfour::prelude::*;

use super::{ENTER, Person};

/// A clock that can be set ahead: `ahead` milliseconds.
const CLOCK: &str = "
    const Real = Date;
    window.ahead = 0;
    window.Date = class extends Real {
        constructor(...parts) { super(...(parts.length ? parts : [Real.now() + window.ahead])); }
        static now() { return Real.now() + window.ahead; }
    };
";

impl Person {
    /// Where a message is, by its text: pixels from the top of the screen.
    pub(crate) async fn place_of(&self, text: &str) -> f64 {
        let script = format!(
            "return all('#{} .message').find(message => message.querySelector('.body').textContent === {})\
             .getBoundingClientRect().top",
            ids::HISTORY,
            json!(text)
        );
        self.eval(&script).await
    }

    /// What has the focus: the link to earlier messages, a message by its text, or else its element.
    pub(crate) async fn focus(&self) -> String {
        self.eval(
            "const { activeElement } = document;\
             if (activeElement.closest('.earlier')) return 'earlier';\
             return activeElement.querySelector(':scope > .body')?.textContent ?? activeElement.localName",
        )
        .await
    }

    /// Fetches the messages before those in the page, by the keyboard.
    pub(crate) async fn shows_earlier_by_key(&self) {
        self.runs(&format!("one('#{} a').focus({{ preventScroll: true }})", ids::EARLIER)).await;
        self.driver.action_chain().send_keys(ENTER).perform().await.expect("a key");
    }

    /// Turns the wheel until the view is so many pixels above the newest message.
    pub(crate) async fn reads_at(&self, pixels: u32) {
        self.runs(&format!("one('.scroller').scrollTop = -{pixels}")).await;
    }

    /// Opens pages by a clock of their own from now on.
    pub(crate) async fn has_a_clock_of_their_own(&self) {
        self.prepares(CLOCK).await;
    }

    /// Opens the laptop again, so many hours later.
    pub(crate) async fn wakes_after_hours(&self, hours: u32) {
        self.runs(&format!("window.ahead += {hours} * 3600000; dispatchEvent(new Event('pageshow'))")).await;
    }

    /// Waits until these are the lines of days, where `*` stands for a date.
    #[track_caller]
    pub(crate) fn sees_days(&self, days: &[&str]) -> impl Future<Output = ()> {
        let script = format!(
            "return all('#{} .day').map(({{ textContent }}) => /\\d/.test(textContent) ? '*' : textContent)",
            ids::HISTORY
        );
        self.finds_owned(script, days.iter().map(|day| (*day).to_owned()).collect::<Vec<_>>())
    }

    /// Waits until there are at most so many messages in the page.
    #[track_caller]
    pub(crate) fn has_at_most(&self, count: usize) -> impl Future<Output = ()> {
        self.finds_owned(format!("return all('#{} .message').length <= {count}", ids::HISTORY), true)
    }

    /// Selects from one message to another, both whole, and copies.
    pub(crate) async fn copies(&self, from: &str, to: &str) -> String {
        let script = format!(
            "const body = text => all('.message .body').find(body => body.textContent === text);\
             getSelection().setBaseAndExtent(body({}).parentNode, 0, body({}).firstChild, {});",
            json!(from),
            json!(to),
            to.encode_utf16().count()
        );
        self.copies_selected(&script).await
    }

    /// Selects some of a message, and copies.
    pub(crate) async fn copies_part(&self, text: &str, from: usize, to: usize) -> String {
        let script = format!(
            "const body = all('.message .body').find(body => body.textContent === {});\
             getSelection().setBaseAndExtent(body.firstChild, {from}, body.firstChild, {to});",
            json!(text)
        );
        self.copies_selected(&script).await
    }

    /// What a `copy` has put on the clipboard; or what the browser would.
    async fn copies_selected(&self, select: &str) -> String {
        self.runs("document.dispatchEvent(new Event('selectstart'))").await;
        self.finds("return 'copies' in document.documentElement.dataset", true).await;
        let script = format!(
            "{select} const clipboardData = new DataTransfer();\
             document.body.dispatchEvent(new ClipboardEvent('copy', {{ clipboardData, bubbles: true, cancelable: true }}));\
             return clipboardData.getData('text/plain') || getSelection().toString()"
        );
        self.eval(&script).await
    }

    /// The times of all messages, as they are shown.
    pub(crate) async fn times(&self) -> Vec<String> {
        self.texts(&format!("#{} .message time", ids::HISTORY)).await
    }
}
