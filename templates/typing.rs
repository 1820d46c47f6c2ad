//! Who is typing.

use maud::{Markup, html};

use crate::views::TypingView;
use crate::words::Words;

/// A line above the composer. It vanishes by itself, by the stylesheet, as often as it is put there: nothing comes to
/// take it away when somebody just stops. Its place is hidden from screen readers; who hears a page would
/// hear of nothing else.
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
