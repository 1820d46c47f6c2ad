//! What the forms of a page do: the last segment of their paths.

use crate::http::error::Problem;

/// What a form of the page of a message does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MessageAction {
    /// `edit`
    Edit,
    /// `remove`
    Remove,
    /// `undo`
    UndoRemoval,
    /// `react`
    React,
}

/// What a form of the page of somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PersonAction {
    /// `mute`
    Mute,
    /// `unmute`
    Unmute,
    /// `ban`
    Ban,
    /// `unban`
    Unban,
    /// `remove-messages`
    RemoveMessages,
    /// `restore-messages`
    RestoreMessages,
    /// `sign-out`, by the operator alone
    SignOut,
}

impl MessageAction {
    /// The action that a segment names.
    pub(super) fn of(segment: &str) -> Result<Self, Problem> {
        match segment {
            "edit" => Ok(Self::Edit),
            "remove" => Ok(Self::Remove),
            "undo" => Ok(Self::UndoRemoval),
            "react" => Ok(Self::React),
            _ => Err(Problem::NotFound),
        }
    }
}

impl PersonAction {
    /// The action that a segment names.
    pub(super) fn of(segment: &str) -> Result<Self, Problem> {
        match segment {
            "mute" => Ok(Self::Mute),
            "unmute" => Ok(Self::Unmute),
            "ban" => Ok(Self::Ban),
            "unban" => Ok(Self::Unban),
            "remove-messages" => Ok(Self::RemoveMessages),
            "restore-messages" => Ok(Self::RestoreMessages),
            "sign-out" => Ok(Self::SignOut),
            _ => Err(Problem::NotFound),
        }
    }
}
