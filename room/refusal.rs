//! What a room refuses, with the numbers and names that belong to it. The words for people stand
//! elsewhere: the room serves every language.

use serde::{Deserialize, Serialize};

use crate::{Body, Millis, Name, SingleLineText, Version, name};

/// Why something was not done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// Nothing visible was typed.
    Empty,
    /// More was typed than a message may hold.
    TooLong {
        /// How many characters there were.
        chars: usize,
    },
    /// The text is a command that there is not.
    UnknownCommand {
        /// The word behind the `/`.
        command: String,
    },
    /// The command does nothing alone.
    CommandIncomplete {
        /// Which.
        command: String,
    },
    /// The command cannot be the text of a message, and the text was to be that of one.
    CommandInEdit {
        /// Which.
        command: String,
    },
    /// Messages came faster than allowed.
    TooFast {
        /// How long to wait until the next one is taken.
        wait_ms: Millis,
    },
    /// They sent what nobody could have typed, again and again: they get no connection.
    ShutOut {
        /// How long to wait until there is one.
        wait_ms: Millis,
    },
    /// More comes from the address of whoever asks than may come from one.
    AddressBusy {
        /// How long to wait until the same is let through.
        wait_ms: Millis,
    },
    /// A frame, form or query that no page of ours sends.
    Malformed,
    /// The room's own storage did not take the message.
    NotStored,
    /// The room's own storage is as full as it may get.
    NoSpace,
    /// There is no such message in the room, or only the archive still has it.
    NoSuchMessage,
    /// There is no message at the place that a send answers.
    NothingToAnswer,
    /// Only the author may change a message.
    NotAuthor,
    /// The message was said too long ago for another text.
    TooLateToEdit,
    /// The message has another text than the one that its author changed: they did so in another
    /// window.
    EditedMeanwhile {
        /// The version to begin with now.
        version: Version,
        /// Its text now.
        text: Body,
    },
    /// The message was removed.
    MessageRemoved,
    /// The text of the removed message is gone.
    TooLateToUndo,
    /// What was to be a reaction is not exactly one emoji.
    NotEmoji,
    /// People have reacted to the message with as many emoji as it can have.
    TooManyKinds,
    /// This member has too many connections.
    TooManyConnections,
    /// The room has too many connections.
    RoomFull,
    /// No name was given.
    NameMissing,
    /// The name is longer than allowed.
    NameTooLong,
    /// The name holds characters that hide or reverse text.
    NameHidden,
    /// The name holds a character that Unicode has not assigned, or left to private agreement.
    NameUnknown,
    /// The name holds a character that is fine elsewhere: beside other letters, or on a base.
    NameOutOfPlace {
        /// Which.
        character: char,
    },
    /// The name has more marks on a letter than a reader could tell apart.
    NameMarks,
    /// The name has neither letter nor digit.
    NameWithoutLetter,
    /// The name, or what it looks like, stands for those who run the place.
    NameReserved,
    /// Somebody has the name, or one that looks like it.
    NameTaken {
        /// One like it that nobody has.
        free: Option<Name>,
    },
    /// That cannot be the name of a room.
    BadSlug,
    /// No room that somebody starts may be called so: it stands for those who run the site.
    RoomNameReserved,
    /// This owner has as many rooms on the list as one may have.
    TooManyListed {
        /// How many that is.
        max: u32,
    },
    /// As many rooms are on the list as may be from the address of whoever asks.
    TooManyListedNearby {
        /// How many that is.
        max: u32,
    },
    /// There is a room at the address at which one was to be started.
    SlugTaken,
    /// A room was to be started without saying what it is called.
    TitleMissing,
    /// The room lets in nobody who has not been in it before.
    RoomLocked,
    /// The room was deleted by its owner, a moment ago.
    RoomDeleted,
    /// The operator has closed the room.
    RoomClosed {
        /// Why.
        reason: String,
    },
    /// Nobody on the whole site can write.
    SiteReadOnly {
        /// Why.
        reason: String,
    },
    /// Only the operator starts rooms.
    RoomsNotOpen,
    /// Something that the operator typed is longer than allowed.
    TextTooLong {
        /// How many characters it may have.
        max: usize,
    },
    /// Nobody joins before they have shown that they are a person.
    CheckNeeded,
    /// A backup is to come into a room in which somebody was already, or another backup comes in.
    RoomNotEmpty,
    /// A part of a backup comes before the room itself.
    BackupWithoutRoom,
    /// A line of a backup cannot be read.
    BackupLine {
        /// Which, from 1 on.
        line: usize,
    },
    /// The operator gave no reason for what people are to be told the reason of.
    ReasonMissing,
    /// Only an owner of the room may do that.
    NotOwner,
    /// Only an owner or a moderator of the room may do that.
    NotModerator,
    /// There are as many owners as a room can have.
    TooManyOwners,
    /// Somebody with at least the role of whoever asks for it: nothing is done against them.
    NotBelow,
    /// Nobody with this id was ever let into the room.
    NoSuchMember,
    /// There are as many sanctions as a room can have.
    TooManySanctions,
    /// Why somebody is muted or banned is longer than allowed.
    ReasonTooLong,
    /// This member may say nothing.
    Muted {
        /// For how long; none: for good.
        wait_ms: Option<Millis>,
        /// Why; may be empty.
        reason: SingleLineText,
    },
    /// This member may not come in.
    Banned {
        /// For how long; none: for good.
        wait_ms: Option<Millis>,
        /// Why; may be empty.
        reason: SingleLineText,
    },
    /// There are as many moderators as a room can have.
    TooManyModerators,
    /// The link gives nobody a role, or does not any more.
    #[serde(rename = "OwnerLinkExpired")]
    RoleLinkExpired,
    /// An owner link cannot be for that many people.
    OwnerLinkUses,
    /// Nobody could manage the room if its last owner stepped down.
    LastOwner,
    /// What the room is called is longer than allowed.
    TitleTooLong,
    /// The topic is longer than allowed.
    TopicTooLong,
    /// The welcome is longer than allowed.
    WelcomeTooLong,
    /// What was typed does not confirm a deletion.
    NotConfirmed,
    /// Only those who keep order in the room may write.
    ReadOnly,
    /// The room is in slow mode, and the member's last message is too recent.
    SlowMode {
        /// How long to wait until the next one is taken.
        wait_ms: Millis,
        /// Seconds between two messages.
        interval_s: Millis,
    },
    /// The text has a link, and its author came too recently.
    NewcomerLink {
        /// How long to wait until one is taken.
        wait_ms: Millis,
    },
    /// The text has a word that the room refuses.
    RefusedWord {
        /// As it stands there.
        word: String,
    },
    /// The name has such a word.
    NameNotAllowed,
    /// Nobody reports what they said themselves.
    OwnMessage,
    /// The member has reported as much within a day as one can.
    TooManyReports,
    /// What was typed beside the reason of a report is longer than allowed.
    ReportNoteTooLong,
    /// Words that are to be refused are too many or too long, or one is none.
    RefusedWordList,
    /// The file has nothing in it.
    FileEmpty,
    /// The file is larger than allowed.
    FileTooLarge {
        /// How many bytes it may have.
        max_bytes: u64,
    },
    /// The message has more files than allowed, or too many wait for one.
    TooManyFiles {
        /// How many a message may have.
        max: usize,
    },
    /// A file that a message is to have is not there, or not any more.
    UploadGone,
    /// The room has as many files as it may have.
    RoomFilesFull,
    /// The member has uploaded as much within a day as one may.
    UploadedTooMuch {
        /// How long until the first of it counts no more.
        wait_ms: Millis,
    },
    /// So has their address.
    AddressUploadedTooMuch {
        /// How long until the first of it counts no more.
        wait_ms: Millis,
    },
    /// The room and whoever called it are of different builds, and did not understand each other.
    /// That passes when the room is updated.
    RoomUpdating,
}

/// Whether trying again can help, with nothing changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// It cannot: the same would be refused for the same reason.
    Never,
    /// It can, some time. The author decides when.
    ByHand,
    /// It can, after so many milliseconds. Nobody has to decide it.
    After(Millis),
}

impl Refusal {
    /// Whether trying again can help.
    #[must_use]
    pub fn retry(&self) -> Retry {
        match self {
            Self::TooFast { wait_ms }
            | Self::ShutOut { wait_ms }
            | Self::SlowMode { wait_ms, .. }
            | Self::AddressBusy { wait_ms } => Retry::After(*wait_ms),
            Self::ReadOnly
            | Self::NewcomerLink { .. }
            | Self::NotStored
            | Self::NoSpace
            | Self::TooManyConnections
            | Self::RoomFull
            | Self::SiteReadOnly { .. }
            | Self::RoomUpdating
            | Self::RoomFilesFull
            | Self::UploadedTooMuch { .. }
            | Self::AddressUploadedTooMuch { .. }
            | Self::Muted { .. } => Retry::ByHand,
            Self::Empty
            | Self::TooLong { .. }
            | Self::UnknownCommand { .. }
            | Self::CommandIncomplete { .. }
            | Self::CommandInEdit { .. }
            | Self::Malformed
            | Self::NoSuchMessage
            | Self::NothingToAnswer
            | Self::NotAuthor
            | Self::TooLateToEdit
            | Self::EditedMeanwhile { .. }
            | Self::MessageRemoved
            | Self::TooLateToUndo
            | Self::NotEmoji
            | Self::TooManyKinds
            | Self::NameMissing
            | Self::NameTooLong
            | Self::NameHidden
            | Self::NameUnknown
            | Self::NameOutOfPlace { .. }
            | Self::NameMarks
            | Self::NameWithoutLetter
            | Self::NameReserved
            | Self::NameTaken { .. }
            | Self::BadSlug
            | Self::RoomNameReserved
            | Self::TooManyListed { .. }
            | Self::TooManyListedNearby { .. }
            | Self::SlugTaken
            | Self::TitleMissing
            | Self::RoomLocked
            | Self::RoomDeleted
            | Self::RoomClosed { .. }
            | Self::RoomsNotOpen
            | Self::TextTooLong { .. }
            | Self::ReasonMissing
            | Self::RoomNotEmpty
            | Self::CheckNeeded
            | Self::BackupWithoutRoom
            | Self::BackupLine { .. }
            | Self::NotOwner
            | Self::NotModerator
            | Self::NotBelow
            | Self::NoSuchMember
            | Self::TooManySanctions
            | Self::ReasonTooLong
            | Self::Banned { .. }
            | Self::TooManyOwners
            | Self::TooManyModerators
            | Self::RoleLinkExpired
            | Self::OwnerLinkUses
            | Self::LastOwner
            | Self::TitleTooLong
            | Self::TopicTooLong
            | Self::WelcomeTooLong
            | Self::NotConfirmed
            | Self::RefusedWord { .. }
            | Self::NameNotAllowed
            | Self::RefusedWordList
            | Self::OwnMessage
            | Self::FileEmpty
            | Self::FileTooLarge { .. }
            | Self::TooManyFiles { .. }
            | Self::UploadGone
            | Self::TooManyReports
            | Self::ReportNoteTooLong => Retry::Never,
        }
    }

    /// Whether somebody is not let in under their name, and would be under another one.
    #[must_use]
    pub fn is_about_name(&self) -> bool {
        matches!(self, Self::NameTaken { .. } | Self::NameNotAllowed)
    }

    /// Whether a name was refused for a combining mark. Shown alone, it needs a character to stand
    /// on.
    #[must_use]
    pub fn is_about_mark(&self) -> bool {
        matches!(self, Self::NameOutOfPlace { character } if name::is_mark(*character))
    }
}
