//! The help, in English.

use crate::words::{Help, Shortcut};

pub(super) const HELP: Help = Help {
    title: "Help",
    lead: "Everything in Natter works with a keyboard, a mouse or a finger.",
    keys: "Keys",
    shortcuts: &[
        Shortcut { keys: &["Enter"], does: "Send the message. On a touch keyboard: start a new line" },
        Shortcut { keys: &["Shift", "Enter"], does: "Start a new line in the message" },
        Shortcut { keys: &["Tab", "Shift Tab"], does: "Go to the next thing, or the one before" },
        Shortcut { keys: &["↑", "↓"], does: "In the messages: the message before, or the next one" },
        Shortcut { keys: &["Home", "End"], does: "In the messages: the first one, or the newest" },
        Shortcut { keys: &["Page Up", "Page Down"], does: "In the messages: scroll by a screen" },
        Shortcut {
            keys: &["Escape"],
            does: "In the messages: back to the message field. Elsewhere: close what’s open",
        },
        Shortcut { keys: &["?"], does: "Open this help, unless you’re typing" },
    ],
    screen_readers: "Screen readers",
    about_screen_readers: "Messages from others are read out as they come. To jump through the messages, use headings: \
                           a day is level 2, an author level 3.",
    question_mark: "Open this help with the question mark key",
    close: "Close",
};
