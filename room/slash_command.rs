//! Slash commands: texts that are done instead of said. Leaves out how each is done.
//!
//! A text is a command if it begins with `/` and a word of letters alone. So paths (`/usr/bin`),
//! regular expressions and dates are said as they are, and so is any text behind a space or a
//! second `/`.

use crate::{Refusal, limits};

/// A text that is a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SlashCommand<'a> {
    /// What the author does. It is a message all the same, shown as an action.
    Me(&'a str),
    /// What the author wants to be called.
    Nick(&'a str),
    /// What the room is about.
    Topic(&'a str),
    /// What can be typed.
    Help,
}

impl<'a> SlashCommand<'a> {
    /// What each is called, in the order in which the help lists them.
    pub const NAMES: [&'static str; 4] = ["me", "nick", "topic", "help"];

    /// Reads the text of a message. None if it is said as it is.
    ///
    /// # Errors
    /// [`Refusal::UnknownCommand`] and [`Refusal::CommandIncomplete`].
    pub fn parse(text: &'a str) -> Result<Option<Self>, Refusal> {
        let Some((word, rest)) = split(text) else { return Ok(None) };
        let Some(name) = Self::NAMES.into_iter().find(|name| word.eq_ignore_ascii_case(name)) else {
            return Err(Refusal::UnknownCommand { command: word.to_owned() });
        };
        match (name, rest.trim()) {
            ("help", _) => Ok(Some(Self::Help)),
            (_, "") => Err(Refusal::CommandIncomplete { command: name.to_owned() }),
            ("nick", name) => Ok(Some(Self::Nick(name))),
            ("topic", topic) => Ok(Some(Self::Topic(topic))),
            (_, action) => Ok(Some(Self::Me(action))),
        }
    }

    /// What the author of a message does, if that is what it says. Whatever else the text is, it
    /// was said.
    #[must_use]
    pub fn action(text: &'a str) -> Option<&'a str> {
        match Self::parse(text) {
            Ok(Some(Self::Me(action))) => Some(action),
            _ => None,
        }
    }

    /// What a text is that a message is to get by an edit: said as it is, or an action.
    ///
    /// # Errors
    /// Those of [`parse`](Self::parse), and [`Refusal::CommandInEdit`] for what cannot be done a
    /// second time.
    pub(crate) fn check_edit(text: &'a str) -> Result<(), Refusal> {
        match Self::parse(text)? {
            None | Some(Self::Me(_)) => Ok(()),
            Some(command) => Err(Refusal::CommandInEdit { command: command.name().to_owned() }),
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Me(_) => "me",
            Self::Nick(_) => "nick",
            Self::Topic(_) => "topic",
            Self::Help => "help",
        }
    }
}

/// The word behind the `/`, and what stands behind it. A word is letters of any script up to white
/// space or the end; a longer one is no attempt at a command.
fn split(text: &str) -> Option<(&str, &str)> {
    let text = text.strip_prefix('/')?;
    let end = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
    let (word, rest) = text.split_at_checked(end)?;
    let letters = word.chars().count();
    let is_word = (1..=limits::COMMAND_MAX_LETTERS).contains(&letters);
    (is_word && (rest.is_empty() || rest.starts_with(char::is_whitespace))).then_some((word, rest))
}

#[cfg(test)]
mod tests {
    use super::SlashCommand::{Help, Me, Nick, Topic};
    use super::*;
    use proptest::prelude::*;

    fn unknown(command: &str) -> Result<Option<SlashCommand<'static>>, Refusal> {
        Err(Refusal::UnknownCommand { command: command.to_owned() })
    }

    fn incomplete(command: &str) -> Result<Option<SlashCommand<'static>>, Refusal> {
        Err(Refusal::CommandIncomplete { command: command.to_owned() })
    }

    #[test]
    fn text_of_each_kind_is_what_it_looks_like() {
        for (typed, read) in [
            ("/me waves", Ok(Some(Me("waves")))),
            ("/ME  waves twice ", Ok(Some(Me("waves twice")))),
            ("/me\nwaves\nand goes", Ok(Some(Me("waves\nand goes")))),
            ("/me /usr/bin", Ok(Some(Me("/usr/bin")))),
            ("/me", incomplete("me")),
            ("/me \n ", incomplete("me")),
            ("/nick Ada Lovelace", Ok(Some(Nick("Ada Lovelace")))),
            ("/nick\u{3000}エイダ", Ok(Some(Nick("エイダ")))),
            ("/Nick", incomplete("nick")),
            ("/topic Tea & cake", Ok(Some(Topic("Tea & cake")))),
            ("/topic", incomplete("topic")),
            ("/help", Ok(Some(Help))),
            ("/help me", Ok(Some(Help))),
            // Words that are no command.
            ("/foo", unknown("foo")),
            ("/foo bar", unknown("foo")),
            ("/foo\nbar", unknown("foo")),
            ("/mee waves", unknown("mee")),
            ("/помощь", unknown("помощь")),
            ("/مساعدة", unknown("مساعدة")),
            ("/etc", unknown("etc")),
            // Said as they are.
            ("", Ok(None)),
            ("hello", Ok(None)),
            ("hello /me", Ok(None)),
            ("/", Ok(None)),
            ("/ me waves", Ok(None)),
            (" /me waves", Ok(None)),
            ("//", Ok(None)),
            ("//me waves", Ok(None)),
            ("/usr/bin", Ok(None)),
            ("/usr/bin is a folder", Ok(None)),
            ("/r/lobby", Ok(None)),
            ("/s/old/new/", Ok(None)),
            ("/^foo$/i", Ok(None)),
            ("/me, too", Ok(None)),
            ("/me: waves", Ok(None)),
            ("/foo-bar", Ok(None)),
            ("/foo_bar", Ok(None)),
            ("/foo.txt", Ok(None)),
            ("/foo?", Ok(None)),
            ("/2026", Ok(None)),
            ("/foo2", Ok(None)),
            ("/me\u{301} waves", Ok(None)),
            ("/*me*/", Ok(None)),
            ("/:-)", Ok(None)),
            ("/🎉", Ok(None)),
            ("\\/me waves", Ok(None)),
        ] {
            assert_eq!(SlashCommand::parse(typed), read, "{typed:?}");
        }
    }

    #[test]
    fn word_that_is_too_long_for_a_command_is_said() {
        let (longest, longer) = ("x".repeat(limits::COMMAND_MAX_LETTERS), "x".repeat(limits::COMMAND_MAX_LETTERS + 1));
        assert_eq!(SlashCommand::parse(&format!("/{longest}")), unknown(&longest));
        assert_eq!(SlashCommand::parse(&format!("/{longer}")), Ok(None));
    }

    #[test]
    fn every_command_is_read_by_its_name() {
        for name in SlashCommand::NAMES {
            let text = format!("/{name} something");
            assert_eq!(SlashCommand::parse(&text).unwrap().map(SlashCommand::name), Some(name));
        }
    }

    #[test]
    fn edit_makes_an_action_and_nothing_else() {
        assert_eq!(SlashCommand::check_edit("/me waves"), Ok(()));
        assert_eq!(SlashCommand::check_edit("/usr/bin"), Ok(()));
        for command in ["nick", "topic", "help"] {
            let refused = Refusal::CommandInEdit { command: command.to_owned() };
            assert_eq!(SlashCommand::check_edit(&format!("/{command} x")), Err(refused));
        }
        assert_eq!(SlashCommand::check_edit("/foo"), Err(Refusal::UnknownCommand { command: "foo".to_owned() }));
    }

    proptest! {
        #[test]
        fn text_behind_a_space_or_a_slash_is_said(typed in "\\PC{0,40}") {
            for before in [" ", "/"] {
                let text = format!("{before}/{typed}");
                prop_assert_eq!(SlashCommand::parse(&text), Ok(None));
            }
        }
    }
}
