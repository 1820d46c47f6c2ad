//! Whether a query finds a message as it is now.

use super::SearchQuery;
use crate::{Message, formatting};

impl SearchQuery {
    /// Whether it finds this message. A removed one is never found.
    #[must_use]
    pub fn finds(&self, message: &Message) -> bool {
        message.removal.is_none() && self.finds_text(message.name.as_str(), message.body.as_str())
    }

    /// Whether it finds what somebody of this name said.
    #[must_use]
    pub fn finds_text(&self, author: &str, body: &str) -> bool {
        self.is_met_by(author, body, formatting::has_link(body), false)
    }
}
