//! What a room refuses, and how it says so.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::{Millis, Name, limits, name};

/// Why something was not done. Shown to the person as [`Refusal::to_string`], a sentence that says what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Nothing visible was typed.
    Empty,
    /// More was typed than a message may hold.
    TooLong {
        /// How many characters there were.
        chars: usize,
    },
    /// Messages came faster than allowed.
    TooFast {
        /// How long to wait until the next one is taken.
        wait_ms: Millis,
    },
    /// A frame, form or query that no page of ours sends.
    Malformed,
    /// The room's own storage did not take the message.
    NotStored,
    /// The room's own storage is as full as it may get.
    NoSpace,
    /// This member has too many connections.
    TooManyConnections,
    /// The room has too many connections.
    RoomFull,
    /// No name was given.
    NameMissing,
    /// The name is longer than allowed.
    NameTooLong,
    /// The name holds characters that hide or reverse text.
    NameHidden,
    /// The name holds a character that Unicode has not assigned, or left to private agreement.
    NameUnknown,
    /// The name holds a character that is fine elsewhere: beside other letters, or on a base.
    NameOutOfPlace {
        /// Which.
        character: char,
    },
    /// The name has more marks on a letter than a reader could tell apart.
    NameMarks,
    /// The name has neither letter nor digit.
    NameWithoutLetter,
    /// The name, or what it looks like, stands for those who run the place.
    NameReserved,
    /// Somebody has the name, or one that looks like it.
    NameTaken {
        /// One like it that nobody has.
        free: Option<Name>,
    },
    /// That cannot be the name of a room.
    BadSlug,
    /// The room lets in nobody who has not been in it before.
    RoomLocked,
    /// The room was deleted by its owner, a moment ago.
    RoomDeleted,
    /// Only an owner of the room may do that.
    NotOwner,
    /// There are as many owners as a room can have.
    TooManyOwners,
    /// The link does not make anybody an owner, or does not any more.
    OwnerLinkExpired,
    /// The topic is longer than allowed.
    TopicTooLong,
    /// The welcome is longer than allowed.
    WelcomeTooLong,
    /// What was typed to confirm is not the room's name.
    NotConfirmed,
}

impl Refusal {
    /// Whether the same text can be sent again later and then be taken.
    #[must_use]
    pub fn is_passing(&self) -> bool {
        matches!(
            self,
            Self::TooFast { .. } | Self::NotStored | Self::NoSpace | Self::TooManyConnections | Self::RoomFull
        )
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Write something first."),
            Self::TooLong { chars } => write!(
                f,
                "That is {} characters; a message can have {}. Shorten it by {}.",
                thousands(*chars),
                thousands(limits::BODY_MAX_CHARS),
                thousands(chars.saturating_sub(limits::BODY_MAX_CHARS)),
            ),
            Self::TooFast { wait_ms } => match seconds(*wait_ms) {
                1 => f.write_str("That was a little fast. Wait 1 second, then send it again."),
                wait => write!(f, "That was a little fast. Wait {wait} seconds, then send it again."),
            },
            Self::Malformed => {
                f.write_str("This page sent something that the room does not understand. Reload it and try again.")
            }
            Self::NotStored => f.write_str("The room could not keep this message. Try again in a moment."),
            Self::NoSpace => f.write_str(
                "This room has no space for new messages just now; it can only be read. Your text is kept: try again later.",
            ),
            Self::TooManyConnections => write!(
                f,
                "You have this room open {} times already. Close a tab, then reload.",
                limits::CONNECTIONS_PER_MEMBER_MAX
            ),
            Self::RoomFull => f.write_str("This room is full. Try again in a few minutes."),
            Self::NameMissing => f.write_str("Enter a name, so that the others know who is speaking."),
            Self::NameTooLong => {
                write!(
                    f,
                    "A name can have {} characters, and fewer if many are emoji. Choose a shorter one.",
                    limits::NAME_MAX_GRAPHEMES
                )
            }
            Self::NameHidden => f.write_str("This name holds invisible or control characters. Type it without them."),
            Self::NameUnknown => {
                f.write_str("This name holds a character that most devices cannot show. Choose another one for it.")
            }
            Self::NameOutOfPlace { character } => {
                // On a space, for a mark that would else stand on the quote.
                let space = if name::is_mark(*character) { "\u{00A0}" } else { "" };
                write!(f, "In this name “{space}{character}” cannot stand where it does. Leave it out or move it.")
            }
            Self::NameMarks => f.write_str("This name piles too many marks on a letter. Take some away."),
            Self::NameWithoutLetter => f.write_str("A name needs at least one letter or digit."),
            Self::NameReserved => {
                f.write_str("This name could be taken for somebody who runs the place. Choose another one.")
            }
            Self::NameTaken { free: Some(free) } => {
                write!(f, "Somebody here has this name, or one that looks like it. “{free}” is free.")
            }
            Self::NameTaken { free: None } => {
                f.write_str("Somebody here has this name, or one that looks like it. Choose another one.")
            }
            Self::RoomLocked => f.write_str("This room is locked: its owner lets in nobody new."),
            Self::RoomDeleted => f.write_str(
                "This room was deleted by its owner. In a minute or two its name is free for a new room.",
            ),
            Self::NotOwner => f.write_str("Only an owner of this room can do that."),
            Self::TooManyOwners => write!(f, "A room can have {} owners, and this one has.", limits::OWNERS_MAX),
            Self::OwnerLinkExpired => {
                f.write_str("This link does not work any more. Ask an owner of the room for a new one.")
            }
            Self::TopicTooLong => {
                write!(f, "A topic can have {} characters. Shorten it.", limits::TOPIC_MAX_CHARS)
            }
            Self::WelcomeTooLong => {
                write!(f, "A welcome can have {} characters. Shorten it.", limits::WELCOME_MAX_CHARS)
            }
            Self::NotConfirmed => f.write_str("Type the room’s name to confirm."),
            Self::BadSlug => write!(
                f,
                "A room’s name is made of letters a to z, digits and single hyphens, {} at most.",
                limits::SLUG_MAX_CHARS
            ),
        }
    }
}

impl std::error::Error for Refusal {}

/// Whole seconds to wait: rounded up, at least one.
pub(crate) fn seconds(wait_ms: Millis) -> Millis {
    wait_ms.saturating_add(999).div_euclid(1_000).max(1)
}

fn thousands(n: usize) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;
    use insta::assert_snapshot;

    #[test]
    fn a_refusal_is_a_sentence_that_says_what_to_do() {
        assert_snapshot!(Refusal::TooLong { chars: 12_345 }, @"That is 12,345 characters; a message can have 2,000. Shorten it by 10,345.");
        assert_snapshot!(Refusal::TooFast { wait_ms: 1 }, @"That was a little fast. Wait 1 second, then send it again.");
        assert_snapshot!(Refusal::TooFast { wait_ms: 1_001 }, @"That was a little fast. Wait 2 seconds, then send it again.");
        assert_snapshot!(Refusal::TooManyConnections, @"You have this room open 10 times already. Close a tab, then reload.");
        assert_snapshot!(Refusal::NoSpace, @"This room has no space for new messages just now; it can only be read. Your text is kept: try again later.");
        assert_snapshot!(Refusal::NameTooLong, @"A name can have 32 characters, and fewer if many are emoji. Choose a shorter one.");
        assert_snapshot!(Refusal::NameHidden, @"This name holds invisible or control characters. Type it without them.");
        assert_snapshot!(Refusal::NameUnknown, @"This name holds a character that most devices cannot show. Choose another one for it.");
        assert_snapshot!(Refusal::NameOutOfPlace { character: '·' }, @"In this name “·” cannot stand where it does. Leave it out or move it.");
        assert_eq!(
            Refusal::NameOutOfPlace { character: '\u{301}' }.to_string(),
            "In this name “\u{A0}\u{301}” cannot stand where it does. Leave it out or move it."
        );
        assert_snapshot!(Refusal::NameMarks, @"This name piles too many marks on a letter. Take some away.");
        assert_snapshot!(Refusal::NameReserved, @"This name could be taken for somebody who runs the place. Choose another one.");
        assert_snapshot!(Refusal::NameTaken { free: Name::parse("Ada 2").ok() }, @"Somebody here has this name, or one that looks like it. “Ada 2” is free.");
        assert_snapshot!(Refusal::NameTaken { free: None }, @"Somebody here has this name, or one that looks like it. Choose another one.");
        assert_snapshot!(Refusal::BadSlug, @"A room’s name is made of letters a to z, digits and single hyphens, 32 at most.");
    }
}
