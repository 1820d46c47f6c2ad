//! Quiet lines in the log that nobody said.

use maud::{Markup, html};

use crate::ids;

/// Who came and went. Several such lines with nothing said between them have the same id, so a later one
/// takes the place of an earlier one and a busy door never fills the log. Hidden from screen readers.
#[must_use]
pub fn news(version: i64, joined: &[&str], left: &[&str]) -> Markup {
    html! {
        li.news id=(ids::news(version)) aria-hidden="true" {
            @if !joined.is_empty() { span { (names(joined)) " joined" } }
            @if !left.is_empty() { span { (names(left)) " left" } }
        }
    }
}

/// Who is called otherwise now.
#[must_use]
pub fn renamed(version: i64, was: &str, is: &str) -> Markup {
    html! {
        li.news id=(ids::news(version)) aria-hidden="true" { span { bdi { (was) } " is now " bdi { (is) } } }
    }
}

/// A line that an owner wrote.
#[must_use]
pub fn line(text: &str) -> Markup {
    html! { (text) }
}

fn names(names: &[&str]) -> Markup {
    html! {
        @match names {
            [one] => bdi { (one) },
            [one, other] => { bdi { (one) } " and " bdi { (other) } },
            _ => { (names.len()) " people" },
        }
    }
}
