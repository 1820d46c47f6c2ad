//! What the page of one message is made from.

use super::{FieldView, Format, MemberView, MembersView, MessageView, Millis};

/// The page of one message, with what its reader can do with it.
#[derive(Clone, Debug)]
pub struct MessagePageView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// The reader.
    pub me: MemberView<'a>,
    /// Who is in the room: the page's title tells a private room from others by them.
    pub members: MembersView<'a>,
    /// The message.
    pub message: MessageView<'a>,
    /// A fresh id for a reply, if one can be written here.
    pub reply: Option<&'a str>,
    /// The field for an emoji to react with, if the reader can.
    pub reaction: Option<FieldView<'a>>,
    /// The form for another text, if the reader can give it one.
    pub edit: Option<EditView<'a>>,
    /// For how many seconds the reader could undo a removal, if they can remove it.
    pub removal: Option<Millis>,
    /// Whether the reader can report it.
    pub can_report: bool,
    /// For how many seconds after a removal it can be undone, if it still can.
    pub undo: Option<Millis>,
    /// Why something that was tried was not done, as a sentence.
    pub refusal: Option<&'a str>,
    /// Why its author can do less with it than with others, as a sentence.
    pub restriction: Option<&'a str>,
    /// What it said before it was edited, oldest first, if the reader may read that.
    pub earlier: Vec<EarlierTextView<'a>>,
    /// What was typed and cannot be saved any more; empty as a rule.
    pub typed: &'a str,
}

/// The form for another text.
#[derive(Clone, Copy, Debug)]
pub struct EditView<'a> {
    /// The text, as it was typed.
    pub text: FieldView<'a>,
    /// The version of the message that its author has before them.
    pub base: i64,
    /// A fresh id for this change.
    pub cid: &'a str,
    /// For how many hours after it was said a message can be edited.
    pub hours: Millis,
    /// Who may read what it says now, once that is replaced.
    pub earlier_texts: EarlierTexts,
}

/// Who may read what a message said before it was edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EarlierTexts {
    /// Its author, and the owners of the room.
    AuthorAndOwners,
    /// Everybody.
    Everybody,
    /// Nobody: no text is kept.
    NotKept,
}

/// What a message said before it was edited.
#[derive(Clone, Debug)]
pub struct EarlierTextView<'a> {
    /// The text, as it was typed.
    pub text: &'a str,
    /// How that is shown.
    pub format: Format<'a>,
    /// Since when it said that.
    pub at: Millis,
    /// The same on the reader's clock, with the day.
    pub local: &'a str,
}
