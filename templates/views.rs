//! The plain structs that pages and fragments are made from.

mod change;
mod composer;
mod entrance;
mod export;
mod files;
mod ignoring;
mod log_frame;
mod message_page;
mod message_text;
mod moderation;
mod operator;
mod ownership;
mod person_check;
mod posting;
mod reactions;
mod reply;
mod report;
mod search;

pub use change::{Change, MomentView};
pub use composer::{ComposerView, Retry};
pub use entrance::{
    DirectoryView, ForYouRoomView, ForYouView, InvitationView, LandingView, LastSaidView, ListedRoomView, NewRoomView,
    PreviewState, PreviewView, RecentRoomView,
};

pub use export::ExportView;
pub use files::{FileShape, FileView, FilesPageView, UploadsView};
pub use ignoring::Ignoring;
pub use log_frame::{HeadView, LogFrameView, LogPart, LogPlace};

use std::borrow::Cow;

pub use message_page::{EarlierTextView, EarlierTexts, EditView, MessagePageView};
pub use message_text::{BlockView, Format, Href, InlineView, SuggestionView};
pub use moderation::{
    AuditEntryView, AuditView, PeopleView, PersonOrderView, PersonView, SanctionKind, SanctionView, SignOut,
};
pub use operator::{
    OperatedMessageView, OperatedPeopleView, OperatedPersonView, OperatedReportView, OperatedReportsView,
    OperatedRoomRowView, OperatedRoomView, OperatedRoomsView, OperatedSanctionView, OperatedSanctionsView,
    OverrideView, RoomAccess, RoomListingView, RoomPicking, RoomStarters, SignIn, SigningInView, SiteAuditEntryView,
    SiteAuditView, SiteSettingsView,
};
pub use ownership::{NewOwnerLinkView, OwnedRoomView, OwnerLinkView, OwnerView, RetentionView, SettingsView};
pub use person_check::PersonCheckView;
pub use posting::{PostingSettingsView, PostingView};
pub use reactions::{ReactionKindView, ReactionsView};
pub use reply::{QuoteView, ReplyView};
pub use report::{ReportPageView, ReportReason, ReportStep, ReportView, ReportedMessageView, ReportsView};
pub use search::{SearchCoverage, SearchHitView, SearchState, SearchView, SnippetPartView};

/// Milliseconds since 1970-01-01 UTC.
pub type Millis = i64;

/// A member: somebody in a room.
#[derive(Clone, Copy, Debug)]
pub struct MemberView<'a> {
    /// Letters and digits only.
    pub id: &'a str,
    /// What they are called.
    pub name: &'a str,
}

impl<'a> MemberView<'a> {
    /// What tells people with similar names apart: the first 8 characters of the id, 40 bits.
    #[must_use]
    pub fn tag(&self) -> &'a str {
        self.id.get(..8).unwrap_or(self.id)
    }
}

/// A member who is here, as the list shows them.
#[derive(Clone, Copy, Debug)]
pub struct PresentMemberView<'a> {
    /// Who.
    pub member: MemberView<'a>,
    /// Active while any of their pages is shown, otherwise away.
    pub status: Status,
    /// Whether they decide about the room.
    pub role: Role,
}

/// Presence status: active while any page of the member is shown, otherwise away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// They do, or did a moment ago.
    Active,
    /// They have not for a while.
    Away,
}

/// Who is typing, other than the reader.
#[derive(Clone, Debug)]
pub enum TypingView<'a> {
    /// These, by name; perhaps nobody.
    Named(Vec<&'a str>),
    /// More than could be named.
    Several,
}

/// Something that was said.
#[derive(Clone, Debug)]
pub struct MessageView<'a> {
    /// The room's slug.
    pub room: &'a str,
    /// Its place in the room.
    pub seq: i64,
    /// Who said it.
    pub author: MemberView<'a>,
    /// What was said, as it was typed.
    pub text: &'a str,
    /// How that is shown.
    pub format: Format<'a>,
    /// The files that came with it, in the order in which they were added.
    pub files: Vec<FileView<'a>>,
    /// The author's id for the send: letters, digits, `-` and `_` only.
    pub cid: &'a str,
    /// When.
    pub said_at: Millis,
    /// The same for one reader. None in what several are sent: their pages ask their own clocks.
    pub local_time: Option<LocalTimeView<'a>>,
    /// Whether it stands under the head of the message before it.
    pub continues: bool,
    /// What happened to it since.
    pub change: Change<'a>,
    /// What it answers.
    pub reply: Option<ReplyView<'a>>,
    /// How people reacted.
    pub reactions: Vec<ReactionKindView<'a>>,
}

/// A time as the clock and the calendar of a reader show it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalTimeView<'a> {
    /// Hours and minutes.
    pub clock: &'a str,
    /// The day, written short.
    pub date: &'a str,
    /// The day, as the line above its messages calls it.
    pub day: &'a str,
}

/// A page of a log.
#[derive(Clone, Debug)]
pub struct MessageListView<'a> {
    /// The room's slug.
    pub room: &'a str,
    /// What becomes of it once it is in a browser.
    pub mode: MessageListMode,
    /// Oldest first.
    pub messages: Vec<MessageView<'a>>,
    /// Set when there are earlier messages than these: the place to ask before.
    pub earlier: Option<i64>,
    /// Set when there are later messages than these: the place to ask after.
    pub later: Option<i64>,
    /// The place that a link leads to: its message is marked, or a line says that there is none.
    pub at: Option<i64>,
    /// The place of the first message that is new since the reader's last visit, to draw a line
    /// above it.
    pub first_new: Option<i64>,
    /// The id of the reader, whose own messages are marked. None in what several readers are sent:
    /// their pages mark them.
    pub reader: Option<&'a str>,
}

/// What becomes of a page of a log once it is in a browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageListMode {
    /// It is kept up to date.
    Live,
    /// It takes the place of one that was, because that missed too much, and says so. Kept up to
    /// date.
    Reset,
    /// It stays as it is: earlier messages.
    Static,
}

/// Who is here.
#[derive(Clone, Debug, Default)]
pub struct MembersView<'a> {
    /// Those who are listed, in the order in which they came.
    pub listed: Vec<PresentMemberView<'a>>,
    /// How many there are in all.
    pub online_count: usize,
}

/// What a page says once its connection was closed for good, and the way on.
#[derive(Clone, Debug)]
pub struct EndingView<'a> {
    /// The code with which the connection is closed.
    pub code: u16,
    /// What happened.
    pub sentence: Cow<'a, str>,
    /// What its reader can do.
    pub way_on: WayOn,
}

/// The way on from a page that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayOn {
    /// Load the page again.
    Reload,
    /// Enter a name, as on the first day.
    EnterName,
    /// Choose another name.
    ChooseAnotherName,
    /// Come in again.
    JoinAgain,
    /// Go to the front page: there is no way back in.
    FrontPage,
}

/// Which part of a room's history a page shows.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::large_enum_variant, reason = "a page has one")]
pub enum RoomPageMode<'a> {
    /// The newest messages, kept up to date by a socket.
    Current {
        /// The room's version when the page was made.
        version: i64,
        /// The cookie that says how far the reader has read, without its value.
        seen: &'a str,
        /// The log for browsers without scripts: the part that the frame opens with.
        frame: LogPart,
        /// What to say next.
        composer: ComposerView<'a>,
    },
    /// Earlier messages, as they were.
    Archive,
}

/// How long something lasts, in the largest unit that says it well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// So many minutes, up to an hour.
    Minutes(Millis),
    /// So many hours, up to a day.
    Hours(Millis),
    /// So many days.
    Days(Millis),
}

impl Span {
    /// A number of milliseconds, rounded up.
    #[must_use]
    pub fn of(ms: Millis) -> Self {
        const MINUTE: Millis = 60_000;
        const HOUR: Millis = 60 * MINUTE;
        const DAY: Millis = 24 * HOUR;
        let up = |unit: Millis| ms.max(1) / unit + Millis::from(ms.max(1) % unit > 0);
        match ms {
            ..HOUR => Self::Minutes(up(MINUTE)),
            HOUR..DAY => Self::Hours(up(HOUR)),
            _ => Self::Days(up(DAY)),
        }
    }
}

/// What a reader is to a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Anybody.
    Guest,
    /// Somebody who keeps order in it.
    Moderator,
    /// Somebody who decides about it.
    Owner,
}

/// Whether a reader knows the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reader {
    /// They have read it before.
    Regular,
    /// They have not, as far as their browser knows.
    Newcomer,
}

/// The page on which somebody changes their name, leaves, or is forgotten.
#[derive(Clone, Debug)]
pub struct ProfileView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The room's slug.
    pub room: &'a str,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// The reader.
    pub me: MemberView<'a>,
    /// Who is in it: the page's title tells a private room from others by them.
    pub members: MembersView<'a>,
    /// What they want to be called.
    pub name: FieldView<'a>,
    /// Whom they ignore; the name is empty if it is not known.
    pub ignored: Vec<MemberView<'a>>,
    /// The rooms that they own, and cannot manage any more once they are forgotten.
    pub owned: Vec<OwnedRoomView<'a>>,
}

/// A room as a whole document.
#[derive(Clone, Debug)]
pub struct RoomView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The language as the reader's region has it, for the times that scripts write.
    pub locale: &'a str,
    /// The room's address, for sharing: with scheme and host.
    pub link: &'a str,
    /// The reader.
    pub me: MemberView<'a>,
    /// The ids of those whom the reader ignores, with spaces between them; none if there is nobody.
    pub ignored: Option<&'a str>,
    /// What the reader is to the room.
    pub role: Role,
    /// Whether to remind the reader that nobody else can manage the room.
    pub needs_owner_link: bool,
    /// What the room is called; empty if it is only known by its address.
    pub title: &'a str,
    /// Whether the reader knows it.
    pub reader: Reader,
    /// What the room is about; may be empty.
    pub topic: &'a str,
    /// What those who come are told; may be empty.
    pub welcome: &'a str,
    /// What was said.
    pub messages: MessageListView<'a>,
    /// Who is here.
    pub members: MembersView<'a>,
    /// Which part of the history this is.
    pub mode: RoomPageMode<'a>,
}

/// A field of a form and what is wrong with it.
#[derive(Clone, Copy, Debug, Default)]
pub struct FieldView<'a> {
    /// What stands in it.
    pub text: &'a str,
    /// What is wrong with that, as a sentence.
    pub problem: Option<&'a str>,
    /// What could stand there instead.
    pub suggestion: Option<&'a str>,
}

/// A page that says what went wrong.
#[derive(Clone, Copy, Debug)]
pub struct ProblemView<'a> {
    /// The address of the page, to come back to it.
    pub page: &'a str,
    /// The HTTP status.
    pub status: u16,
    /// What went wrong, in a few words.
    pub title: &'a str,
    /// What to do, as a sentence.
    pub advice: &'a str,
    /// What was typed and cannot be said; empty as a rule.
    pub typed: &'a str,
    /// The way on.
    pub way_on: ProblemWayOn<'a>,
}

/// The way on from a page that says what went wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemWayOn<'a> {
    /// The front page.
    FrontPage,
    /// The same, or back to the room whose page it was.
    Room(&'a str),
    /// The same, or starting a room: somebody looked for one that cannot be.
    NewRoom,
}
