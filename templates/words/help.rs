//! The words of the help.

use super::isolated;

/// How to use Natter by keyboard and with a screen reader.
#[derive(Clone, Debug)]
pub struct Help {
    pub title: &'static str,
    pub lead: &'static str,
    pub keys: &'static str,
    /// In the order in which they are shown.
    pub shortcuts: &'static [Shortcut],
    pub commands: Commands,
    pub screen_readers: &'static str,
    pub about_screen_readers: &'static str,
    /// A switch: whether the key with the question mark opens this.
    pub question_mark: &'static str,
    pub close: &'static str,
}

/// What can be typed into a message, and why a command was not done.
#[derive(Clone, Debug)]
pub struct Commands {
    pub heading: &'static str,
    /// In the order of the rules.
    pub list: &'static [Shortcut],
    pub marks_heading: &'static str,
    /// In the order in which they are learned.
    pub marks: &'static [Shortcut],
    /// What may be meant while somebody types.
    pub suggestions: &'static str,
    /// Above the list, where it is an answer in the log.
    pub only_you: &'static str,
    pub unknown: fn(command: &str) -> String,
    pub incomplete: fn(command: &str) -> String,
    pub in_edit: fn(command: &str) -> String,
}

/// Keys, as they are called on a keyboard, or letters, as they are typed; and what they do.
#[derive(Clone, Debug)]
pub struct Shortcut {
    pub keys: &'static [&'static str],
    pub does: &'static str,
}

/// A command as it is typed, in a sentence: from left to right, whatever stands around it.
pub(super) fn slashed(command: &str) -> String {
    format!("\u{2066}/{}\u{2069}", isolated(command))
}
