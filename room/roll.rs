//! A part of the list of those who are here.

use serde::{Deserialize, Serialize};

use crate::presence::Presence;
use crate::{Millis, Person, Span};

/// Some of those who are here, in the order in which they came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roll {
    /// Each with their place, which is theirs until they leave: when they came.
    pub people: Vec<(Millis, Person)>,
    /// How many are here in all.
    pub here: usize,
    /// What comes next in the same direction; none at the end.
    pub next: Option<Span>,
}

impl Roll {
    /// Reads one part. Without a place, from the first who came.
    pub(crate) fn of(presence: &Presence, span: Span) -> Self {
        let Span { after, before, limit } = span;
        let backwards = before.is_some() && after.is_none();
        let arrivals = presence.arrivals(after.unwrap_or(Millis::MIN), before.unwrap_or(Millis::MAX));
        // One more than is asked for tells whether it goes on. Never everybody: there may be ten thousand.
        let enough = limit.saturating_add(1);
        let mut people: Vec<_> =
            if backwards { arrivals.rev().take(enough).collect() } else { arrivals.take(enough).collect() };
        let goes_on = people.len() > limit;
        people.truncate(limit);
        let last = people.last().filter(|_| goes_on).map(|(arrival, _)| *arrival);
        let next = last.map(|last| if backwards { span.before(last) } else { span.after(last) });
        if backwards {
            people.reverse();
        }
        Self { people, here: presence.count(), next }
    }
}
