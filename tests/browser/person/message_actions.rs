//! What somebody does with a message, by its toolbar and its menu, and what they see of it.

use std::future::Future;

use harness::wait;
use serde_json::json;
use templates::{ids, urls};

use super::{FINDERS, Person};

/// The message with a text. One of files alone has the text "".
pub(super) const FIND: &str = "const textOf = item => item.querySelector('.body')?.textContent ?? ''; \
                    const message = text => all('.message').find(item => textOf(item) === text);";

const TOOLBAR: &str = ".message-actions";
const MENU: &str = ".message-menu";

/// Longer than a finger has to stay where it is.
const LONG_PRESS_MS: i64 = 800;

fn item(action: &str) -> String {
    format!("{MENU}:popover-open [data-do={action}]")
}

/// The button of an emoji below a message.
fn pill(emoji: &str) -> String {
    format!(".message .reactions button[value='{emoji}']")
}

impl Person {
    /// Opens the menu of a message by mouse.
    pub(crate) async fn opens_the_menu_of(&self, text: &str) {
        self.brings_up_the_toolbar_of(text).await;
        self.clicks(format!("{TOOLBAR} [data-do=more]")).await;
    }

    async fn brings_up_the_toolbar_of(&self, text: &str) {
        let quoted = json!(text);
        let script = format!("{FIND} return !!message({quoted})?.querySelector('{TOOLBAR}')?.checkVisibility()");
        wait::until(format!("the toolbar in {text}"), wait::SOON, async || {
            // Again, since each message that comes moves this one away from below the pointer.
            self.points_at(text).await;
            let is_there = self.tries(&script).await?;
            if is_there { Ok(()) } else { Err("none".to_owned()) }
        })
        .await;
    }

    /// Waits until these can be chosen in the open menu; none if no menu is open.
    #[track_caller]
    pub(crate) fn sees_choices(&self, actions: &[&str]) -> impl Future<Output = ()> {
        let script = format!(
            "return all('{MENU}:popover-open [role=menuitem]').filter(item => item.checkVisibility())\
             .map(item => item.dataset.do)"
        );
        self.finds_owned(script, super::owned(actions))
    }

    /// Waits until the page has what it needs for a menu.
    #[track_caller]
    pub(crate) fn has_actions(&self) -> impl Future<Output = ()> {
        self.finds_count(MENU.to_owned(), 1)
    }

    /// Chooses something in the open menu.
    #[track_caller]
    pub(crate) fn chooses_to(&self, action: &str) -> impl Future<Output = ()> {
        self.clicks(item(action))
    }

    /// Opens a room on a phone.
    pub(crate) async fn opens_on_a_phone(&self, room: &str) {
        self.touches_a_screen_of(375, 700).await;
        self.opens(&urls::room(room)).await;
        self.is_live().await;
    }

    /// Opens the sheet of a message by a long press. The first press of all brings what is needed,
    /// which may take longer than the press.
    pub(crate) async fn opens_the_sheet_of(&self, text: &str) {
        self.presses_long_on(text).await;
        self.has_actions().await;
        self.presses_escape().await;
        self.presses_long_on(text).await;
    }

    /// Presses a message for as long as it takes.
    pub(crate) async fn presses_long_on(&self, text: &str) {
        let found = format!("{FINDERS}{FIND} return message({}).querySelector('.body')", json!(text));
        let message = self.driver.execute(found, Vec::new()).await.expect("a script").element().expect("a message");
        let rect = message.rect().await.expect("a place");
        let (x, y) = (rect.x + 10., rect.y + rect.height / 2.);
        let touch = |kind: &str, points| json!({ "type": kind, "touchPoints": points });
        self.tunes("Input.dispatchTouchEvent", touch("touchStart", json!([{ "x": x, "y": y }]))).await;
        self.runs(&format!("return new Promise(done => setTimeout(done, {LONG_PRESS_MS}))")).await;
        self.tunes("Input.dispatchTouchEvent", touch("touchEnd", json!([]))).await;
    }

    /// How much of the letters of a message, or of its head, lies under the toolbar, in pixels.
    pub(crate) async fn covered_by_toolbar(&self, text: &str) -> i64 {
        self.eval(&format!(
            "{FIND} const item = message({}), bar = item.querySelector('{TOOLBAR}').getBoundingClientRect();\
             const lines = part => {{ const range = document.createRange(); range.selectNodeContents(part);\
                 return [...range.getClientRects()] }};\
             const overlaps = r => Math.max(0, Math.min(r.right, bar.right) - Math.max(r.left, bar.left))\
                 * Math.max(0, Math.min(r.bottom, bar.bottom) - Math.max(r.top, bar.top));\
             return Math.ceil(Math.max(0, ...['.body', '.name', 'time'].flatMap(part =>\
                 lines(item.querySelector(part))).map(overlaps)))",
            json!(text)
        ))
        .await
    }

    /// Waits until it is said for a moment what was done.
    #[track_caller]
    pub(crate) fn sees_note(&self, sentence: &str) -> impl Future<Output = ()> {
        self.finds_texts(".action-note:not(:empty)".to_owned(), vec![sentence.to_owned()])
    }

    /// Waits until the bar of the composer begins with a sentence; none if there is no bar.
    #[track_caller]
    pub(crate) fn sees_composer_bar(&self, sentence: Option<&str>) -> impl Future<Output = ()> {
        let script = "const bar = one('.composer-bar');\
                      return bar?.checkVisibility() ? bar.querySelector('p').textContent : null";
        self.finds_owned(script.to_owned(), sentence.map(str::to_owned))
    }

    /// Opens the usual reactions to a message by mouse.
    pub(crate) async fn opens_the_reactions_to(&self, text: &str) {
        self.brings_up_the_toolbar_of(text).await;
        self.clicks(format!("{TOOLBAR} [data-do=react]")).await;
    }

    /// Presses one of them.
    #[track_caller]
    pub(crate) fn chooses_reaction(&self, emoji: &str) -> impl Future<Output = ()> {
        self.clicks(format!(".reaction-menu:popover-open [data-do='{emoji}']"))
    }

    /// Answers a message by mouse.
    pub(crate) async fn answers(&self, text: &str) {
        self.brings_up_the_toolbar_of(text).await;
        self.clicks(format!("{TOOLBAR} [data-do=reply]")).await;
    }

    /// Waits until the composer says what the next message answers; none if it answers nothing.
    #[track_caller]
    pub(crate) fn sees_reply_bar(&self, sentence: Option<&str>) -> impl Future<Output = ()> {
        let script = "return one('.reply-bar')?.querySelector('p').textContent ?? null";
        self.finds_owned(script.to_owned(), sentence.map(str::to_owned))
    }

    /// Waits until the messages that answer something, those on their way too, say so like this.
    #[track_caller]
    pub(crate) fn sees_quotes(&self, sentences: &[&str]) -> impl Future<Output = ()> {
        self.finds_texts(".message .quote:not([hidden])".to_owned(), super::owned(sentences))
    }

    /// What the bar says beside that.
    pub(crate) async fn detail_of_composer_bar(&self) -> String {
        self.eval("return one('.composer-bar .small').textContent").await
    }

    /// Waits until the composer says why it has not taken a text; none if it says nothing.
    #[track_caller]
    pub(crate) fn sees_refusal_in_composer(&self, sentences: &[&str]) -> impl Future<Output = ()> {
        self.finds_texts(format!("#{} .refusal", ids::REFUSAL), super::owned(sentences))
    }

    /// Stops what the composer does just now, by its button.
    pub(crate) async fn presses_cancel(&self) {
        self.clicks(".composer-bar [data-do=cancel]".to_owned()).await;
    }

    /// Brings a message back that was just removed.
    pub(crate) async fn presses_undo(&self) {
        self.clicks(".removal .undo".to_owned()).await;
    }

    /// Waits until so many tombstones have a button that brings their message back.
    #[track_caller]
    pub(crate) fn sees_undo(&self, count: usize) -> impl Future<Output = ()> {
        self.finds_count(".removal .undo".to_owned(), count)
    }

    /// Keeps what is copied where a test can read it.
    pub(crate) async fn keeps_copies(&self) {
        self.runs("navigator.clipboard.writeText = async text => { globalThis.copied = text }").await;
    }

    /// Waits until something was copied.
    #[track_caller]
    pub(crate) fn has_put_into_the_clipboard(&self, text: &str) -> impl Future<Output = ()> {
        self.finds("return globalThis.copied ?? null", Some(text.to_owned()))
    }

    /// The text of the message that has the focus, or in which something has it.
    #[track_caller]
    pub(crate) fn sees_focus_in_message(&self, text: &str) -> impl Future<Output = ()> {
        let script = "return document.activeElement.closest('.message')?.querySelector('.body').textContent ?? null";
        self.finds_owned(script.to_owned(), Some(text.to_owned()))
    }

    /// Where a message leads to by its time, and what time that says.
    pub(crate) async fn link_of(&self, text: &str) -> (String, String) {
        let script = format!(
            "{FIND} const link = message({}).querySelector('.head a'); return [link.href, link.textContent]",
            json!(text)
        );
        self.eval(&script).await
    }

    /// Reacts with an emoji that stands below a message, or takes that back.
    #[track_caller]
    pub(crate) fn presses_reaction(&self, emoji: &str) -> impl Future<Output = ()> {
        self.clicks(pill(emoji))
    }

    /// Reacts on the page of a message with one of the usual emoji.
    #[track_caller]
    pub(crate) fn reacts_on_the_page(&self, emoji: &str) -> impl Future<Output = ()> {
        self.clicks(format!(".reactions.usual button[value='{emoji}']"))
    }

    /// Waits until these stand below messages: an emoji, how many have it, and a star if one has
    /// it oneself.
    #[track_caller]
    pub(crate) fn sees_reactions(&self, shown: &[&str]) -> impl Future<Output = ()> {
        let script = "const own = pill => pill.ariaPressed === 'true' ? '*' : '';\
                      return all('.message .reactions button').map(pill =>\
                          `${pill.value} ${pill.querySelector('b').textContent}${own(pill)}`)";
        self.finds_owned(script.to_owned(), super::owned(shown))
    }

    /// Waits until it is shown beside the reaction that has the focus who it was; none if nothing
    /// is.
    #[track_caller]
    pub(crate) fn sees_who_reacted(&self, names: Option<&str>) -> impl Future<Output = ()> {
        let script = "const names = document.activeElement.querySelector('span');\
                      return names?.getBoundingClientRect().width > 2 ? names.textContent : null";
        self.finds_owned(script.to_owned(), names.map(str::to_owned))
    }
}
