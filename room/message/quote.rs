//! Quotes: what a reply shows of the message that it answers.

use serde::{Deserialize, Serialize};

use crate::formatting::excerpt;
use crate::{MemberId, Message, Name, Seq, SlashCommand};

/// One line of a message that is answered. A reply stores only the place of that message; this is
/// made from it each time that the reply is shown, so no quote outlives what it quotes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// The place of the message.
    pub seq: Seq,
    /// Who said it.
    pub member: MemberId,
    /// The name under which it was said.
    pub name: Name,
    /// What was said, on one line; none if it was removed.
    pub excerpt: Option<String>,
}

impl Quote {
    /// The quote of a message, as the message is now.
    #[must_use]
    pub fn of(message: &Message) -> Self {
        let (seq, member, name) = (message.seq, message.member.clone(), message.name.clone());
        let excerpt = message.removal.is_none().then(|| line_of(message));
        Self { seq, member, name, excerpt }
    }
}

/// What its author does is said as the log says it.
fn line_of(message: &Message) -> String {
    let text = message.body.as_str();
    match SlashCommand::action(text) {
        Some(action) => format!("{} {}", message.name, excerpt(action)),
        None if text.is_empty() => {
            message.files.first().map_or_else(String::new, |file| format!("📎 {}", file.name.as_str()))
        }
        None => excerpt(text),
    }
}
