//! Who is here: members by their connections, in the order of arrival (presence).

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    ConnectionId, Fingerprint, Fingerprints, Leaving, Member, MemberId, Millis, Name, PresentMember, Role,
    SavedConnection, Status, limits,
};

/// The members who are here, each once, however many connections they have.
///
/// No arrival or departure costs a step for each member: a room may have ten thousand members.
#[derive(Debug, Default)]
pub(crate) struct Presence {
    entries: BTreeMap<MemberId, Entry>,
    /// Everybody, in the order of arrival.
    arrivals: BTreeMap<Millis, MemberId>,
    /// Members whose arrival was not announced yet, in the order of arrival.
    unannounced: BTreeMap<Millis, MemberId>,
    /// Members without a connection, by the time at which they will be gone.
    leaving: BTreeSet<(Millis, MemberId)>,
    connection_count: usize,
    /// How many connections come from each address.
    addresses: BTreeMap<Fingerprint, usize>,
    roster_version: u64,
    last_announced_at: Option<Millis>,
}

#[derive(Debug)]
struct Entry {
    member: Member,
    /// When they joined; never the same for two.
    arrival: Millis,
    connections: BTreeMap<ConnectionId, Connected>,
    /// Where the last of them comes from, or came from.
    from: Option<Fingerprints>,
    /// Away when every connection is. Without any, what it was.
    status: Status,
    /// Set while there is no connection: when the member will be gone.
    gone_at: Option<Millis>,
    /// How long the grace period until then is in all.
    grace_ms: Millis,
}

/// One of a member's connections.
#[derive(Debug)]
struct Connected {
    status: Status,
    from: Option<Fingerprints>,
}

impl Presence {
    /// Restores it from the open connections and from the members who were in their grace period.
    pub(crate) fn restore(mut connections: Vec<SavedConnection>, leaving: Vec<Leaving>) -> Self {
        let mut presence = Self::default();
        connections.sort_by_key(|saved| saved.arrival);
        connections.into_iter().for_each(|saved| presence.add_connection(saved));
        leaving.into_iter().for_each(|leaving| presence.add_leaving(leaving));
        presence
    }

    /// Adds a connection: an arrival, unless it is a second tab or its member came back in time.
    pub(crate) fn connect(
        &mut self,
        member: Member,
        connection: ConnectionId,
        from: Option<Fingerprints>,
        now: Millis,
    ) {
        let arrival = self.arrivals.last_key_value().map_or(now, |(last, _)| now.max(last + 1));
        let status = Status::Active;
        self.add_connection(SavedConnection { member, connection, arrival, announced: false, status, from });
    }

    fn add_connection(&mut self, saved: SavedConnection) {
        let SavedConnection { member, connection, arrival, announced, status, from } = saved;
        let id = member.id.clone();
        let mut roster_changes = self.entries.len() < limits::LISTED_MEMBERS_MAX && !self.entries.contains_key(&id);
        let entry = self.entries.entry(id.clone()).or_insert_with(|| {
            self.arrivals.insert(arrival, id.clone());
            self.unannounced.insert(arrival, id.clone());
            Entry {
                member: member.clone(),
                arrival,
                connections: BTreeMap::new(),
                from,
                status,
                gone_at: None,
                grace_ms: 0,
            }
        });
        if announced {
            self.unannounced.remove(&entry.arrival);
        }
        entry.from = from.or(entry.from);
        if entry.connections.insert(connection, Connected { status, from }).is_none() {
            self.connection_count += 1;
            from.into_iter().for_each(|from| *self.addresses.entry(from.current).or_default() += 1);
        }
        roster_changes |= entry.refresh_status() || entry.member != member;
        entry.member = member;
        self.roster_version += u64::from(roster_changes);
        if let Some(gone_at) = entry.gone_at.take() {
            self.leaving.remove(&(gone_at, id));
        }
    }

    fn add_leaving(&mut self, leaving: Leaving) {
        let Leaving { member, arrival, announced, status, gone_at, grace_ms } = leaving;
        let id = member.id.clone();
        self.entries.entry(id.clone()).or_insert_with(|| {
            self.arrivals.insert(arrival, id.clone());
            if !announced {
                self.unannounced.insert(arrival, id.clone());
            }
            self.leaving.insert((gone_at, id));
            self.roster_version += 1;
            let (connections, gone_at) = (BTreeMap::new(), Some(gone_at));
            Entry { member, arrival, connections, from: None, status, gone_at, grace_ms }
        });
    }

    /// Gives a member another name. Returns the old one if it was another.
    pub(crate) fn rename(&mut self, member: &Member) -> Option<Name> {
        let entry = self.entries.get_mut(&member.id).filter(|entry| entry.member.name != member.name)?;
        self.roster_version += 1;
        Some(std::mem::replace(&mut entry.member.name, member.name.clone()))
    }

    /// Takes a connection away. If it was the member's last, they will be gone after the grace
    /// period.
    pub(crate) fn disconnect(&mut self, member: &MemberId, connection: &ConnectionId, now: Millis, grace_ms: Millis) {
        let Some(entry) = self.entries.get_mut(member) else { return };
        if let Some(Connected { from, .. }) = entry.connections.remove(connection) {
            self.connection_count -= 1;
            if let Some(Fingerprints { current, .. }) = from
                && let Some(left) = self.addresses.get_mut(&current)
            {
                *left -= 1;
                if *left == 0 {
                    self.addresses.remove(&current);
                }
            }
            self.roster_version += u64::from(entry.refresh_status());
            if entry.connections.is_empty() {
                let gone_at = now + grace_ms;
                (entry.gone_at, entry.grace_ms) = (Some(gone_at), grace_ms);
                self.leaving.insert((gone_at, member.clone()));
            }
        }
    }

    /// Ends the grace period of a member without a connection: they are gone now.
    pub(crate) fn end_grace_period(&mut self, member: &MemberId, now: Millis) {
        let Some(gone_at) = self.entries.get_mut(member).and_then(|entry| entry.gone_at.as_mut()) else { return };
        self.leaving.remove(&(*gone_at, member.clone()));
        *gone_at = now;
        self.leaving.insert((now, member.clone()));
    }

    /// Records whether somebody looks at the page behind a connection.
    pub(crate) fn set_status(&mut self, member: &MemberId, connection: &ConnectionId, status: Status) {
        let Some(entry) = self.entries.get_mut(member) else { return };
        if let Some(known) = entry.connections.get_mut(connection) {
            known.status = status;
            self.roster_version += u64::from(entry.refresh_status());
        }
    }

    /// The status of one page of a member.
    pub(crate) fn status_of(&self, member: &MemberId, connection: &ConnectionId) -> Option<Status> {
        Some(self.entries.get(member)?.connections.get(connection)?.status)
    }

    /// Where one page of a member comes from.
    pub(crate) fn address_of(&self, member: &MemberId, connection: &ConnectionId) -> Option<Fingerprints> {
        self.entries.get(member)?.connections.get(connection)?.from
    }

    /// Where the last page of a member comes from that was opened.
    pub(crate) fn last_address_of(&self, member: &MemberId) -> Option<Fingerprints> {
        self.entries.get(member)?.from
    }

    /// How many connections come from an address.
    pub(crate) fn connections_from(&self, address: Fingerprint) -> usize {
        self.addresses.get(&address).copied().unwrap_or_default()
    }

    /// The status of a member with all their pages.
    pub(crate) fn status(&self, member: &MemberId) -> Option<Status> {
        self.entries.get(member).map(|entry| entry.status)
    }

    /// A member, as the list shows them.
    pub(crate) fn member(&self, member: &MemberId) -> Option<PresentMember> {
        self.entries.get(member).map(Entry::present_member)
    }

    /// Takes the members whose arrival was not announced yet, in the order of arrival. From now on
    /// they count as announced.
    pub(crate) fn take_unannounced(&mut self, now: Millis) -> Vec<PresentMember> {
        self.last_announced_at = Some(now);
        let unannounced = std::mem::take(&mut self.unannounced);
        unannounced.values().filter_map(|id| self.member(id)).collect()
    }

    /// When to announce arrivals and departures, if there are any. The more connections there are,
    /// the less often.
    pub(crate) fn next_announcement(&self) -> Option<Millis> {
        let interval = Millis::try_from(self.connection_count / limits::ANNOUNCEMENTS_PER_MS).unwrap_or(Millis::MAX);
        let interval = interval.min(limits::ANNOUNCEMENT_INTERVAL_MAX_MS);
        let rested = |intervals: Millis| self.last_announced_at.map_or(Millis::MIN, |at| at + intervals * interval);
        let arrival = self
            .unannounced
            .first_key_value()
            .map(|(arrival, _)| rested(limits::ARRIVAL_INTERVALS).max(arrival + limits::PRESENCE_DEBOUNCE_MS));
        let departure = self.leaving.first().map(|(gone_at, _)| rested(1).max(*gone_at));
        arrival.into_iter().chain(departure).min()
    }

    /// Whether the arrival of a member was announced.
    pub(crate) fn is_announced(&self, member: &MemberId) -> bool {
        self.entries.get(member).is_some_and(|entry| !self.unannounced.contains_key(&entry.arrival))
    }

    /// Removes the members whose grace period is over.
    pub(crate) fn remove_departed(&mut self, now: Millis) -> Departed {
        let mut departed = Departed::default();
        // No page lists anybody who arrived later: a list grows only while it has room.
        let last_listed = self.arrivals.keys().nth(limits::LISTED_MEMBERS_MAX - 1).copied().unwrap_or(Millis::MAX);
        while let Some((gone_at, id)) = self.leaving.pop_first() {
            if gone_at > now {
                self.leaving.insert((gone_at, id));
                break;
            }
            let Some(entry) = self.entries.remove(&id) else { continue };
            self.roster_version += 1;
            departed.all.push(id);
            self.arrivals.remove(&entry.arrival);
            if entry.arrival <= last_listed {
                departed.listed.push(entry.member.id.clone());
            }
            if self.unannounced.remove(&entry.arrival).is_none() {
                departed.announced.push(entry.member);
            }
        }
        departed
    }

    /// A time that has certainly passed, as far as the members who are here can tell. In a room
    /// that was restored after its clock had been set back, everything would be due too late
    /// without it.
    pub(crate) fn not_before(&self) -> Option<Millis> {
        let arrival = self.arrivals.last_key_value().map(|(arrival, _)| arrival - limits::PRESENCE_DEBOUNCE_MS);
        let leaving = self.leaving().map(|leaving| leaving.gone_at - leaving.grace_ms).max();
        arrival.max(leaving)
    }

    /// Members in their grace period, in the order in which they will be gone.
    pub(crate) fn leaving(&self) -> impl Iterator<Item = Leaving> {
        self.leaving.iter().filter_map(|(gone_at, id)| {
            let Entry { member, arrival, status, grace_ms, .. } = self.entries.get(id)?;
            Some(Leaving {
                member: member.clone(),
                arrival: *arrival,
                announced: self.is_announced(id),
                status: *status,
                gone_at: *gone_at,
                grace_ms: *grace_ms,
            })
        })
    }

    /// The members, in the order of arrival.
    pub(crate) fn members(&self) -> impl Iterator<Item = &Member> {
        self.arrivals.values().filter_map(|id| self.entries.get(id)).map(|entry| &entry.member)
    }

    /// The members who arrived after one moment and before another, in the order of arrival.
    pub(crate) fn arrivals(
        &self,
        after: Millis,
        before: Millis,
    ) -> impl DoubleEndedIterator<Item = (Millis, PresentMember)> {
        // A range that ends before it begins would panic.
        let from = after.saturating_add(1).min(before);
        self.arrivals.range(from..before).filter_map(|(arrival, id)| Some((*arrival, self.member(id)?)))
    }

    /// When a member joined.
    pub(crate) fn arrival(&self, member: &MemberId) -> Option<Millis> {
        self.entries.get(member).map(|entry| entry.arrival)
    }

    /// Whether a member is here, or in their grace period.
    pub(crate) fn has(&self, member: &MemberId) -> bool {
        self.entries.contains_key(member)
    }

    /// Counts the changes of who is listed by name, and how.
    pub(crate) fn roster_version(&self) -> u64 {
        self.roster_version
    }

    /// How many members are here.
    pub(crate) fn count(&self) -> usize {
        self.entries.len()
    }

    /// How many connections there are.
    pub(crate) fn connection_count(&self) -> usize {
        self.connection_count
    }

    /// The connections of a member.
    pub(crate) fn connections_of(&self, member: &MemberId) -> impl Iterator<Item = &ConnectionId> {
        self.entries.get(member).into_iter().flat_map(|entry| entry.connections.keys())
    }

    /// The same, with whose each is.
    pub(crate) fn all_owned_connections(&self) -> Vec<(MemberId, ConnectionId)> {
        let of = |(id, entry): (&MemberId, &Entry)| {
            entry.connections.keys().map(|it| (id.clone(), it.clone())).collect::<Vec<_>>()
        };
        self.entries.iter().flat_map(of).collect()
    }

    /// The connections of everybody.
    pub(crate) fn all_connections(&self) -> impl Iterator<Item = &ConnectionId> {
        self.entries.values().flat_map(|entry| entry.connections.keys())
    }
}

impl Entry {
    /// Computes the status anew. Returns whether it changed.
    fn refresh_status(&mut self) -> bool {
        if self.connections.is_empty() {
            return false;
        }
        let is_active = self.connections.values().any(|connected| connected.status == Status::Active);
        let status = if is_active { Status::Active } else { Status::Away };
        std::mem::replace(&mut self.status, status) != status
    }

    fn present_member(&self) -> PresentMember {
        PresentMember { member: self.member.clone(), status: self.status, role: Role::Everybody }
    }
}

/// The members who are gone for good.
#[derive(Debug, Default)]
pub(crate) struct Departed {
    /// All of them.
    pub(crate) all: Vec<MemberId>,
    /// Those whose arrival was announced. A member whose arrival was never announced leaves
    /// silently.
    pub(crate) announced: Vec<Member>,
    /// Those whom a page may list by name: the first who arrived, announced or not, as a page that
    /// was just loaded lists them too.
    pub(crate) listed: Vec<MemberId>,
}
