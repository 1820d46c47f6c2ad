//! Who is typing.

use crate::rate_limiter::RateLimiter;
use crate::{Event, Member, MemberId, Millis, limits};

/// Who is typing, in memory only: what a crash loses has vanished from every page within
/// [`limits::TYPING_SHOWN_MS`].
///
/// Nothing is ever due here. The typing line vanishes in the browser by itself, so no room is woken
/// to end it. A line that has not changed is sent once in [`limits::TYPING_INTERVAL_MS`], however
/// many type.
#[derive(Debug)]
pub(crate) struct Typing {
    limiter: RateLimiter,
    /// Who types, in the order in which they began, and when each last signalled it.
    typists: Vec<(Member, Millis)>,
    /// What was broadcast last, and when.
    broadcast: Typists,
    broadcast_at: Millis,
}

/// Who is typing, as pages show it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Typists {
    /// Nobody.
    #[default]
    Nobody,
    /// At most [`limits::TYPISTS_NAMED_MAX`], in the order in which they began.
    Few(Vec<Member>),
    /// More than that.
    Several,
}

impl Default for Typing {
    fn default() -> Self {
        Self { limiter: RateLimiter::of_typing(), typists: Vec::new(), broadcast: Typists::Nobody, broadcast_at: 0 }
    }
}

impl Typing {
    /// Somebody types in a room with this many members. Signals that come faster than
    /// [`limits::TYPING_INTERVAL_MS`] are ignored.
    pub(crate) fn on_typing(&mut self, member: Member, online_count: usize, now: Millis) -> Option<Event> {
        self.limiter.take(&member.id, now).ok()?;
        self.expire(now);
        if let Some(typist) = self.typists.iter_mut().find(|(typist, _)| typist.id == member.id) {
            *typist = (member, now);
        } else if self.typists.len() < limits::TYPISTS_MAX {
            self.typists.push((member, now));
        }
        let visible = self.visible(online_count);
        let is_known = visible == self.broadcast && now < self.broadcast_at + limits::TYPING_INTERVAL_MS;
        if is_known { None } else { self.change(visible, now) }
    }

    /// Somebody said what they typed. Nothing changes if no line showed them. A line may show
    /// somebody longer than they are remembered here, because it stands for everybody whom it
    /// names.
    pub(crate) fn on_said(&mut self, member: &MemberId, online_count: usize, now: Millis) -> Option<Event> {
        self.expire(now);
        let typing = self.typists.len();
        self.typists.retain(|(typist, _)| typist.id != *member);
        let is_shown = self.broadcast.named().iter().any(|typist| typist.id == *member);
        let visible = self.visible(online_count);
        if visible == self.broadcast || !is_shown && self.typists.len() == typing {
            None
        } else {
            self.change(visible, now)
        }
    }

    /// Drops those who have stopped, and the line that has vanished from the pages.
    fn expire(&mut self, now: Millis) {
        self.typists.retain(|(_, last_signal_at)| now < last_signal_at + limits::TYPING_SHOWN_MS);
        if now >= self.broadcast_at + limits::TYPING_SHOWN_MS {
            self.broadcast = Typists::Nobody;
        }
    }

    /// Where the list of members does not name everybody, neither does this line. In a crowd of
    /// strangers it says that something is coming, not from whom, and one typist alone is no news.
    /// So it is the same for everybody: one string for a thousand readers.
    fn visible(&self, online_count: usize) -> Typists {
        let named = if online_count > limits::LISTED_MEMBERS_MAX { 0 } else { limits::TYPISTS_NAMED_MAX };
        match self.typists.as_slice() {
            [] => Typists::Nobody,
            few if few.len() <= named => Typists::Few(few.iter().map(|(typist, _)| typist.clone()).collect()),
            [_] => Typists::Nobody,
            _ => Typists::Several,
        }
    }

    fn change(&mut self, visible: Typists, now: Millis) -> Option<Event> {
        let before = std::mem::replace(&mut self.broadcast, visible.clone());
        self.broadcast_at = now;
        let is_news = (&visible, &before) != (&Typists::Nobody, &Typists::Nobody);
        is_news.then_some(Event::TypingChanged { now: visible, before })
    }
}

impl Typists {
    /// The members who are named.
    #[must_use]
    pub fn named(&self) -> &[Member] {
        match self {
            Self::Few(few) => few,
            Self::Nobody | Self::Several => &[],
        }
    }

    /// The others, for one of them: a page does not show its reader as typing.
    #[must_use]
    pub fn without(&self, reader: &MemberId) -> Self {
        match self {
            Self::Few(few) => {
                let others: Vec<_> = few.iter().filter(|typist| typist.id != *reader).cloned().collect();
                if others.is_empty() { Self::Nobody } else { Self::Few(others) }
            }
            same => same.clone(),
        }
    }
}
