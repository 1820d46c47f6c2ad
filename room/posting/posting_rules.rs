//! What owners decide about posting: who may write, how often, and what. Leaves out whom it binds,
//! which the room knows.

use serde::{Deserialize, Serialize};

use super::word_filter::is_word;
use crate::{Millis, Refusal, limits};

/// What owners decide about posting (chat moderation settings). Those who decide are free of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PostingRules {
    /// Who may write.
    pub writers: Writers,
    /// How long a member waits between two messages.
    pub slow_mode: SlowMode,
    /// Whether somebody who has just come may send links.
    pub newcomer_links: NewcomerLinks,
    /// What nobody may say.
    pub refused_words: RefusedWords,
}

/// Who may write in a room.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Writers {
    /// Everybody who is let in.
    #[default]
    Everybody,
    /// Only those who keep order in it (read-only, announcements). So it is with a value of a later
    /// build.
    #[serde(other)]
    Moderators,
}

/// How long a member waits between two messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SlowMode {
    seconds: Millis,
}

/// Whether somebody may send links within [`limits::NEWCOMER_MS`] after they came for the first
/// time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NewcomerLinks {
    /// They may not.
    Refused,
    /// They may. So it is with a value of a later build.
    #[default]
    #[serde(other)]
    Allowed,
}

/// What nobody may say (word filter), as an owner typed it, each word once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RefusedWords(Vec<String>);

impl SlowMode {
    /// Takes the seconds that an owner chose. None, or what is no choice, is no slow mode.
    #[must_use]
    pub fn parse(typed: &str) -> Self {
        let chosen = typed.parse().ok().filter(|seconds| limits::SLOW_MODE_CHOICES_S.contains(seconds));
        Self { seconds: chosen.unwrap_or_default() }
    }

    /// Seconds between two messages of a member; none if there need be none.
    #[must_use]
    pub fn seconds(self) -> Option<Millis> {
        let longest = limits::SLOW_MODE_CHOICES_S.iter().max().copied().unwrap_or_default();
        Some(self.seconds.clamp(0, longest)).filter(|seconds| *seconds > 0)
    }

    /// The same in milliseconds.
    pub(crate) fn interval_ms(self) -> Millis {
        self.seconds().unwrap_or_default() * limits::SECOND_MS
    }
}

impl RefusedWords {
    /// Takes a list as an owner typed it: one word on a line, or between commas.
    ///
    /// # Errors
    /// [`Refusal::RefusedWordList`] if there are more than [`limits::REFUSED_WORDS_MAX`], or one is
    /// too long, is several words, or has neither letter nor digit.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let mut words: Vec<String> = Vec::new();
        for word in typed.split(['\n', '\r', ',', '،', '、']).map(str::trim).filter(|word| !word.is_empty()) {
            if word.chars().count() > limits::REFUSED_WORD_MAX_CHARS || !is_word(word) {
                return Err(Refusal::RefusedWordList);
            }
            if !words.iter().any(|known| known == word) {
                words.push(word.to_owned());
            }
        }
        if words.len() > limits::REFUSED_WORDS_MAX { Err(Refusal::RefusedWordList) } else { Ok(Self(words)) }
    }

    /// The words.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// The words as a list to be typed on, one on a line.
    #[must_use]
    pub fn to_lines(&self) -> String {
        self.0.join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(typed: &str) -> Result<Vec<String>, Refusal> {
        RefusedWords::parse(typed).map(|words| words.iter().map(str::to_owned).collect())
    }

    #[test]
    fn list_has_one_word_a_line_or_between_commas() {
        assert_eq!(words(" bad \r\n\r\nworse, bad,\tworst "), Ok(vec!["bad".into(), "worse".into(), "worst".into()]));
        assert_eq!(words("سيئ، أسوأ").map(|words| words.len()), Ok(2));
        assert_eq!(words(" \n, "), Ok(Vec::new()));
    }

    #[test]
    fn list_is_refused_that_is_too_long_or_has_no_words() {
        let many = |count: usize| (0..count).map(|n| format!("word{n}\n")).collect::<String>();
        assert!(words(&many(limits::REFUSED_WORDS_MAX)).is_ok());
        assert_eq!(words(&many(limits::REFUSED_WORDS_MAX + 1)), Err(Refusal::RefusedWordList));
        assert!(words(&"é".repeat(limits::REFUSED_WORD_MAX_CHARS)).is_ok());
        for typed in [&*"é".repeat(limits::REFUSED_WORD_MAX_CHARS + 1), "two words", "...", "🍆"] {
            assert_eq!(words(typed), Err(Refusal::RefusedWordList), "{typed}");
        }
    }

    #[test]
    fn slow_mode_is_one_of_its_choices() {
        for (typed, seconds) in [("", None), ("0", None), ("30", Some(30)), ("31", None), ("-5", None), ("x", None)] {
            assert_eq!(SlowMode::parse(typed).seconds(), seconds, "{typed}");
        }
        let of_a_later_build: SlowMode = serde_json::from_str("3600").unwrap();
        assert_eq!(of_a_later_build.seconds(), Some(120), "a room never sleeps over it for an hour");
    }

    #[test]
    fn rules_that_were_never_stored_forbid_nothing() {
        assert_eq!(serde_json::from_str::<PostingRules>("{}").unwrap(), PostingRules::default());
        let later = r#"{"writers":"Robots","newcomer_links":"Twice","refused_words":["bad"]}"#;
        let rules: PostingRules = serde_json::from_str(later).unwrap();
        assert_eq!((rules.writers, rules.newcomer_links), (Writers::Moderators, NewcomerLinks::Allowed));
        assert_eq!(rules.refused_words.to_lines(), "bad");
    }
}
