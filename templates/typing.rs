//! Who is typing.

use maud::{Markup, html};

use crate::views::TypingView;
use crate::words::Words;

/// A line above the composer. The stylesheet lets it vanish after a while, because nothing is sent
/// when somebody just stops typing. Its place is hidden from screen readers: they would read it out
/// all the time.
#[must_use]
pub fn typing(view: &TypingView, words: &Words) -> Markup {
    html! {
        @match view {
            TypingView::Several => span { (words.typing.several) },
            TypingView::Named(names) if names.is_empty() => {},
            TypingView::Named(names) => {
                @let names: Vec<Markup> = names.iter().map(|name| html! { bdi { (name) } }).collect();
                span { ((words.typing.named)(&names)) }
            },
        }
    }
}
