//! What an owner decides about a room.

use serde::{Deserialize, Serialize};

use crate::message::body::is_visible;
use crate::name::is_default_ignorable;
use crate::text::checked_text;
use crate::{JoinPolicy, Refusal, limits};

/// What an owner decides about a room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// What the room is about; may be empty.
    pub topic: SingleLineText,
    /// What members read when they come; may be empty.
    pub welcome: SingleLineText,
    /// Whether the directory shows it.
    pub listing: Listing,
    /// Who may join.
    #[serde(alias = "door")]
    pub join_policy: JoinPolicy,
}

/// Whether the public directory shows a room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Listing {
    /// It does.
    Listed,
    /// Only people who know the address find it.
    #[default]
    Unlisted,
}

/// One line of text. White space is single spaces, and nothing in it hides or reverses text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SingleLineText(String);

impl Settings {
    /// Takes settings as an owner typed them.
    ///
    /// # Errors
    /// [`Refusal::TopicTooLong`] or [`Refusal::WelcomeTooLong`].
    pub fn parse(topic: &str, welcome: &str, listing: Listing, join_policy: JoinPolicy) -> Result<Self, Refusal> {
        let (topic, welcome) = (SingleLineText::tidied(topic), SingleLineText::tidied(welcome));
        if topic.chars() > limits::TOPIC_MAX_CHARS {
            return Err(Refusal::TopicTooLong);
        }
        if welcome.chars() > limits::WELCOME_MAX_CHARS {
            return Err(Refusal::WelcomeTooLong);
        }
        Ok(Self { topic, welcome, listing, join_policy })
    }
}

impl SingleLineText {
    fn tidied(typed: &str) -> Self {
        let shown: String = typed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let shown: String = shown.chars().filter(|c| !is_steering(*c)).collect();
        let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().any(is_visible) { Self(line) } else { Self::default() }
    }

    fn chars(&self) -> usize {
        self.0.chars().count()
    }
}

/// Invisible, and not one of the joiners and variation selectors that emoji and scripts are spelled
/// with.
fn is_steering(c: char) -> bool {
    is_default_ignorable(c) && !matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}

checked_text!(SingleLineText);

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(topic: &str, welcome: &str) -> Result<Settings, Refusal> {
        Settings::parse(topic, welcome, Listing::Listed, JoinPolicy::Open)
    }

    #[test]
    fn white_space_and_steering_characters_are_tidied() {
        let settings = parse("  Everything \r\n and\tnothing ", "\u{202E}Be kind.\u{200B} 👩\u{200D}🚀").unwrap();
        assert_eq!(settings.topic.as_str(), "Everything and nothing");
        assert_eq!(settings.welcome.as_str(), "Be kind. 👩\u{200D}🚀");
        assert_eq!(parse(" \u{200D} ", "\0").unwrap(), Settings { listing: Listing::Listed, ..Settings::default() });
    }

    #[test]
    fn too_long_topic_or_welcome_is_refused() {
        assert!(parse(&"é".repeat(120), &"é".repeat(280)).is_ok());
        assert_eq!(parse(&"é".repeat(121), ""), Err(Refusal::TopicTooLong));
        assert_eq!(parse("", &"é".repeat(281)), Err(Refusal::WelcomeTooLong));
    }
}
