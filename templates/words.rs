//! Every sentence that people see, in one struct: a language is a value of it.
//!
//! A component takes the words as an argument, so the same component serves every language. What
//! has no words (a message) takes none, and stays one rendering for everybody. A language that
//! lacks a sentence does not compile.
//!
//! A sentence with a number or a name in it is a function, because languages put them in different
//! places and have different plurals. A sentence with an element in it takes the element as markup
//! and returns markup.
//!
//! Out of scope: when a sentence is shown. Names of rooms and of people, and what they typed, are
//! not ours.

#![expect(missing_docs, reason = "words/en.rs says beside each name what it stands for")]

mod ar;
mod backup;
mod counting;
mod de;
mod en;
mod endings;
mod entrance;
mod files;
mod help;
mod ignoring;
mod language;
mod log_frame;
mod messages;
mod moderation;
mod notifications;
mod operator;
mod ownership;
mod person_check;
mod posting;
mod problems;
mod reactions;
mod replies;
mod reports;
mod retention;
mod search;
mod site_texts;

use maud::Markup;

use crate::views::Millis;

pub use backup::Backup;
pub use counting::{CountForms, Plural};
use counting::{grouped, whole};
pub use en::ENGLISH;
pub use endings::{Closes, Endings};
pub use entrance::{Directory, ForYou, Invitation, Landing, NewRoom, Preview, RecentRooms};
pub use files::{FileRefusals, Files};
pub use help::{Commands, Help, Shortcut};
pub use ignoring::Ignoring;
pub use language::Language;
pub use log_frame::LogFrame;
pub use messages::{Changes, MessageActions, MessagePage, Messages};
pub use moderation::{Audit, Moderation, ModerationRefusals, Moderators};
pub use notifications::Notifications;
pub use operator::{
    OperatedPeople, OperatedReports, OperatedRoom, OperatedRooms, OperatedSanctions, Operator, SigningIn, SiteAudit,
    SiteRules, SiteSettings,
};
pub use ownership::{OwnerLink, Owners, Settings};
pub use person_check::PersonCheck;
pub use posting::Posting;
pub use problems::{Problem, Problems};
pub use reactions::Reactions;
pub use replies::Replies;
pub use reports::Reports;
pub use retention::Retention;
pub use search::Search;
pub use site_texts::{Site, SiteTexts};

/// All sentences in one language.
#[derive(Clone, Debug)]
pub struct Words {
    /// The language as BCP 47 writes it: the `lang` of every page.
    pub lang: &'static str,
    /// Where a line begins: the `dir` of every page.
    pub dir: &'static str,
    /// What the language calls itself, for those who look for it in a page that they cannot read.
    pub own_name: &'static str,
    /// Which form of a noun goes with a number of things.
    pub plural: fn(count: u64) -> Plural,
    pub site: Site,
    pub landing: Landing,
    pub recent_rooms: RecentRooms,
    pub for_you: ForYou,
    pub search: Search,
    pub directory: Directory,
    pub field: Field,
    pub room: Room,
    pub messages: Messages,
    pub changes: Changes,
    pub replies: Replies,
    pub reactions: Reactions,
    pub retention: Retention,
    pub message_page: MessagePage,
    pub message_actions: MessageActions,
    pub log_frame: LogFrame,
    pub composer: Composer,
    pub files: Files,
    pub pending: Pending,
    pub members: Members,
    pub typing: Typing,
    pub notices: Notices,
    pub profile: Profile,
    pub notifications: Notifications,
    pub invitation: Invitation,
    pub preview: Preview,
    pub new_room: NewRoom,
    pub settings: Settings,
    pub owners: Owners,
    pub owner_link: OwnerLink,
    pub moderation: Moderation,
    pub times: Times,
    pub problems: Problems,
    pub refusals: Refusals,
    pub closes: Closes,
    pub endings: Endings,
    pub live_updates: LiveUpdates,
    pub scripts: Scripts,
    pub help: Help,
    pub posting: Posting,
    pub backup: Backup,
    pub person_check: PersonCheck,
    pub ignoring: Ignoring,
    pub reports: Reports,
    pub operator: Operator,
}

/// A room in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomName<'a> {
    /// What an owner calls it, or its address.
    Known(&'a str),
    /// A private room without a display name. Its address is a secret.
    Private,
}

impl Words {
    /// Whose words they are.
    #[must_use]
    pub fn language(&self) -> Language {
        Language::from_tag(self.lang).unwrap_or_default()
    }
}

impl<'a> RoomName<'a> {
    /// The name, or these words for a private room, where it stands alone.
    #[must_use]
    pub fn or(self, private: &'a str) -> &'a str {
        match self {
            Self::Known(name) => name,
            Self::Private => private,
        }
    }

    /// The same between other words.
    fn within(self, private: &str) -> String {
        self.after("", private)
    }

    /// A name with the word before it, or these words for a private room, which may need another.
    fn after(self, word: &str, private: &str) -> String {
        match self {
            Self::Known(name) => format!("{word}{}", isolated(name)),
            Self::Private => private.to_owned(),
        }
    }
}

/// What somebody typed, in a sentence that holds no markup. Without the isolates around it (`bdi`
/// in markup) a name that is written from right to left would turn the words beside it around.
pub(crate) fn isolated(typed: &str) -> String {
    format!("\u{2068}{typed}\u{2069}")
}

/// The same for several, with what stands between them.
fn isolated_names(names: &[&str], between: &str) -> String {
    names.iter().map(|name| isolated(name)).collect::<Vec<_>>().join(between)
}

/// A field of a form.
#[derive(Clone, Debug)]
pub struct Field {
    pub use_name: fn(name: &Markup) -> Markup,
}

/// The page of a room.
#[derive(Clone, Debug)]
pub struct Room {
    pub messages_in: fn(room: RoomName) -> String,
    pub settings_of: fn(room: RoomName) -> String,
    pub retry_now: &'static str,
    pub online: fn(count: &Markup) -> Markup,
    pub members_heading: fn(count: &Markup) -> Markup,
    pub you_are: fn(name: &Markup) -> Markup,
    pub change_name_or_leave: &'static str,
    pub empty: fn(link: &Markup) -> Markup,
    /// Under the composer, with the link that says `reload`.
    pub without_scripts: fn(reload: &Markup) -> Markup,
    /// A panel with both.
    pub help_and_language: &'static str,
    pub reload: &'static str,
    pub back_to_newest: &'static str,
    /// The same on a button over the log, which covers as little of it as it can.
    pub newest: &'static str,
    pub skip_to_composer: &'static str,
    /// In titles: a page of earlier messages, by the time of its first one.
    pub earlier_since: fn(time: &str) -> String,
}

#[derive(Clone, Debug)]
pub struct Composer {
    /// The form, as a place to jump to.
    pub new_message: &'static str,
    pub message_to: fn(room: RoomName) -> String,
    pub send: &'static str,
}

/// A message on its way.
#[derive(Clone, Debug)]
pub struct Pending {
    pub on_its_way: &'static str,
    pub unanswered: &'static str,
    pub try_again: &'static str,
    pub edit: &'static str,
    pub discard: &'static str,
}

/// The list of members.
#[derive(Clone, Debug)]
pub struct Members {
    pub you: &'static str,
    pub owner: &'static str,
    pub away: &'static str,
    pub and_more: fn(count: usize) -> String,
}

#[derive(Clone, Debug)]
pub struct Typing {
    pub several: &'static str,
    /// One name or several, never none.
    pub named: fn(names: &[Markup]) -> Markup,
}

/// Quiet lines between messages.
#[derive(Clone, Debug)]
pub struct Notices {
    /// Names or a number of people, and how many they are.
    pub joined: fn(who: &Markup, count: usize) -> Markup,
    pub left: fn(who: &Markup, count: usize) -> Markup,
    pub renamed: fn(before: &Markup, now: &Markup) -> Markup,
    pub two_names: fn(first: &Markup, second: &Markup) -> Markup,
    /// Three or more.
    pub people: fn(count: usize) -> String,
}

#[derive(Clone, Debug)]
pub struct Profile {
    pub title: &'static str,
    pub lead: &'static str,
    pub change_name: &'static str,
    pub about_leaving: &'static str,
    pub leave_room: fn(room: RoomName) -> String,
    pub about_forgetting: &'static str,
    pub owned_rooms: &'static str,
    pub only_owner: &'static str,
    pub forget_me: &'static str,
}

/// How long ago something was, and the headings of days.
#[derive(Clone, Debug)]
pub struct Times {
    pub just_now: &'static str,
    pub minutes_ago: fn(count: Millis) -> String,
    pub hours_ago: fn(count: Millis) -> String,
    pub one_day_ago: &'static str,
    pub days_ago: fn(count: Millis) -> String,
    /// Over the messages of a day.
    pub today: &'static str,
    pub yesterday: &'static str,
    /// A day, where the zone of the reader is not known.
    pub in_utc: fn(day: &str) -> String,
}

/// What a room refuses, and what to do.
#[derive(Clone, Debug)]
pub struct Refusals {
    pub empty: &'static str,
    pub too_long: fn(chars: usize, max: usize) -> String,
    /// Of a form: its author sends it again.
    pub too_fast: fn(wait_seconds: Millis) -> String,
    /// Of a page that sends it again by itself.
    pub too_fast_retrying: fn(wait_seconds: Millis) -> String,
    /// More comes from one network than may.
    pub address_busy: fn(wait_seconds: Millis) -> String,
    /// Of a page that sends it again by itself.
    pub address_busy_retrying: fn(wait_seconds: Millis) -> String,
    pub malformed: &'static str,
    pub not_stored: &'static str,
    pub no_space: &'static str,
    pub too_many_connections: fn(max: usize) -> String,
    pub room_full: &'static str,
    pub name_missing: &'static str,
    pub name_too_long: fn(max: usize) -> String,
    pub name_hidden: &'static str,
    pub name_unknown: &'static str,
    pub name_out_of_place: fn(character: &str) -> String,
    pub name_marks: &'static str,
    pub name_without_letter: &'static str,
    pub name_reserved: &'static str,
    pub name_taken: &'static str,
    pub name_taken_but: fn(free: &str) -> String,
    pub bad_slug: fn(max: usize) -> String,
    pub room_locked: &'static str,
    pub room_deleted: &'static str,
    pub not_owner: &'static str,
    pub too_many_owners: fn(max: usize) -> String,
    pub owner_link_expired: &'static str,
    pub owner_link_uses: fn(max: usize) -> String,
    pub last_owner: &'static str,
    pub title_too_long: fn(max: usize) -> String,
    pub topic_too_long: fn(max: usize) -> String,
    pub welcome_too_long: fn(max: usize) -> String,
    pub not_confirmed: &'static str,
    pub room_updating: &'static str,
}

/// Why a page asks for what is new now and then.
#[derive(Clone, Debug)]
pub struct LiveUpdates {
    pub blocked: &'static str,
    pub foreign_origin: &'static str,
}

/// What scripts show. They have no functions to call, so what they fill in stands in braces.
#[derive(Clone, Debug)]
pub struct Scripts {
    pub connecting: &'static str,
    pub live: &'static str,
    pub reconnecting: &'static str,
    pub offline: &'static str,
    pub polling: &'static str,
    pub closed: &'static str,
    /// With `{seconds}`.
    pub retry_in: &'static str,
    /// With `{count}`.
    pub unseen: &'static str,
    pub new_while_away: &'static str,
    /// Why a message that fits no frame is not sent. No room can say by how much it is too long.
    pub too_long: &'static str,
    /// The switch of a message that is taller than a screen.
    pub show_more: &'static str,
    pub show_less: &'static str,
    /// The button of a block of code; what it is called once it was pressed; and if the browser did
    /// not allow it, so that the code is selected.
    pub copy_code: &'static str,
    pub code_copied: &'static str,
    pub code_selected: &'static str,
    /// Read aloud near the limit and beyond it, with `{count}`.
    pub remaining: &'static str,
    pub surplus: &'static str,
    /// Read aloud after a return.
    pub missed: CountForms,
}
