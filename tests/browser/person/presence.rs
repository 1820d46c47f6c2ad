//! What a page says of the one in front of it, typing or away, and what it shows of the others.

use std::future::Future;

use room::limits;
use serde_json::json;
use templates::ids;

use super::{Person, by};

/// Runs before the page's own scripts: records what the page says of the one in front of it and
/// when (`words`), and lets a test decide how long the wait is until somebody is away
/// (`awayAfterMs`, in milliseconds).
const RECORDER: &str = r"
    Object.assign(window, { words: [], awayAfterMs: null });
    const later = setTimeout;
    window.setTimeout = (what, ms, ...rest) => later(what, ms == AWAY_AFTER ? window.awayAfterMs ?? ms : ms, ...rest);
    const send = WebSocket.prototype.send;
    WebSocket.prototype.send = function (frame) {
        if (['typing', 'away', 'back'].includes(frame)) words.push([frame, Math.round(performance.now())]);
        return send.call(this, frame);
    };
";

impl Person {
    /// Opens the list of people, where it has no place of its own.
    pub(crate) async fn opens_the_people(&self) {
        self.clicks(".members-button".to_owned()).await;
        self.finds_shown(by(ids::MEMBERS_PANEL)).await;
    }

    /// Waits until the list of people lies over nothing, and is seen.
    #[track_caller]
    pub(crate) fn sees_the_people_beside_the_log(&self) -> impl Future<Output = ()> {
        let panel = by(ids::MEMBERS_PANEL);
        let script = "const people = one(PANEL); return [people.matches(':popover-open'), people.checkVisibility()]";
        self.finds_owned(script.replace("PANEL", &format!("'{panel}'")), (false, true))
    }

    /// The names in the list of members that somebody who looks at the page sees.
    pub(crate) async fn visible_people(&self) -> Vec<String> {
        self.eval(&format!(
            "return all('#{} .name').filter(name => name.checkVisibility({{ visibilityProperty: true }}))\
             .map(name => name.textContent)",
            ids::MEMBERS
        ))
        .await
    }

    /// Somebody who has joined a room in a page whose words are recorded.
    pub(crate) async fn joins_recorded(origin: String, name: &str, room: &str) -> Self {
        let person = Self::at(origin).await;
        person.prepares(&RECORDER.replace("AWAY_AFTER", &limits::AWAY_AFTER_MS.to_string())).await;
        person.goes_to(room, name).await;
        person
    }

    /// Is taken to be away after so many milliseconds.
    pub(crate) async fn is_away_after(&self, ms: u32) {
        self.runs(&format!("window.awayAfterMs = {ms}")).await;
    }

    /// What the page has said so far of the one in front of it.
    pub(crate) async fn words(&self) -> Vec<String> {
        self.eval("return words.map(([word]) => word)").await
    }

    /// The same, with the milliseconds of each.
    pub(crate) async fn words_and_times(&self) -> Vec<(String, i64)> {
        self.eval("return words").await
    }

    /// Waits until the page has said these words, one after the other.
    #[track_caller]
    pub(crate) fn has_said(&self, words: &[&str]) -> impl Future<Output = ()> {
        self.finds("return words.map(([word]) => word).join(' ')", words.join(" "))
    }

    /// Waits until the line about typing says this, and can be seen.
    #[track_caller]
    pub(crate) fn sees_typing(&self, line: &str) -> impl Future<Output = ()> {
        self.finds_owned(typing_line(), [line, "visible"].map(str::to_owned))
    }

    /// Waits until the line about typing still says this, and cannot be seen any more.
    #[track_caller]
    pub(crate) fn sees_typing_vanish(&self, line: &str) -> impl Future<Output = ()> {
        self.finds_owned(typing_line(), [line, "hidden"].map(str::to_owned))
    }

    /// Waits until the line about typing is there, and left out of what is shown.
    #[track_caller]
    pub(crate) fn is_not_told_who_types(&self) -> impl Future<Output = ()> {
        self.finds_owned(format!("return one('#{} span')?.hidden ?? null", ids::TYPING), Some(true))
    }

    /// Waits until nobody is said to type.
    #[track_caller]
    pub(crate) fn sees_nobody_type(&self) -> impl Future<Output = ()> {
        self.finds_owned(typing_line(), ["", "null"].map(str::to_owned))
    }

    /// Whether a screen reader would read the line about typing aloud.
    pub(crate) async fn is_typing_read_aloud(&self) -> bool {
        self.eval(&format!(
            "const line = one({});\
             return !!line.closest('[aria-live], [role=log], [role=status], [role=alert]')",
            json!(format!("#{}", ids::TYPING))
        ))
        .await
    }
}

/// The line about typing, and whether anybody can see it.
fn typing_line() -> String {
    format!(
        "const span = one('#{} span');\
         return [span?.textContent ?? '', String(span && getComputedStyle(span).visibility)]",
        ids::TYPING
    )
}
