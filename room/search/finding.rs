//! Whether a query finds a message as it is now.

use super::SearchQuery;
use crate::Message;

impl SearchQuery {
    /// Whether it finds this message. A removed one is never found.
    #[must_use]
    pub fn finds(&self, message: &Message) -> bool {
        let (name, body) = (message.name.as_str(), message.body.as_str());
        message.removal.is_none() && self.is_met_by(name, body, message.has_link(), false)
    }
}
