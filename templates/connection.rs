//! The state of the connection, in the head of a room.

use maud::{Markup, html};

use crate::ids;
use crate::words::Words;

/// The state of the connection: a dot and a word, updated by `connection_status.js`, which also
/// sets `data-state`.
pub(crate) fn connection(words: &Words) -> Markup {
    html! {
        p.connection {
            span.dot {}
            span id=(ids::CONNECTION) role="status" {}
            span.countdown aria-hidden="true" {}
            button type="button" data-do="reconnect" hidden { (words.room.retry_now) }
        }
    }
}
