//! What a page offers while somebody types, what means its reader, and what its tab says of it.

use std::future::Future;

use serde_json::json;
use templates::ids;

use super::{Person, owned};

fn offered() -> String {
    format!("#{} .inserted", ids::SUGGESTIONS)
}

impl Person {
    /// Waits until these are offered, and nothing else.
    #[track_caller]
    pub(crate) fn sees_suggestions(&self, texts: &[&str]) -> impl Future<Output = ()> {
        self.finds_texts(offered(), owned(texts))
    }

    /// Waits until this one would be chosen by a key, as a screen reader is told too.
    #[track_caller]
    pub(crate) fn has_at_hand(&self, text: &str) -> impl Future<Output = ()> {
        let script = format!(
            "const active = document.getElementById(one('#{}').getAttribute('aria-activedescendant'));\
             return [active?.ariaSelected, active?.querySelector('.inserted').textContent]",
            ids::TEXT
        );
        self.finds_owned(script, ["true".to_owned(), text.to_owned()])
    }

    /// Chooses one by a pointer.
    pub(crate) async fn clicks_suggestion(&self, number: usize) {
        self.clicks(format!("#{}", ids::suggestion(number))).await;
    }

    /// From now on what is offered comes late.
    pub(crate) async fn is_offered_things_late(&self) {
        let script = "const { fetch } = window; const late = () => new Promise(done => setTimeout(done, 1000));\
             window.fetch = async (...all) => { await late(); return fetch(...all) }";
        self.runs(script).await;
    }

    /// Types by an input method or a touch keyboard, which goes on with this word.
    pub(crate) async fn composes(&self, word: &str) {
        let end = word.chars().count();
        let word = json!({ "text": word, "selectionStart": end, "selectionEnd": end });
        self.tunes("Input.imeSetComposition", word).await;
    }

    /// Waits until so many messages are marked as meant for the reader.
    #[track_caller]
    pub(crate) fn sees_for_me(&self, count: usize) -> impl Future<Output = ()> {
        self.finds_count(format!("#{} .message.for-me", ids::HISTORY), count)
    }

    /// Has another tab find what the tab of this page shows: its title and its icon.
    pub(crate) async fn records_what_its_tab_shows(&self) {
        let script = "const icon = () => new URL(one('link[rel=icon]').href).pathname.split('/').at(-1);\
             const record = () => { localStorage.tab = `${document.title} ${icon()}` };\
             new MutationObserver(record).observe(document.head, { childList: true, attributes: true, subtree: true })";
        self.runs(script).await;
    }

    /// Waits until the tab that records it shows this.
    #[track_caller]
    pub(crate) fn finds_that_its_tab_shows(&self, title: &str, icon: &str) -> impl Future<Output = ()> {
        self.finds("return localStorage.tab", Some(format!("{title} {icon}")))
    }

    /// What the panel calls the reader.
    #[track_caller]
    pub(crate) fn is_called(&self, name: &str) -> impl Future<Output = ()> {
        self.finds_texts(format!("#{} .profile bdi", ids::MEMBERS_PANEL), owned(&[name]))
    }
}
