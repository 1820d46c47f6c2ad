//! What an owner decides about a room.

use serde::{Deserialize, Serialize};

use crate::body::is_visible;
use crate::name::is_default_ignorable;
use crate::{Refusal, limits};

/// What an owner decides about a room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// What the room is about; may be empty.
    pub topic: Line,
    /// What those who come are told; may be empty.
    pub welcome: Line,
    /// Whether the directory shows it.
    pub listing: Listing,
    /// Who is let in.
    pub door: Door,
}

/// Whether the public directory shows a room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Listing {
    /// It does.
    Listed,
    /// Whoever knows the address finds it.
    #[default]
    Unlisted,
}

/// Who is let into a room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Door {
    /// Anybody.
    #[default]
    Open,
    /// Those who have been in it before.
    Locked,
}

/// A line of text that stands by itself. White space is single spaces, nothing in it hides or reverses text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Line(String);

impl Settings {
    /// Takes settings as an owner typed them.
    ///
    /// # Errors
    /// [`Refusal::TopicTooLong`] or [`Refusal::WelcomeTooLong`].
    pub fn parse(topic: &str, welcome: &str, listing: Listing, door: Door) -> Result<Self, Refusal> {
        let (topic, welcome) = (Line::tidied(topic), Line::tidied(welcome));
        if topic.chars() > limits::TOPIC_MAX_CHARS {
            return Err(Refusal::TopicTooLong);
        }
        if welcome.chars() > limits::WELCOME_MAX_CHARS {
            return Err(Refusal::WelcomeTooLong);
        }
        Ok(Self { topic, welcome, listing, door })
    }
}

impl Line {
    fn tidied(typed: &str) -> Self {
        let shown: String = typed.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        let shown: String = shown.chars().filter(|c| !is_steering(*c)).collect();
        let line = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        if line.chars().any(is_visible) { Self(line) } else { Self::default() }
    }

    fn chars(&self) -> usize {
        self.0.chars().count()
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Invisible, and not one of the joiners and variation selectors that emoji and scripts are spelled with.
fn is_steering(c: char) -> bool {
    is_default_ignorable(c) && !matches!(c, '\u{200C}' | '\u{200D}' | '\u{FE00}'..='\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(topic: &str, welcome: &str) -> Result<Settings, Refusal> {
        Settings::parse(topic, welcome, Listing::Listed, Door::Open)
    }

    #[test]
    fn lines_are_tidied() {
        let settings = parse("  Everything \r\n and\tnothing ", "\u{202E}Be kind.\u{200B} 👩\u{200D}🚀").unwrap();
        assert_eq!(settings.topic.as_str(), "Everything and nothing");
        assert_eq!(settings.welcome.as_str(), "Be kind. 👩\u{200D}🚀");
        assert_eq!(parse(" \u{200D} ", "\0").unwrap(), Settings { listing: Listing::Listed, ..Settings::default() });
    }

    #[test]
    fn lines_have_an_end() {
        assert!(parse(&"é".repeat(120), &"é".repeat(280)).is_ok());
        assert_eq!(parse(&"é".repeat(121), ""), Err(Refusal::TopicTooLong));
        assert_eq!(parse("", &"é".repeat(281)), Err(Refusal::WelcomeTooLong));
    }
}
