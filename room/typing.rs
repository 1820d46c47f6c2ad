//! Who is typing.

use crate::limiter::Limiter;
use crate::{Event, Member, MemberId, Millis, limits};

/// Who is typing, in memory only: what is forgotten in a crash has vanished from every page in
/// [`limits::TYPING_SHOWN_MS`].
///
/// Nothing is due here. A line vanishes in the browser, by itself; a room of people who stopped typing is not woken
/// to say so. And a line that has not changed is sent once in [`limits::TYPING_INTERVAL_MS`], however many type.
#[derive(Debug)]
pub(crate) struct Typing {
    throttle: Limiter,
    /// Those who type, in the order in which they began, and when each was last heard of.
    typists: Vec<(Member, Millis)>,
    told: Typists,
    told_at: Millis,
}

/// Who is typing, as everyone is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Typists {
    /// Nobody.
    #[default]
    Nobody,
    /// At most [`limits::TYPISTS_NAMED_MAX`], in the order in which they began.
    Few(Vec<Member>),
    /// Some more.
    Several,
}

impl Default for Typing {
    fn default() -> Self {
        Self { throttle: Limiter::of_typing(), typists: Vec::new(), told: Typists::Nobody, told_at: 0 }
    }
}

impl Typing {
    /// Somebody types, in a room of so many. What comes faster than [`limits::TYPING_INTERVAL_MS`] is ignored.
    pub(crate) fn hear(&mut self, member: Member, here: usize, now: Millis) -> Option<Event> {
        self.throttle.take(&member.id, now).ok()?;
        self.forget(now);
        if let Some(typist) = self.typists.iter_mut().find(|(typist, _)| typist.id == member.id) {
            *typist = (member, now);
        } else if self.typists.len() < limits::TYPISTS_KEPT_MAX {
            self.typists.push((member, now));
        }
        let line = self.line(here);
        let is_known = line == self.told && now < self.told_at + limits::TYPING_INTERVAL_MS;
        if is_known { None } else { self.tell(line, now) }
    }

    /// Somebody has said what they typed. Nothing is told if nothing was of them: a line may show somebody longer than
    /// they are remembered, as it is for all whom it names.
    pub(crate) fn end(&mut self, member: &MemberId, here: usize, now: Millis) -> Option<Event> {
        self.forget(now);
        let typing = self.typists.len();
        self.typists.retain(|(typist, _)| typist.id != *member);
        let is_shown = self.told.named().iter().any(|typist| typist.id == *member);
        let line = self.line(here);
        if line == self.told || !is_shown && self.typists.len() == typing { None } else { self.tell(line, now) }
    }

    /// Forgets those who have stopped, and what has vanished from the pages.
    fn forget(&mut self, now: Millis) {
        self.typists.retain(|(_, heard_at)| now < heard_at + limits::TYPING_SHOWN_MS);
        if now >= self.told_at + limits::TYPING_SHOWN_MS {
            self.told = Typists::Nobody;
        }
    }

    /// Where the list of people does not name everybody, neither does this line: in a crowd of strangers it says that
    /// something is coming, not from whom, and one typist alone is no news. It is the same for everybody then, so
    /// a thousand readers are one string.
    fn line(&self, here: usize) -> Typists {
        let named = if here > limits::PEOPLE_SHOWN_MAX { 0 } else { limits::TYPISTS_NAMED_MAX };
        match self.typists.as_slice() {
            [] => Typists::Nobody,
            few if few.len() <= named => Typists::Few(few.iter().map(|(typist, _)| typist.clone()).collect()),
            [_] => Typists::Nobody,
            _ => Typists::Several,
        }
    }

    fn tell(&mut self, line: Typists, now: Millis) -> Option<Event> {
        let before = std::mem::replace(&mut self.told, line.clone());
        self.told_at = now;
        let news = (&line, &before) != (&Typists::Nobody, &Typists::Nobody);
        news.then_some(Event::TypingChanged { now: line, before })
    }
}

impl Typists {
    /// Those who are called by name.
    #[must_use]
    pub fn named(&self) -> &[Member] {
        match self {
            Self::Few(few) => few,
            Self::Nobody | Self::Several => &[],
        }
    }

    /// The others, as one of them is told: nobody needs to hear that they type themselves.
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
