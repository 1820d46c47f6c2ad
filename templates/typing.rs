//! Who is typing.

use maud::{Markup, html};

use crate::views::TypingView;

/// A line above the composer. It vanishes by itself, by the stylesheet, as often as it is put there: nothing comes to
/// take it away when somebody just stops. Its place is hidden from screen readers; who hears a page would
/// hear of nothing else.
#[must_use]
pub fn typing(view: &TypingView) -> Markup {
    html! {
        @match view {
            TypingView::Several => span { "Several people are typing…" },
            TypingView::Named(names) => @match names.as_slice() {
                [] => {},
                [one] => span { bdi { (one) } " is typing…" },
                [others @ .., last] => span {
                    @for (n, other) in others.iter().enumerate() { @if n > 0 { ", " } bdi { (other) } }
                    " and " bdi { (last) } " are typing…"
                },
            },
        }
    }
}
