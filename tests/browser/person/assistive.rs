//! What somebody is told who cannot see the page: all that its live regions were ever given; and by
//! which words things are called.

use std::future::Future;
use std::panic::Location;

use harness::wait;
use serde_json::json;
use thirtyfour::Key;

use super::{Person, SOON, owned};
use crate::keyboard::ENTER;

const SHIFT: char = '\u{E008}';
const CONTROL: char = '\u{E009}';

/// Runs before the page's own scripts. Records what a screen reader is given to say (`spoken`), as
/// `role: text`: what is put into a live region, and a live region that comes or is shown. Not what
/// the page was loaded with.
const LISTENER: &str = r"
    window.spoken = [];
    const LIVE = '[aria-live]:not([aria-live=off]), [role=log], [role=status], [role=alert]';
    const speak = (region, text) => {
        const is_heard = text.trim() && region.checkVisibility() && !region.closest('[aria-hidden=true]');
        if (is_heard) spoken.push(`${region.getAttribute('role')}: ${text}`);
    };
    const come = node => {
        for (const region of [node, ...node.querySelectorAll(LIVE)])
            if (region.matches(LIVE)) speak(region, region.textContent);
    };
    new MutationObserver(records => {
        if (document.readyState == 'loading') return;
        for (const { type, target, addedNodes } of records) {
            const region = (target.closest ? target : target.parentElement)?.closest(LIVE);
            if (type == 'attributes') { if (target === region && !target.hidden) speak(region, region.textContent); }
            else if (type == 'characterData') { if (region) speak(region, region.textContent); }
            else for (const node of addedNodes) {
                if (region) speak(region, node.textContent);
                else if (node.matches) come(node);
            }
        }
    }).observe(document, {
        subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['hidden'],
    });
";

impl Person {
    /// Listens to a screen reader, in every page from now on.
    pub(crate) async fn listens(&self) {
        self.prepares(LISTENER).await;
    }

    /// Waits until this is all that was read aloud in the page.
    #[track_caller]
    pub(crate) fn has_heard(&self, sentences: &[&str]) -> impl Future<Output = ()> {
        let sentences = owned(sentences);
        let at = Location::caller();
        async move { self.finds_texts_at(at, "return spoken".to_owned(), sentences).await }
    }

    /// Waits until this is all that was read aloud of the log.
    #[track_caller]
    pub(crate) fn has_heard_of_the_log(&self, sentences: &[&str]) -> impl Future<Output = ()> {
        let sentences = owned(sentences);
        let at = Location::caller();
        let script = "return spoken.filter(said => said.startsWith('log: ')).map(said => said.slice(5))".to_owned();
        async move { self.finds_texts_at(at, script, sentences).await }
    }

    /// Forgets what it heard.
    pub(crate) async fn forgets_what_it_heard(&self) {
        self.runs("spoken.length = 0").await;
    }

    /// Waits until nothing is left in the page of what was read aloud of the log.
    #[track_caller]
    pub(crate) fn has_nothing_left_of_it(&self) -> impl Future<Output = ()> {
        self.finds("return one('[role=log]').childElementCount", 0)
    }

    /// Waits until the headings in the log are these, each with its level.
    #[track_caller]
    pub(crate) fn can_jump_to(&self, headings: &[&str]) -> impl Future<Output = ()> {
        let script = "return all('main :is(h2, h3)').map(heading => heading.localName + ' ' +\
                      (heading.querySelector('.name') ?? heading).textContent)";
        let headings = owned(headings);
        let at = Location::caller();
        async move { self.finds_texts_at(at, script.to_owned(), headings).await }
    }

    /// Presses keys, wherever the focus is; all of them with Shift or Control, if one is the first.
    pub(crate) async fn presses(&self, keys: &str) {
        // The driver of Chromium presses a key once more if the page goes away under it, so the one
        // that may lead to another page is pressed past it.
        if keys == ENTER && self.own_driver.is_none() {
            let key = json!({ "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13, "text": "\r" });
            for kind in ["keyDown", "keyUp"] {
                let mut event = key.clone();
                event["type"] = kind.into();
                self.tunes("Input.dispatchKeyEvent", event).await;
            }
            return;
        }
        let keyboard = self.driver.action_chain();
        let held = [(SHIFT, Key::Shift), (CONTROL, Key::Control)];
        let held = held.iter().find_map(|(prefix, key)| Some((keys.strip_prefix(*prefix)?, key)));
        let keyboard = match held {
            Some((keys, key)) => keyboard.key_down(key.clone()).send_keys(keys).key_up(key.clone()),
            None => keyboard.send_keys(keys),
        };
        keyboard.perform().await.expect("a key");
    }

    /// What has the focus, by what it is called.
    pub(crate) async fn focused(&self) -> String {
        self.eval(FOCUSED).await
    }

    /// Waits until something has the focus, by what it is called.
    #[track_caller]
    pub(crate) fn is_on(&self, name: &str) -> impl Future<Output = ()> {
        self.finds(FOCUSED, without_isolates(name))
    }

    /// Presses a key until something has the focus, by what it is called. Looks at each stop
    /// whether one can see where one is.
    #[track_caller]
    pub(crate) fn presses_until(&self, key: &str, name: &str) -> impl Future<Output = ()> {
        let at = Location::caller();
        let name = without_isolates(name);
        async move {
            let mut stops = Vec::new();
            while stops.len() < 60 {
                self.presses(key).await;
                let focused = self.focused().await;
                let unseen: Vec<String> = self.eval(UNSEEN_FOCUS).await;
                assert_eq!(unseen, [""; 0], "{at}: on “{focused}” after {stops:?}");
                if focused == name {
                    return;
                }
                stops.push(focused);
            }
            panic!("{at}: no “{name}” among {stops:?}");
        }
    }

    /// Waits until a message has the focus, by its text.
    #[track_caller]
    pub(crate) fn is_on_message(&self, text: &str) -> impl Future<Output = ()> {
        self.finds("return document.activeElement.querySelector(':scope > .body')?.textContent ?? ''", text.to_owned())
    }

    /// Waits until the focus is where the content of a page begins, or in it.
    #[track_caller]
    pub(crate) fn is_in_the_content(&self) -> impl Future<Output = ()> {
        self.finds("return !!document.activeElement.closest('main')", true)
    }

    /// Is where a page begins: nothing has the focus.
    pub(crate) async fn starts_at_the_top(&self) {
        self.runs("document.body.tabIndex = -1; document.body.focus()").await;
    }

    /// Presses the button with the question mark.
    #[track_caller]
    pub(crate) fn asks_for_help(&self) -> impl Future<Output = ()> {
        self.clicks(".help button".to_owned())
    }

    /// Who said the messages in the page, one for each.
    pub(crate) async fn names_of_authors(&self) -> Vec<String> {
        self.texts(".message .name").await
    }

    /// Waits until the time of the message that has the focus can be seen.
    #[track_caller]
    pub(crate) fn sees_the_time_of_its_message(&self) -> impl Future<Output = ()> {
        let script = "const time = document.activeElement.querySelector('time'), box = time?.getBoundingClientRect();\
                      return !!box && box.width > 20 && time.checkVisibility({ opacityProperty: true })\
                          && box.left >= 0 && box.right <= innerWidth";
        self.finds(script, true)
    }

    /// Waits until a dialog is open, by what it is called; or none.
    #[track_caller]
    pub(crate) fn sees_dialog(&self, name: Option<&str>) -> impl Future<Output = ()> {
        let script = "const dialog = one('dialog[open]');\
                      return dialog && document.getElementById(dialog.getAttribute('aria-labelledby')).textContent";
        self.finds_owned(script.to_owned(), name.map(str::to_owned))
    }

    /// The stops of the Tab key in the list of messages.
    pub(crate) async fn stops_in_the_log(&self) -> usize {
        self.eval("return all('.scroller, .scroller *').filter(e => e.tabIndex >= 0 && e.checkVisibility()).length")
            .await
    }

    /// Waits until the page says something, anywhere.
    #[track_caller]
    pub(crate) fn reads_anywhere(&self, text: &str) -> impl Future<Output = ()> {
        let script = format!("return document.body.innerText.includes({})", json!(text));
        let awaited = format!("“{text}” in the page (from {})", Location::caller());
        async move {
            wait::until(awaited, SOON, async || {
                let found: bool = self.tries(&script).await?;
                if found { Ok(()) } else { Err("it is not there".to_owned()) }
            })
            .await;
        }
    }
}

/// Around a name in a sentence.
pub(super) fn without_isolates(text: &str) -> String {
    text.chars().filter(|c| !('\u{2066}'..='\u{2069}').contains(c)).collect()
}

/// The name of what has the focus, in a frame or not, as far as browsers' rules for it are needed
/// here.
const FOCUSED: &str = r"
    let e = document.activeElement;
    // A page that has only begun.
    if (!e) return '';
    while (e.contentDocument) e = e.contentDocument.activeElement;
    const named = (e.getAttribute('aria-labelledby') ?? '').split(' ').filter(Boolean)
        .map(id => e.ownerDocument.getElementById(id).textContent).join(' ');
    const name = named || e.getAttribute('aria-label') || e.labels?.[0]?.textContent || e.textContent;
    return name.replace(/[\u2066-\u2069]/g, '').replace(/\s+/g, ' ').trim();
";

/// Whether what has the focus has no ring, or is hidden behind something (WCAG 2.2, 2.4.7 and
/// 2.4.11).
const UNSEEN_FOCUS: &str = r"
    let e = document.activeElement;
    if (!e) return [];
    while (e.contentDocument) e = e.contentDocument.activeElement;
    if (e === e.ownerDocument.body) return [];
    const ring = e => getComputedStyle(e).outlineStyle == 'none' ? 0 : parseFloat(getComputedStyle(e).outlineWidth);
    let ringed = e;
    while (ringed && ring(ringed) < 2) ringed = ringed.parentElement;
    const box = e.getBoundingClientRect();
    const parts = [.1, .5, .9];
    const points = parts.flatMap(x => parts.map(y => [box.left + x * box.width, box.top + y * box.height]));
    const is_seen = points.some(([x, y]) => {
        const there = e.ownerDocument.elementFromPoint(x, y);
        return there && (e.contains(there) || [...(e.labels ?? [])].some(label => label.contains(there)));
    });
    return [ringed ? '' : 'no ring', is_seen ? '' : 'hidden'].filter(Boolean);
";
