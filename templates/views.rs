//! The plain structs that pages and fragments are made from.

/// Milliseconds since 1970-01-01 UTC.
pub type Millis = i64;

/// Somebody in a room.
#[derive(Clone, Copy, Debug)]
pub struct PersonView<'a> {
    /// Their id: letters and digits only.
    pub member: &'a str,
    /// What they are called.
    pub name: &'a str,
}

/// Something that was said.
#[derive(Clone, Copy, Debug)]
pub struct MessageView<'a> {
    /// Its place in the room.
    pub seq: i64,
    /// Who said it.
    pub author: PersonView<'a>,
    /// What was said.
    pub text: &'a str,
    /// The author's id for the send: letters, digits, `-` and `_` only.
    pub cid: &'a str,
    /// When.
    pub said_at: Millis,
    /// Whether it stands under the head of the message before it.
    pub continues: bool,
}

/// A page of a log.
#[derive(Clone, Debug)]
pub struct LogView<'a> {
    /// The room's slug.
    pub room: &'a str,
    /// What becomes of it once it is in a browser.
    pub life: Life,
    /// Oldest first.
    pub messages: Vec<MessageView<'a>>,
    /// Set when there are earlier messages than these: the place to ask before.
    pub earlier: Option<i64>,
}

/// What becomes of a page of a log once it is in a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// It is kept up to date.
    Live,
    /// It takes the place of one that was, because that missed too much, and says so. Kept up to date.
    Renewed,
    /// It stays as it is: earlier messages.
    Still,
}

/// Who is here.
#[derive(Clone, Debug, Default)]
pub struct PeopleView<'a> {
    /// Those who are listed, in the order in which they came.
    pub listed: Vec<PersonView<'a>>,
    /// How many there are in all.
    pub here: usize,
}

/// The field for a message.
#[derive(Clone, Copy, Debug)]
pub struct ComposerView<'a> {
    /// The room's slug.
    pub room: &'a str,
    /// A fresh id for the next send, for browsers that send it as a form.
    pub cid: &'a str,
    /// What was typed before and refused; empty as a rule.
    pub text: &'a str,
    /// Why it was refused, as a sentence.
    pub refusal: Option<&'a str>,
}

/// Which part of a room's history a page shows.
#[derive(Clone, Copy, Debug)]
pub enum Moment<'a> {
    /// The newest messages, kept up to date by a socket.
    Now {
        /// The room's version when the page was made.
        version: i64,
        /// What to say next.
        composer: ComposerView<'a>,
    },
    /// Earlier messages, as they were.
    Earlier,
}

/// A room as a whole document.
#[derive(Clone, Debug)]
pub struct RoomView<'a> {
    /// The room's address, for sharing: with scheme and host.
    pub link: &'a str,
    /// The reader.
    pub me: PersonView<'a>,
    /// What was said.
    pub log: LogView<'a>,
    /// Who is here.
    pub people: PeopleView<'a>,
    /// Which part of the history this is.
    pub moment: Moment<'a>,
}

/// A field of a form and what is wrong with it.
#[derive(Clone, Copy, Debug, Default)]
pub struct FieldView<'a> {
    /// What stands in it.
    pub text: &'a str,
    /// What is wrong with that, as a sentence.
    pub problem: Option<&'a str>,
}

/// The landing page.
#[derive(Clone, Copy, Debug)]
pub struct LandingView<'a> {
    /// The name to join under.
    pub name: FieldView<'a>,
    /// The room to join.
    pub room: FieldView<'a>,
}

/// A page that says what went wrong.
#[derive(Clone, Copy, Debug)]
pub struct ProblemView<'a> {
    /// The HTTP status.
    pub status: u16,
    /// What went wrong, in a few words.
    pub title: &'a str,
    /// What to do, as a sentence.
    pub advice: &'a str,
}
