//! The words that scripts show. Scripts have none of their own: all that people read stands in
//! templates, where it can be translated.

use maud::{Markup, html};

use crate::{ids, refusal};

/// The refusal of a message that does not fit a frame. It is never sent, so the room cannot say by how
/// much it is too long.
pub const TOO_LONG: &str = "Too long: a message can have 2,000 characters.";

/// The words as attributes, and a refusal as content. Scripts fill in what stands in braces, and copy the
/// refusal; the template itself is not shown.
pub(crate) fn script_words() -> Markup {
    html! {
        template id=(ids::SCRIPT_WORDS)
            data-connecting="connecting" data-live="live" data-reconnecting="reconnecting" data-offline="offline"
            data-closed="closed" data-retry-in="in {seconds} s" data-today="Today" data-unseen="{count} new" {
            (refusal(TOO_LONG))
        }
    }
}
