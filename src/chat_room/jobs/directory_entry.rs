//! The directory entry job: keeps the room's row in the directory, so that nobody who joins, leaves
//! or speaks waits for D1.
//!
//! Only memory has what the job wrote last. A restored room writes its entry again, which changes
//! nothing if D1 has it; so no crash leaves members in the directory who are gone.

use room::{JoinPolicy, Listing, Millis, Room, limits};
use serde_json::json;
use worker::Error;

use super::backoff::{Backoff, cause};
use crate::directory::Shown;
use crate::limits::{DIRECTORY_DELAY_MS, DIRECTORY_INTERVAL_MS, DIRECTORY_REFRESH_MS};
use crate::log;

/// How the directory should show the room.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// Not at all.
    Absent,
    /// Like this.
    Shown(Shown),
}

/// Where the job is.
pub(crate) struct DirectoryEntry {
    log_label: String,
    listed: ListedMark,
    /// What D1 has, and since when; none if that is not known.
    known: Option<(Entry, Millis)>,
    /// The entry of the room when it was restored. Until something changes, only an alarm that
    /// comes anyway writes it to D1.
    restored: Entry,
    /// What D1 is being told at this moment.
    in_flight: Option<Entry>,
    /// Since when the entry in D1 is out of date.
    behind_since: Option<Millis>,
    backoff: Backoff,
}

/// Whether D1 may have a row of the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ListedMark {
    /// It may.
    Listed,
    /// It has none.
    Unlisted,
}

impl Entry {
    /// As the room should be shown.
    pub(crate) fn of(room: &Room) -> Self {
        let settings = room.settings();
        let is_listed = settings.listing == Listing::Listed && settings.join_policy == JoinPolicy::Open;
        // Whoever says nothing in a room of their own has nothing to show.
        let is_spoken_in = room.is_spoken_in() || room.slug().is_lobby();
        let is_hidden = room.slug().is_private() || room.is_closed() || room.deleted_at().is_some();
        if !is_listed || !is_spoken_in || is_hidden {
            return Self::Absent;
        }
        let [title, topic] = [&settings.title, &settings.topic].map(|text| text.as_str().to_owned());
        // Of a room from before it was known who that is in all rooms, their id here: then it was
        // the same in all of them.
        let founder = room.founder().map(String::from);
        let founder = founder.or_else(|| room.first_owner().map(|owner| owner.as_str().to_owned()));
        let owner = founder.filter(|_| !room.slug().is_lobby()).unwrap_or_default();
        let address = room.founded_from().map(String::from).unwrap_or_default();
        Self::Shown(Shown { title, topic, online_count: room.online_count(), owner, address })
    }
}

impl DirectoryEntry {
    /// Restores the job. `listed` says whether D1 may have a row of the room.
    pub(crate) fn restore(log_label: &str, listed: ListedMark, room: &Room) -> Self {
        Self {
            log_label: log_label.to_owned(),
            listed,
            known: None,
            restored: Entry::of(room),
            in_flight: None,
            behind_since: None,
            backoff: Backoff::default(),
        }
    }

    /// Whether D1 may have a row of the room. The storage has the same.
    pub(crate) fn listed(&self) -> ListedMark {
        self.listed
    }

    /// When to write the entry. `archive_retry_at` is when the archive tries D1 again: while D1
    /// fails, joins and leaves cause no extra requests.
    pub(crate) fn due(&mut self, room: &Room, archive_retry_at: Option<Millis>, now: Millis) -> Option<Millis> {
        let entry = Entry::of(room);
        let is_unchanged = self.known.is_none() && entry == self.restored && self.backoff.retry_at().is_none();
        if is_unchanged || self.in_flight.as_ref() == Some(&entry) {
            return None;
        }
        self.due_for(&entry, archive_retry_at, now)
    }

    /// The entry to write now, when an alarm has come; after a restore in any case, because the row
    /// in D1 is not known.
    pub(crate) fn next_update(&mut self, room: &Room, archive_retry_at: Option<Millis>, now: Millis) -> Option<Entry> {
        let entry = Entry::of(room);
        let due = self.due_for(&entry, archive_retry_at, now)?;
        // An alarm may have come for something else, a little too early for this.
        (due <= now + DIRECTORY_DELAY_MS).then_some(entry)
    }

    fn due_for(&mut self, entry: &Entry, archive_retry_at: Option<Millis>, now: Millis) -> Option<Millis> {
        let after = match &self.known {
            // A room in which something is said from time to time, and that nobody joins or leaves,
            // is not dead.
            Some((known, at)) if known == entry && (*at..at + DIRECTORY_REFRESH_MS).contains(&now) => {
                self.behind_since = None;
                return None;
            }
            Some((_, at)) => Some(at + DIRECTORY_INTERVAL_MS),
            None => None,
        };
        if *entry == Entry::Absent && self.listed == ListedMark::Unlisted {
            self.known = Some((entry.clone(), now));
            self.behind_since = None;
            return None;
        }
        let soon = *self.behind_since.get_or_insert(now) + DIRECTORY_DELAY_MS;
        let later = [after, self.backoff.retry_at(), archive_retry_at].into_iter().flatten();
        // A clock that was set back must not put it off.
        let later = later.filter(|due| (soon..=soon + limits::IDLE_SWEEP_INTERVAL_MS).contains(due));
        Some(later.max().unwrap_or(soon))
    }

    /// Records that the entry is on its way to D1. From here on D1 may have it, whatever comes
    /// back.
    pub(crate) fn on_update_begins(&mut self, entry: &Entry) {
        self.known = None;
        self.in_flight = Some(entry.clone());
        self.behind_since = None;
        if *entry != Entry::Absent {
            self.listed = ListedMark::Listed;
        }
    }

    /// Records what D1 has now.
    pub(crate) fn on_updated(&mut self, room: &Room, entry: Entry, now: Millis) {
        self.backoff.on_success();
        self.in_flight = None;
        // The room may be listed again by now, and then the row that is to come has to be known of.
        if entry == Entry::Absent && Entry::of(room) == Entry::Absent && room.deleted_at().is_none() {
            self.listed = ListedMark::Unlisted;
        }
        self.known = Some((entry, now));
    }

    /// Records that D1 failed, or did not answer in time.
    pub(crate) fn on_failure(&mut self, error: &Error, now: Millis) {
        self.in_flight = None;
        self.backoff.on_failure(now);
        if self.backoff.is_worth_logging() {
            let details = json!({ "room": self.log_label, "times": self.backoff.failures(), "error": cause(error) });
            log::warn("directory_update_failed", details);
        }
    }

    /// Whether D1 may show members in the room. Then an alarm has to come that knows better.
    pub(crate) fn shows_members(&self, room: &Room) -> bool {
        match &self.known {
            Some((Entry::Shown(shown), _)) => shown.online_count > 0,
            Some((Entry::Absent, _)) => false,
            None => room.online_count() > 0,
        }
    }
}
