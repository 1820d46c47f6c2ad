//! Events that pages receive, and their audience.

use crate::emoji::Emoji;
use crate::{
    Cid, JoinLeaveNotice, Member, MemberId, Message, Name, PresentMember, ReactionState, Refusal, Seq, Settings, Slug,
    Typists,
};

/// One event for one audience.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Who receives it.
    pub audience: Audience,
    /// What.
    pub event: Event,
}

/// Who receives it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Every connection.
    Everyone,
    /// Every connection of a member.
    Member(MemberId),
    /// The connection that sent the command. A form has none; it gets the reply.
    Sender,
}

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Somebody said something.
    Said(Message),
    /// A message changed: it has another text, was removed, or is back.
    Changed(Message),
    /// A change came again, or changes nothing. This is the message.
    Unchanged(Message),
    /// A send came again; this is the message that it made the first time.
    DuplicateSend(Message),
    /// A send came again, so late that only the archive still has the text.
    ArchivedDuplicateSend {
        /// The send that came again.
        cid: Cid,
        /// The place of the message that it made the first time.
        seq: Seq,
    },
    /// A send was refused.
    SendRefused {
        /// Which send.
        cid: Cid,
        /// Why.
        refusal: Refusal,
    },
    /// The reactions to these messages have changed.
    ReactionsChanged(Vec<Seq>),
    /// A reaction of a member is so now: their own pages show that it is theirs.
    Reacted {
        /// The place of the message.
        seq: Seq,
        /// Which.
        emoji: Emoji,
        /// How it is.
        state: ReactionState,
    },
    /// A reaction was refused.
    ReactionRefused {
        /// The place of the message.
        seq: Seq,
        /// What was to be an emoji.
        typed: String,
        /// How it stays.
        state: ReactionState,
        /// Why.
        refusal: Refusal,
    },
    /// A command was typed and done: there is nothing to say.
    CommandDone {
        /// The send that it came by.
        cid: Cid,
    },
    /// Somebody typed that they want another name. Who they are is in a cookie that no socket can
    /// set, so their page has to ask for it by a form.
    NameWanted {
        /// The send that it came by.
        cid: Cid,
        /// In which room.
        room: Slug,
        /// The name.
        name: Name,
    },
    /// A moderator has muted whoever reads this: the refusal that they would get.
    Muted(Refusal),
    /// Whoever reads this may speak again.
    Unmuted,
    /// Somebody typed that they want to know what can be typed.
    HelpWanted {
        /// The send that it came by.
        cid: Cid,
    },
    /// A member has another name now. Their earlier messages stay under the old one.
    Renamed {
        /// Who, under the new name.
        member: PresentMember,
        /// The old name.
        former_name: Name,
        /// How many members are here.
        online_count: usize,
    },
    /// An owner changed the settings.
    SettingsChanged {
        /// Of which room, for what it is called.
        room: Slug,
        /// All settings, changed or not.
        settings: Settings,
    },
    /// A member is away now, or active again; or has another role now.
    StatusChanged(PresentMember),
    /// Other members type now, or still do. Each typist receives only the others.
    TypingChanged {
        /// Who types.
        now: Typists,
        /// Who typed, as far as pages know.
        before: Typists,
    },
    /// Members joined or left.
    PresenceChanged {
        /// Who joined, in the order of arrival.
        joined: Vec<PresentMember>,
        /// Who left.
        left: Vec<Member>,
        /// Members whom a page may list by name and has to remove, at most
        /// [`LISTED_MEMBERS_MAX`](crate::limits::LISTED_MEMBERS_MAX): of thousands who are cut off
        /// together all others are only counted. A member who joined and left unannounced stands
        /// only in pages that were loaded meanwhile.
        unlisted: Vec<MemberId>,
        /// How many members are here now.
        online_count: usize,
        /// What the join and leave notice says from now on.
        notice: JoinLeaveNotice,
    },
}

impl Event {
    /// The message that it is about.
    #[must_use]
    pub fn message(&self) -> Option<&Message> {
        match self {
            Self::Said(message) | Self::Changed(message) | Self::Unchanged(message) | Self::DuplicateSend(message) => {
                Some(message)
            }
            _ => None,
        }
    }

    /// Whether a busy room may send it a moment later, together with what comes next. Messages can
    /// wait, and so can reactions: they are stored. Typing in a crowd can wait: nobody needs it
    /// after a crash. Everything else changes pages and is stored nowhere.
    #[must_use]
    pub fn is_deferrable(&self) -> bool {
        match self {
            Self::Said(_) | Self::Changed(_) | Self::ReactionsChanged(_) => true,
            // Each named member receives a frame of their own.
            Self::TypingChanged { now, before } => now.named().is_empty() && before.named().is_empty(),
            _ => false,
        }
    }
}
