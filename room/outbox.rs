//! What a command leads to.

use crate::{Cid, Member, MemberId, Message, Name, News, Person, Refusal, Seq, Settings, Typists};

/// What to save and whom to tell. Save first, and tell nobody if that fails.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outbox {
    /// The message to write into the room's storage.
    pub save: Option<Message>,
    /// Whom to tell what, in this order. What is for everyone goes out as one frame.
    pub deliveries: Vec<Delivery>,
}

/// One event on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Whom to tell.
    pub audience: Audience,
    /// What.
    pub event: Event,
}

/// Whom to tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Every connection.
    Everyone,
    /// Whoever gave the command: one connection, or the answer to a form.
    Asker,
}

/// What has happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Something was said.
    Said(Message),
    /// It had been said before: this is the message.
    Repeated(Message),
    /// It had been said before, so long ago that its text is only in the store.
    Archived {
        /// The send that came again.
        cid: Cid,
        /// The place of what was said.
        seq: Seq,
    },
    /// It was not said.
    Refused {
        /// The send that was refused.
        cid: Cid,
        /// Why.
        refusal: Refusal,
    },
    /// Somebody has another name now. What they said before stays under the old one.
    Renamed {
        /// Who, under the new name.
        person: Person,
        /// What they were called.
        was: Name,
        /// How many are here.
        here: usize,
    },
    /// An owner has decided something else about the room.
    Settled(Settings),
    /// Somebody is away now, or back.
    AttentionChanged(Person),
    /// Others are typing now, or again. Whoever types is told of the others alone.
    TypingChanged {
        /// Who types.
        now: Typists,
        /// Who is said to be typing in pages that do not know yet.
        before: Typists,
    },
    /// People came or went.
    PresenceChanged {
        /// Who came, in the order in which they came.
        joined: Vec<Person>,
        /// Who went.
        left: Vec<Member>,
        /// Those whom pages may list by name and should not any more, at most
        /// [`PEOPLE_SHOWN_MAX`](crate::limits::PEOPLE_SHOWN_MAX): of thousands who are cut off together all others are only
        /// counted. Somebody who came and went before everyone was told stands only in pages that were loaded meanwhile.
        unlisted: Vec<MemberId>,
        /// How many are here now.
        here: usize,
        /// What the line in the log tells from now on.
        news: News,
    },
}

impl Event {
    /// Whether some may be told of it a moment later, with what comes next, in a room that is busy. A message is in the log by then,
    /// and what a crowd types nobody needs to know after a crash; whatever else changes a page is kept nowhere but there.
    #[must_use]
    pub fn may_wait(&self) -> bool {
        match self {
            Self::Said(_) => true,
            // Whoever is named is told otherwise.
            Self::TypingChanged { now, before } => now.named().is_empty() && before.named().is_empty(),
            _ => false,
        }
    }
}

impl Outbox {
    pub(crate) fn answer(event: Event) -> Self {
        Self { save: None, deliveries: vec![Delivery { audience: Audience::Asker, event }] }
    }

    /// What everyone is told; perhaps nothing.
    pub(crate) fn broadcast(events: impl IntoIterator<Item = Event>) -> Self {
        let deliveries = events.into_iter().map(|event| Delivery { audience: Audience::Everyone, event });
        Self { save: None, deliveries: deliveries.collect() }
    }
}
