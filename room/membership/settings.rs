//! What an owner decides about a room.

use serde::{Deserialize, Serialize};

use crate::message::body::is_visible;
use crate::name::is_default_ignorable;
use crate::text::checked_text;
use crate::{JoinPolicy, Millis, PostingRules, Refusal, limits};

/// What an owner decides about a room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// What the room is called; empty if it is only known by its address.
    #[serde(default)]
    pub title: SingleLineText,
    /// What the room is about; may be empty.
    pub topic: SingleLineText,
    /// What members read when they come; may be empty.
    pub welcome: SingleLineText,
    /// Whether the directory shows it.
    pub listing: Listing,
    /// Who may join.
    #[serde(alias = "door")]
    pub join_policy: JoinPolicy,
    /// Who may read what a message said before it was edited.
    pub earlier_texts: EarlierTexts,
    /// For how many days messages are kept; 0 if that is as long as the site keeps them.
    pub keep_days: u16,
    /// Who may write, how often, and what.
    pub posting: PostingRules,
    /// Why nobody gets in, as the operator said; empty if the room is open. Owners cannot change
    /// it.
    pub closed: SingleLineText,
}

/// Who may read what a message said before it was edited.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum EarlierTexts {
    /// Everybody who may read the message.
    Everybody,
    /// Nobody, as an edit keeps no text.
    NotKept,
    /// Its author, and the owners of the room. So it is with a value of a later build.
    #[default]
    #[serde(other)]
    AuthorAndOwners,
}

/// How a room begins, if a join founds it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Founding {
    /// What it is called.
    pub title: SingleLineText,
    /// Whether the directory shows it.
    pub listing: Listing,
}

/// Whether the public directory shows a room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Listing {
    /// It does.
    Listed,
    /// Only people who know the address find it. So it is with a value of a later build.
    #[default]
    #[serde(other)]
    Unlisted,
}

/// One line of text. White space is single spaces, and nothing in it hides or reverses text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SingleLineText(String);

/// What is wrong with settings that an owner typed: one refusal a field, so that all of them can be
/// mended at once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SettingsRefusals {
    /// What is wrong with what the room is called.
    pub title: Option<Refusal>,
    /// What is wrong with the topic.
    pub topic: Option<Refusal>,
    /// What is wrong with the welcome.
    pub welcome: Option<Refusal>,
}

impl Settings {
    /// Takes settings as an owner typed them, with the usual ones where there is a choice and
    /// nothing to type.
    ///
    /// # Errors
    /// [`Refusal::TitleTooLong`], [`Refusal::TopicTooLong`] and [`Refusal::WelcomeTooLong`].
    pub fn parse(
        title: &str,
        topic: &str,
        welcome: &str,
        listing: Listing,
        join_policy: JoinPolicy,
    ) -> Result<Self, Box<SettingsRefusals>> {
        let title = SingleLineText::title(title);
        let topic = SingleLineText::topic(topic);
        let welcome = SingleLineText::within(welcome, limits::WELCOME_MAX_CHARS, Refusal::WelcomeTooLong);
        match (title, topic, welcome) {
            (Ok(title), Ok(topic), Ok(welcome)) => {
                Ok(Self { title, topic, welcome, listing, join_policy, ..Self::default() })
            }
            (title, topic, welcome) => {
                let (title, topic, welcome) = (title.err(), topic.err(), welcome.err());
                Err(Box::new(SettingsRefusals { title, topic, welcome }))
            }
        }
    }
}

impl Settings {
    /// How long messages are kept in a site that keeps them for some days; none for ever. The
    /// shorter time counts. With 0 neither asks for anything.
    #[must_use]
    pub fn kept_for(&self, site_days: u16) -> Option<Millis> {
        let days = [self.keep_days, site_days].into_iter().filter(|days| *days > 0).min()?;
        Some(Millis::from(days) * limits::DAY_MS)
    }

    /// What an owner may choose in a site that keeps messages for some days: nothing longer.
    pub fn keep_days_choices(site_days: u16) -> impl Iterator<Item = u16> {
        limits::KEEP_DAYS_CHOICES.into_iter().filter(move |days| site_days == 0 || *days < site_days)
    }

    /// For how long a room has to know who said something, to hold everybody to their allowance.
    #[must_use]
    pub fn remembered_ms(&self) -> Millis {
        (limits::SEND_BURST * limits::SEND_INTERVAL_MS).max(self.posting.slow_mode.interval_ms())
    }
}

impl SingleLineText {
    /// What a room is called, as somebody typed it.
    ///
    /// # Errors
    /// [`Refusal::TitleTooLong`].
    pub fn title(typed: &str) -> Result<Self, Refusal> {
        Self::within(typed, limits::TITLE_MAX_CHARS, Refusal::TitleTooLong)
    }

    /// What a room is about, as an owner typed it.
    ///
    /// # Errors
    /// [`Refusal::TopicTooLong`].
    pub(crate) fn topic(typed: &str) -> Result<Self, Refusal> {
        Self::within(typed, limits::TOPIC_MAX_CHARS, Refusal::TopicTooLong)
    }

    /// What the operator typed.
    ///
    /// # Errors
    /// [`Refusal::TextTooLong`].
    pub fn at_most(typed: &str, max: usize) -> Result<Self, Refusal> {
        Self::within(typed, max, Refusal::TextTooLong { max })
    }

    /// What a picture shows, as its author typed it. What is too long for it ends where the limit
    /// is: it is no reason to lose a picture.
    #[must_use]
    pub(crate) fn alt(typed: &str) -> Self {
        let text = Self::tidied(typed);
        Self(text.0.chars().take(limits::ALT_TEXT_MAX_CHARS).collect())
    }

    /// Why somebody is muted or banned, as a moderator typed it.
    ///
    /// # Errors
    /// [`Refusal::ReasonTooLong`].
    pub(crate) fn reason(typed: &str) -> Result<Self, Refusal> {
        Self::within(typed, limits::REASON_MAX_CHARS, Refusal::ReasonTooLong)
    }

    fn within(typed: &str, max_chars: usize, refusal: Refusal) -> Result<Self, Refusal> {
        let text = Self::tidied(typed);
        if text.chars() > max_chars { Err(refusal) } else { Ok(text) }
    }

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

    fn parse(topic: &str, welcome: &str) -> Result<Settings, Box<SettingsRefusals>> {
        Settings::parse("", topic, welcome, Listing::Listed, JoinPolicy::Open)
    }

    #[test]
    fn white_space_and_steering_characters_are_tidied() {
        let settings = parse("  Everything \r\n and\tnothing ", "\u{202E}Be kind.\u{200B} 👩\u{200D}🚀").unwrap();
        assert_eq!(settings.topic.as_str(), "Everything and nothing");
        assert_eq!(settings.welcome.as_str(), "Be kind. 👩\u{200D}🚀");
        assert_eq!(parse(" \u{200D} ", "\0").unwrap(), Settings { listing: Listing::Listed, ..Settings::default() });
    }

    #[test]
    fn title_is_one_line_in_any_script() {
        for (typed, title) in [
            ("Küche", "Küche"),
            (" 日本語\n", "日本語"),
            ("Tea & <b>Cake</b>", "Tea & <b>Cake</b>"),
            ("חדר תה", "חדר תה"),
            ("two\r\nlines", "two lines"),
            ("\u{202E}evil", "evil"),
            ("\u{200B}\u{2060}", ""),
            ("", ""),
        ] {
            assert_eq!(SingleLineText::title(typed).as_ref().map(SingleLineText::as_str), Ok(title), "{typed:?}");
        }
        assert!(SingleLineText::title(&"語".repeat(limits::TITLE_MAX_CHARS)).is_ok());
        assert_eq!(SingleLineText::title(&"語".repeat(limits::TITLE_MAX_CHARS + 1)), Err(Refusal::TitleTooLong));
    }

    #[test]
    fn settings_are_refused_with_all_that_is_wrong() {
        assert!(parse(&"é".repeat(120), &"é".repeat(280)).is_ok());
        let topic = Box::new(SettingsRefusals { topic: Some(Refusal::TopicTooLong), ..SettingsRefusals::default() });
        assert_eq!(parse(&"é".repeat(121), ""), Err(topic));
        let long = "é".repeat(281);
        assert_eq!(
            Settings::parse(&long, &long, &long, Listing::Listed, JoinPolicy::Open),
            Err(Box::new(SettingsRefusals {
                title: Some(Refusal::TitleTooLong),
                topic: Some(Refusal::TopicTooLong),
                welcome: Some(Refusal::WelcomeTooLong),
            }))
        );
    }

    #[test]
    fn settings_stored_before_rooms_had_titles_are_read() {
        let stored = r#"{"topic":"Tea","welcome":"","listing":"Listed","door":"Open"}"#;
        let settings: Settings = serde_json::from_str(stored).unwrap();
        assert_eq!((settings.title.as_str(), settings.topic.as_str()), ("", "Tea"));
    }
}
