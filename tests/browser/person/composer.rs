//! What somebody types, and what becomes of it: the draft, what is on its way, what was refused.

use std::future::Future;
use std::panic::Location;

use harness::wait;
use serde_json::json;
use templates::ids;

use super::{ENTER, ESCAPE, Person, SHIFT_ENTER, SOON, by, owned, texts_of};

fn pending(part: &str) -> String {
    format!("#{} {part}", ids::PENDING)
}

/// What says that the room has not answered, aloud.
const UNSENT: &str = ".unsent[role=alert]";

impl Person {
    /// Types a message and sends it by the Enter key.
    pub(crate) async fn says(&self, text: &str) {
        self.drafts(text).await;
        self.presses_enter().await;
    }

    /// Types into the field for a message, and sends nothing.
    #[track_caller]
    pub(crate) fn drafts(&self, text: &str) -> impl Future<Output = ()> {
        self.types(by(ids::TEXT), text.to_owned())
    }

    #[track_caller]
    pub(crate) fn presses_enter(&self) -> impl Future<Output = ()> {
        self.drafts(ENTER)
    }

    #[track_caller]
    pub(crate) fn presses_shift_and_enter(&self) -> impl Future<Output = ()> {
        self.drafts(SHIFT_ENTER)
    }

    /// Sends what is typed by the button.
    pub(crate) async fn presses_send(&self) {
        self.clicks(format!("#{} .send", ids::COMPOSER)).await;
    }

    /// Sends something faster than fingers can: by script, as the form's own button would.
    pub(crate) async fn sends(&self, text: &str) {
        self.sends_literal(&json!(text).to_string()).await;
    }

    /// The same, with a string as it is written in JavaScript: it may hold what no text can.
    pub(crate) async fn sends_literal(&self, string: &str) {
        let (field, form) = (ids::TEXT, ids::COMPOSER);
        self.runs(&format!("one('#{field}').value = {string}; one('#{form}').requestSubmit()")).await;
    }

    /// Sends several in the same moment.
    pub(crate) async fn sends_at_once(&self, texts: &[String]) {
        let (field, form) = (ids::TEXT, ids::COMPOSER);
        let script = "for (const text of TEXTS) { one('#FIELD').value = text; one('#FORM').requestSubmit() }";
        let script = script.replace("FIELD", field).replace("FORM", form);
        self.runs(&script.replace("TEXTS", &json!(texts).to_string())).await;
    }

    #[track_caller]
    pub(crate) fn presses_escape(&self) -> impl Future<Output = ()> {
        self.drafts(ESCAPE)
    }

    /// Puts a text into the field, faster than fingers can; the page hears of it as of a key.
    pub(crate) async fn types_by_script(&self, text: &str) {
        let script = format!(
            "const field = one('#{}'); field.value = {}; field.dispatchEvent(new Event('input', {{ bubbles: true }}))",
            ids::TEXT,
            json!(text)
        );
        self.runs(&script).await;
    }

    /// Waits until the page has what it needs for a long text, if there is one in the field.
    #[track_caller]
    pub(crate) fn knows_long_texts(&self) -> impl Future<Output = ()> {
        let script = format!(
            "return one('#{}').value.split('\\n').length < 4\
             || performance.getEntriesByType('resource').some(entry => entry.name.endsWith('/long_text.js'))",
            ids::TEXT
        );
        self.finds_owned(script, true)
    }

    /// Takes out what is typed, by script; the page hears of it as of a key.
    pub(crate) async fn clears_the_draft(&self) {
        let script =
            format!("const text = one('#{}'); text.value = ''; text.dispatchEvent(new Event('input'))", ids::TEXT);
        self.runs(&script).await;
    }

    #[track_caller]
    pub(crate) fn sees_draft(&self, text: &str) -> impl Future<Output = ()> {
        self.reads(by(ids::TEXT), text)
    }

    pub(crate) async fn draft(&self) -> String {
        self.eval(&format!("return one('#{}').value", ids::TEXT)).await
    }

    pub(crate) async fn puts_the_cursor_at(&self, place: usize) {
        self.runs(&format!("one('#{}').setSelectionRange({place}, {place})", ids::TEXT)).await;
    }

    /// Waits until the draft has the focus, and its cursor at a place.
    #[track_caller]
    pub(crate) fn sees_the_cursor_at(&self, place: usize) -> impl Future<Output = ()> {
        let script = format!("return [one('#{}').selectionStart, document.activeElement.id]", ids::TEXT);
        self.finds_owned(script, (place, ids::TEXT.to_owned()))
    }

    /// Whether one can type a message without clicking anything.
    pub(crate) async fn can_type_at_once(&self) -> bool {
        self.counts(format!("#{}:focus", ids::TEXT)).await == 1
    }

    /// Waits until these are on their way, and no others.
    #[track_caller]
    pub(crate) fn sees_pending(&self, texts: &[&str]) -> impl Future<Output = ()> {
        self.finds_texts(pending(".body"), owned(texts))
    }

    /// The ids of what is on its way.
    pub(crate) async fn pending_ids(&self) -> Vec<String> {
        let ids: Vec<String> = self.eval(&format!("return all('{}').map(item => item.id)", pending(".message"))).await;
        ids.iter().map(|id| id.trim_start_matches(&ids::pending("")).to_owned()).collect()
    }

    /// Waits until so many messages are said and so many are on their way or refused. Asks for no
    /// text: no answer of a script can hold half an emoji.
    #[track_caller]
    pub(crate) fn sees_said_and_pending(&self, said: usize, pending: usize) -> impl Future<Output = ()> {
        let script =
            format!("return ['{}', '{}'].map(list => all('#' + list + ' .message').length)", ids::LOG, ids::PENDING);
        self.finds_owned(script, [said, pending])
    }

    /// Waits until so many messages are said or refused, and none is on its way.
    #[track_caller]
    pub(crate) fn sees_answered(&self, count: usize) -> impl Future<Output = ()> {
        let script = format!(
            "return ['#{log} .message, {refused}', '{waiting}'].map(list => all(list).length)",
            log = ids::LOG,
            refused = pending(".message:has(.refusal)"),
            waiting = pending(".message:not(:has(.refusal))")
        );
        self.finds_owned(script, [count, 0])
    }

    /// Waits until so many messages are refused.
    #[track_caller]
    pub(crate) fn sees_refusals(&self, count: usize) -> impl Future<Output = ()> {
        self.finds_count(pending(".refusal"), count)
    }

    /// Waits until the first refusal says something.
    #[track_caller]
    pub(crate) fn sees_refusal(&self, part: &str) -> impl Future<Output = ()> {
        let (script, part) = (texts_of(&pending(".refusal")), part.to_owned());
        let at = Location::caller();
        async move {
            wait::until(format!("a refusal with “{part}” (from {at})"), SOON, async || {
                let found: Vec<String> = self.tries(&script).await?;
                let says_so = found.first().is_some_and(|refusal| refusal.contains(&part));
                if says_so { Ok(()) } else { Err(format!("{found:?}")) }
            })
            .await;
        }
    }

    /// Waits until a refusal can be seen.
    #[track_caller]
    pub(crate) fn sees_any_refusal(&self) -> impl Future<Output = ()> {
        self.finds_shown(pending(".refusal"))
    }

    /// What is on its way or refused, with the reasons as they are read aloud.
    pub(crate) async fn refusals(&self) -> Vec<(String, String)> {
        self.eval(&format!(
            "const text = (item, part) => item.querySelector(part)?.textContent ?? '';\
             return all('{}').map(item => [text(item, '.body'), text(item, '.refusal[role=alert]')])",
            pending(".message")
        ))
        .await
    }

    /// Waits until a message says that the room has not answered.
    #[track_caller]
    pub(crate) fn sees_unsent_warning(&self) -> impl Future<Output = ()> {
        self.finds_shown(pending(UNSENT))
    }

    pub(crate) async fn has_unsent_warning(&self) -> bool {
        self.is_shown(pending(UNSENT)).await
    }

    /// Sends the first message again that is refused or not answered.
    #[track_caller]
    pub(crate) fn retries_message(&self) -> impl Future<Output = ()> {
        self.clicks(pending("[data-do=retry]"))
    }

    pub(crate) async fn can_retry_message(&self) -> bool {
        self.is_shown(pending("[data-do=retry]")).await
    }

    #[track_caller]
    pub(crate) fn edits_message(&self) -> impl Future<Output = ()> {
        self.clicks(pending("[data-do=edit]"))
    }

    pub(crate) async fn can_edit_message(&self) -> bool {
        self.is_shown(pending("[data-do=edit]")).await
    }

    #[track_caller]
    pub(crate) fn discards_message(&self) -> impl Future<Output = ()> {
        self.clicks(pending("[data-do=discard]"))
    }

    /// From now on the page records what it shows as on its way, at any moment: also what is taken
    /// away in the next one.
    pub(crate) async fn records_what_is_pending(&self) {
        self.prepares(&format!(
            "window.shown = []; new MutationObserver(() => {{\
                 for (const message of all('{}')) shown.push(message.id);\
             }}).observe(document, {{ childList: true, subtree: true }})",
            pending(".message")
        ))
        .await;
    }

    /// What was recorded, by its ids.
    pub(crate) async fn recorded_pending(&self) -> Vec<String> {
        self.eval("return shown").await
    }

    /// As soon as exactly these are said the page answers by itself, and says whether it was hidden
    /// then. Nobody can look into a hidden tab.
    pub(crate) async fn answers_by_itself_once_it_reads(&self, texts: &[&str]) {
        self.runs(&format!(
            "const observer = new MutationObserver(() => {{\
                 if (all('#{log} .body').map(body => body.textContent).join() != {texts}) return;\
                 observer.disconnect();\
                 one('#{text}').value = document.hidden ? 'read in the dark' : 'read in the light';\
                 one('#{composer}').requestSubmit();\
             }});\
             observer.observe(one('#{log}'), {{ childList: true }})",
            log = ids::LOG,
            text = ids::TEXT,
            composer = ids::COMPOSER,
            texts = json!(texts.join(","))
        ))
        .await;
    }
}
