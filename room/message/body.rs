//! The text of a message.

use serde::{Deserialize, Serialize};

use crate::emoji::replace_shortcodes;
use crate::name::is_default_ignorable;
use crate::text::checked_text;
use crate::{Refusal, limits};

/// The text of a message: 1 to 2,000 characters, at least one of them visible. A
/// removed message has none, and one that is nothing but files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Body(String);

impl Body {
    /// Takes what was typed. Line ends become `\n`, empty lines before the text and white space
    /// after it go, and NUL becomes U+FFFD (as every HTML parser would make of it); anything else
    /// stays as it is, the indentation of the first line too. Shortcodes become the emoji that
    /// they name, so whoever reads, searches or edits the message finds those.
    ///
    /// # Errors
    /// [`Refusal::Empty`] if nothing visible is left, [`Refusal::TooLong`] if it is longer than
    /// allowed.
    pub fn parse(typed: &str) -> Result<Self, Refusal> {
        let text = typed.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "\u{FFFD}");
        let text = without_blank_lines(text.trim_end());
        if !text.chars().any(is_visible) {
            return Err(Refusal::Empty);
        }
        let chars = text.chars().count();
        if chars > limits::BODY_MAX_CHARS {
            return Err(Refusal::TooLong { chars });
        }
        // No emoji has more characters than its shortcodes, so this makes nothing too long.
        Ok(Self(replace_shortcodes(text).into_owned()))
    }

    /// Takes what was typed beside files, which say something by themselves: it may be nothing.
    ///
    /// # Errors
    /// [`Refusal::TooLong`].
    pub(crate) fn parse_beside_files(typed: &str) -> Result<Self, Refusal> {
        match Self::parse(typed) {
            Err(Refusal::Empty) => Ok(Self::none()),
            parsed => parsed,
        }
    }

    /// What is left of the text of a removed message: nothing.
    pub(crate) fn none() -> Self {
        Self(String::new())
    }
}

/// The text from its first line on that is not empty.
fn without_blank_lines(text: &str) -> &str {
    let indented = text.len() - text.trim_start().len();
    let blank_lines = text.get(..indented).and_then(|space| space.rfind('\n')).map_or(0, |end| end + 1);
    text.get(blank_lines..).unwrap_or_default()
}

/// Whether a reader would see anything of it. A message of zero-width characters alone would be
/// shown as an empty line.
pub(crate) fn is_visible(c: char) -> bool {
    !(c.is_whitespace() || c.is_control() || is_default_ignorable(c))
}

checked_text!(Body);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn body_of_two_thousand_characters_is_the_longest() {
        assert!(Body::parse(&"é".repeat(2_000)).is_ok());
        assert_eq!(Body::parse(&"é".repeat(2_001)), Err(Refusal::TooLong { chars: 2_001 }));
    }

    #[test]
    fn invisible_text_is_empty() {
        for nothing in ["", "   ", "\n\r\n", "\u{200B}\u{2060}", "\u{3164}", "\u{7}"] {
            assert_eq!(Body::parse(nothing), Err(Refusal::Empty), "{nothing:?}");
        }
    }

    #[test]
    fn line_breaks_and_markup_stay_as_typed() {
        let body = Body::parse("  one\r\ntwo\rthree\u{202E}<b>\t&amp;\u{1}  ").unwrap();
        assert_eq!(body.as_str(), "  one\ntwo\nthree\u{202E}<b>\t&amp;\u{1}");
    }

    #[test]
    fn shortcodes_become_emoji_outside_of_code() {
        let body = Body::parse(":tada: `:tada:` at 10:30:45 \\:tada: :nothing:").unwrap();
        assert_eq!(body.as_str(), "🎉 `:tada:` at 10:30:45 \\:tada: :nothing:");
        assert_eq!(Body::parse(body.as_str()), Ok(body), "once more, as an edit that changes nothing");
    }

    #[test]
    fn length_is_that_of_what_was_typed() {
        let typed = ":tada:".repeat(400);
        assert_eq!(Body::parse(&typed), Err(Refusal::TooLong { chars: 2_400 }), "as the composer counts");
    }

    #[test]
    fn indentation_of_the_first_line_stays() {
        for (typed, said) in [
            ("    fn main() {\n    }\n", "    fn main() {\n    }"),
            ("\n  \n\t- one\n- two", "\t- one\n- two"),
            ("\u{3000}one ", "\u{3000}one"),
        ] {
            assert_eq!(Body::parse(typed).unwrap().as_str(), said);
            assert_eq!(Body::parse(said).unwrap().as_str(), said, "once more");
        }
    }
}
