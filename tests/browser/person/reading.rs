//! How a long log is read: places to the pixel, days, what is copied, the focus.

use std::future::Future;

use harness::wait;
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

/// Watches what is read: how far the message under the eye moves by itself, and how many messages
/// the page has at most.
const EYE: &str = "
    window.eye ??= (() => {
        const eye = { drift: 0, most: 0 };
        const look = () => {
            eye.most = Math.max(eye.most, all('#history .message').length);
            if (eye.message) {
                const moved = Math.abs(eye.message.getBoundingClientRect().top - eye.top);
                eye.drift = Math.max(eye.drift, eye.message.isConnected ? moved : Infinity);
            }
            requestAnimationFrame(look);
        };
        look();
        return eye;
    })();
    const scroller = one('.scroller');
    const turn = pixels => {
        scroller.scrollTop += pixels;
        const box = scroller.getBoundingClientRect();
        const seen = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
        eye.message = seen?.closest('.message');
        eye.top = eye.message?.getBoundingClientRect().top;
    };
    const body = message => message?.querySelector('.body').textContent;
";

/// So far a turn of the wheel goes, in pixels, and so long one looks before the next one.
const TURN_PX: i32 = 350;
const LOOK_MS: u32 = 100;

/// What a browser lets a page do.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Allowed {
    Yes,
    No,
}

impl Person {
    /// Waits until nothing more comes after what is shown.
    #[track_caller]
    pub(crate) fn has_read_to_the_end(&self) -> impl Future<Output = ()> {
        self.finds_count(".later".to_owned(), 0)
    }

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

    /// Waits until what a link led to is in view, and marked.
    #[track_caller]
    pub(crate) fn sees_where_the_link_led(&self, text: &str) -> impl Future<Output = ()> {
        let script = "const linked = one('#history .linked'), view = one('.scroller').getBoundingClientRect();\
                      const { top, bottom } = linked.getBoundingClientRect();\
                      if (top < view.top || bottom > view.bottom) return `it is at ${top}`;\
                      return (linked.querySelector('.body') ?? linked).textContent";
        self.finds(script, text.to_owned())
    }

    /// Turns the wheel up until a message is the first one and in view. What is read moves by the
    /// wheel alone, and the page never has more than so many messages.
    pub(crate) async fn reads_up_to(&self, text: &str, most: usize) {
        let is_there = "!one('#earlier') && scroller.scrollTop <= scroller.clientHeight - scroller.scrollHeight + 1";
        self.reads_on(-TURN_PX, &format!("{is_there} && body(one('#history .message')) === {}", json!(text)), most)
            .await;
    }

    /// The same, down to the last message.
    pub(crate) async fn reads_down_to(&self, text: &str, most: usize) {
        let is_there = "!one('#later') && scroller.scrollTop > -1";
        let last = format!("body(all('#history .message').at(-1)) === {}", json!(text));
        self.reads_on(TURN_PX, &format!("{is_there} && {last}"), most).await;
    }

    /// Turns page after page, each after a look at the one before, until what is meant is there.
    async fn reads_on(&self, pixels: i32, is_there: &str, most: usize) {
        let turned =
            format!("{EYE} turn({pixels}); return new Promise(seen => setTimeout(() => seen({is_there}), LOOK))")
                .replace("LOOK", &LOOK_MS.to_string());
        wait::until(format!("one who reads on to see {is_there}"), 2 * wait::SOON, async || {
            if self.eval(&turned).await { Ok(()) } else { Err(format!("{:?}", self.messages().await)) }
        })
        .await;
        let (drift, count): (f64, usize) = self.eval("return [Math.min(eye.drift, 1e6), eye.most]").await;
        assert!(drift < 2.0, "what was read moved by {drift} pixels");
        assert!(count <= most, "{count} messages in the page");
    }

    /// Goes from a page of earlier messages to the newest ones.
    #[track_caller]
    pub(crate) fn goes_back_to_the_newest(&self) -> impl Future<Output = ()> {
        self.clicks(".room .back a".to_owned())
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

    /// Selects all of a message, and waits until a copy is as expected.
    #[track_caller]
    pub(crate) fn copies_message(&self, text: &str, copied: String) -> impl Future<Output = ()> {
        let select = format!("getSelection().selectAllChildren(body({}).parentNode);", json!(text));
        self.copies_selected(select, copied)
    }

    /// Has a clipboard of the page's own, to which buttons may copy, or not.
    pub(crate) async fn lets_buttons_copy(&self, may_they: Allowed) {
        let outcome = match may_they {
            Allowed::Yes => "window.copied = text",
            Allowed::No => "throw Error('not allowed')",
        };
        self.runs(&format!("navigator.clipboard.writeText = async text => {{ {outcome} }}")).await;
    }

    /// Waits until a button has copied this.
    #[track_caller]
    pub(crate) fn has_copied(&self, text: &str) -> impl Future<Output = ()> {
        self.finds("return window.copied ?? ''", text.to_owned())
    }

    /// Waits until this is selected, to be copied by hand.
    #[track_caller]
    pub(crate) fn sees_selected(&self, text: &str) -> impl Future<Output = ()> {
        self.finds("return getSelection().toString()", text.to_owned())
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
