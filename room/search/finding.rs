//! Whether a query finds a message as it is now.

use super::SearchQuery;
use crate::message::message::searched_text;
use crate::{Message, UploadedFile, formatting};

impl SearchQuery {
    /// Whether it finds this message. A removed one is never found.
    #[must_use]
    pub fn finds(&self, message: &Message) -> bool {
        message.removal.is_none() && self.finds_text(message.name.as_str(), message.body.as_str(), &message.files)
    }

    /// Whether it finds what somebody of this name said, with these files.
    #[must_use]
    pub fn finds_text(&self, author: &str, body: &str, files: &[UploadedFile]) -> bool {
        let has_link = formatting::has_link(body);
        self.is_met_by(author, &searched_text(body, files), has_link, !files.is_empty())
    }
}
