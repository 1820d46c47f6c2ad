//! The words of messages, and of what can be done with one.

use maud::Markup;

use crate::views::Millis;

/// What stands between messages, and beside one that changed.
#[derive(Clone, Debug)]
pub struct Messages {
    pub earlier: &'static str,
    /// In the place of a message that a link leads to.
    pub not_here: &'static str,
    pub new_since_last_visit: &'static str,
    pub missed_too_much: &'static str,
    pub edited: fn(time: &Markup) -> Markup,
    /// In the place of the text.
    pub removed: fn(who: &Markup, time: &Markup) -> Markup,
}

/// Why a message was not changed.
#[derive(Clone, Debug)]
pub struct Changes {
    pub no_such_message: &'static str,
    pub not_author: &'static str,
    pub too_late_to_edit: &'static str,
    pub edited_meanwhile: &'static str,
    pub message_removed: &'static str,
    pub too_late_to_undo: &'static str,
}

/// The page of one message: what can be done with it.
#[derive(Clone, Debug)]
pub struct MessagePage {
    pub heading: fn(author: &str) -> String,
    pub show_in_log: &'static str,
    pub edit: &'static str,
    pub about_editing: fn(hours: Millis) -> String,
    /// Behind it: what becomes of the text before.
    pub kept_for_author: &'static str,
    pub kept_for_everybody: &'static str,
    pub not_kept: &'static str,
    /// The heading above the texts before.
    pub earlier: &'static str,
    pub save: &'static str,
    pub remove: &'static str,
    pub about_removing: fn(undo_seconds: Millis) -> String,
    pub undo: &'static str,
    pub about_undoing: fn(undo_seconds: Millis) -> String,
    /// The title of a page for one that is not there.
    pub not_found: &'static str,
}

/// What a script does with a message in the log.
#[derive(Clone, Debug)]
pub struct MessageActions {
    /// The toolbar and its menu, for screen readers.
    pub actions: &'static str,
    pub more: &'static str,
    pub edit: &'static str,
    pub copy_text: &'static str,
    pub copy_link: &'static str,
    pub remove: &'static str,
    pub cancel: &'static str,
    pub editing: &'static str,
    /// Before the text that another edit gave the message meanwhile.
    pub now_says: &'static str,
    pub saved: &'static str,
    pub removed: &'static str,
    pub restored: &'static str,
    pub text_copied: &'static str,
    pub link_copied: &'static str,
    pub not_copied: &'static str,
    pub failed: &'static str,
}
