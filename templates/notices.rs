//! Notices: quiet lines between messages, which nobody said.

use maud::{Markup, html};

use crate::ids;
use crate::words::Words;

/// Who joined and who left. Several such notices with nothing said between them have the same id,
/// so a later one takes the place of an earlier one and a busy room is not filled with them. Who
/// reads the log with a screen reader finds it there, but it is not read aloud: the log is no live
/// region.
#[must_use]
pub fn join_leave_notice(version: i64, joined: &[&str], left: &[&str], words: &Words) -> Markup {
    html! {
        li.notice id=(ids::notice(version)) {
            @if !joined.is_empty() { span { ((words.notices.joined)(&names(joined, words), joined.len())) } }
            @if !left.is_empty() { span { ((words.notices.left)(&names(left, words), left.len())) } }
        }
    }
}

/// Who has another name now.
#[must_use]
pub fn rename_notice(version: i64, was: &str, is: &str, words: &Words) -> Markup {
    let [was, is] = [was, is].map(name);
    html! {
        li.notice id=(ids::notice(version)) { span { ((words.notices.renamed)(&was, &is)) } }
    }
}

/// A text that an owner wrote: the topic, or the welcome.
#[must_use]
pub fn owner_text(text: &str) -> Markup {
    html! { (text) }
}

fn names(names: &[&str], words: &Words) -> Markup {
    match names {
        [one] => name(one),
        [one, other] => (words.notices.two_names)(&name(one), &name(other)),
        _ => html! { ((words.notices.people)(names.len())) },
    }
}

fn name(name: &str) -> Markup {
    html! { bdi { (name) } }
}
