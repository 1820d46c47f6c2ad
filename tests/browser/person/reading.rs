//! How a long log is read: places to the pixel, days, what is copied, the focus.

use std::future::Future;

use serde_json::json;
use templates::ids;

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
    pub(crate) async fn top_of_text(&self, text: &str) -> f64 {
        let script = format!(
            "return all('#{} .message').find(message => message.querySelector('.body').textContent === {})\
             .getBoundingClientRect().top",
            ids::HISTORY,
            json!(text)
        );
        self.eval(&script).await
    }

    /// What has the focus: `earlier` for that link, a message by its text, or else an element.
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

    /// Opens pages whose day is over in a moment, as far as they wait for it.
    pub(crate) async fn has_short_days(&self) {
        let short = "const wait = setInterval; window.setInterval = (run, ms) => wait(run, ms === 86400000 ? 200 : ms)";
        self.prepares(short).await;
    }

    /// Waits until the page has asked for something by which its session lasts longer.
    #[track_caller]
    pub(crate) fn renews_its_session(&self) -> impl Future<Output = ()> {
        let asked = "initiatorType === 'fetch' && name.endsWith('/new')";
        let script =
            format!("return performance.getEntriesByType('resource').some(({{ name, initiatorType }}) => {asked})");
        async move { self.finds(&script, true).await }
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

    /// Selects from one message to another, both whole, and waits until a copy is as expected.
    #[track_caller]
    pub(crate) fn copies(&self, from: &str, to: &str, copied: String) -> impl Future<Output = ()> {
        let select = format!(
            "getSelection().setBaseAndExtent(body({}).parentNode, 0, body({}).firstChild, {});",
            json!(from),
            json!(to),
            to.encode_utf16().count()
        );
        self.copies_selected(select, copied)
    }

    /// Selects some of a message, and waits until a copy is as expected.
    #[track_caller]
    pub(crate) fn copies_part(&self, text: &str, from: usize, copied: &str) -> impl Future<Output = ()> {
        let (text, to) = (json!(text), from + copied.encode_utf16().count());
        let select =
            format!("getSelection().setBaseAndExtent(body({text}).firstChild, {from}, body({text}).firstChild, {to});");
        self.copies_selected(select, copied.to_owned())
    }

    /// What a copy puts on the clipboard; or what the browser would.
    #[track_caller]
    fn copies_selected(&self, select: String, copied: String) -> impl Future<Output = ()> {
        let script = format!(
            "const body = text => all('.message .body').find(body => body.textContent === text);\
             document.dispatchEvent(new Event('selectstart'));\
             {select} const clipboardData = new DataTransfer();\
             const how = {{ clipboardData, bubbles: true, cancelable: true }};\
             document.body.dispatchEvent(new ClipboardEvent('copy', how));\
             return clipboardData.getData('text/plain') || getSelection().toString()"
        );
        self.finds_owned(script, copied)
    }

    /// The times of all messages, as they are shown.
    pub(crate) async fn times(&self) -> Vec<String> {
        self.texts(&format!("#{} .message time", ids::HISTORY)).await
    }
}
