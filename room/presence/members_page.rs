//! One page of the members who are here (cursor pagination).

use serde::{Deserialize, Serialize};

use crate::presence::presence::Presence;
use crate::{Millis, PageQuery, PresentMember};

/// Some of the members who are here, in the order of arrival.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MembersPage {
    /// Each with their cursor, which is theirs until they leave: when they joined.
    #[serde(default)]
    pub members: Vec<(Millis, PresentMember)>,
    /// How many are here in all.
    #[serde(default)]
    pub online_count: usize,
    /// The next page in the same direction; none at the end.
    #[serde(default)]
    pub next: Option<PageQuery>,
}

impl MembersPage {
    /// Reads one page. Without a cursor it begins with the first arrival.
    pub(crate) fn of(presence: &Presence, query: PageQuery) -> Self {
        let PageQuery { after, before, limit } = query;
        let backwards = before.is_some() && after.is_none();
        let arrivals = presence.arrivals(after.unwrap_or(Millis::MIN), before.unwrap_or(Millis::MAX));
        // One more than the limit shows whether there is a next page. Never everybody: there may be
        // ten thousand.
        let enough = limit.saturating_add(1);
        let mut members: Vec<_> =
            if backwards { arrivals.rev().take(enough).collect() } else { arrivals.take(enough).collect() };
        let has_next = members.len() > limit;
        members.truncate(limit);
        let last = members.last().filter(|_| has_next).map(|(arrival, _)| *arrival);
        let next = last.map(|last| if backwards { query.before(last) } else { query.after(last) });
        if backwards {
            members.reverse();
        }
        Self { members, online_count: presence.count(), next }
    }
}
