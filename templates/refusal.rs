//! Why something was not done.

use maud::{Markup, html};

/// A refusal, as a sentence. It goes into the message it is about, which keeps its text.
#[must_use]
pub fn refusal(sentence: &str) -> Markup {
    html! { p.refusal role="alert" { (sentence) } }
}
