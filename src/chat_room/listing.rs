//! The room's row in the directory: written by its alarm, so that nobody who comes, goes or speaks waits for D1.
//!
//! What D1 was told is remembered only in memory. A room that has lost it tells again, which changes nothing in D1 if
//! it was right; so a crash cannot leave people in the directory who are gone. While D1 may say that somebody is here, an
//! alarm is set: the one that looks for lost connections.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use room::{Door, Millis, limits};
use serde_json::json;
use worker::Result;

use super::host::Host;
use super::log::Fact;
use crate::store::{REFRESH_MS, Store};
use crate::{clock, log};

/// How long changes are collected when D1 was told nothing lately.
const COLLECT_MS: Millis = 1_000;

/// How often D1 is told at most. With it, and a page that is looked at now, nothing in the directory is older than half a
/// minute.
const INTERVAL_MS: Millis = 15_000;

/// How the directory should show the room.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Entry {
    Absent,
    Shown { topic: String, people: usize },
}

/// The way to the directory.
pub(super) struct Directory {
    store: Store,
    /// What D1 has of the room, and since when; none if that is not known.
    told: RefCell<Option<(Entry, Millis)>>,
    /// When to try again, while D1 fails.
    retry_at: Cell<Option<Millis>>,
    failures: Cell<i64>,
}

impl Directory {
    /// The directory of which nothing is known yet.
    pub(super) fn of(store: Store) -> Self {
        Self { store, told: RefCell::default(), retry_at: Cell::default(), failures: Cell::default() }
    }

    /// Forgets what D1 has.
    pub(super) fn forget(&self) {
        self.told.replace(None);
        self.retry_at.set(None);
        self.failures.set(0);
    }
}

impl Host {
    /// Sees to it that the directory will show the room as it is now. Call it after every change of who is here and of what
    /// the owner has decided.
    pub(super) fn expect_listing(self: &Rc<Self>) {
        let now = clock::now();
        match self.listing_due(now) {
            Ok(Some(due)) => self.rouse_by(due),
            Ok(None) => {}
            Err(error) => self.note_unlisted(&error),
        }
    }

    /// Tells D1, if it is time and there is something to tell. Returns when to come again, if there is.
    pub(super) async fn list(self: &Rc<Self>) -> Option<Millis> {
        let told = match self.listing_due(clock::now()) {
            // An alarm that came for something else, a little too early for this.
            Ok(Some(due)) if due > clock::now() + COLLECT_MS => return Some(due),
            Ok(Some(_)) => self.tell_directory().await,
            Ok(None) => return None,
            Err(error) => Err(error),
        };
        match told {
            Ok(()) => {
                self.directory.failures.set(0);
                self.directory.retry_at.set(None);
                // Who came while D1 was writing is told next time.
                self.listing_due(clock::now()).ok().flatten()
            }
            Err(error) => {
                self.note_unlisted(&error);
                self.directory.retry_at.get()
            }
        }
    }

    /// Whether D1 may show somebody in the room: then an alarm has to come that knows better.
    pub(super) fn shows_people(&self) -> bool {
        match &*self.directory.told.borrow() {
            Some((Entry::Shown { people, .. }, _)) => *people > 0,
            Some((Entry::Absent, _)) => false,
            None => self.room.borrow().here() > 0,
        }
    }

    /// When D1 is to be told something.
    fn listing_due(&self, now: Millis) -> Result<Option<Millis>> {
        let entry = self.entry();
        let after = match &*self.directory.told.borrow() {
            // A room in which something is said from time to time, and nobody is, is not dead.
            Some((told, at)) if *told == entry && (*at..at + REFRESH_MS).contains(&now) => return Ok(None),
            Some((_, at)) => Some(at + INTERVAL_MS),
            None => None,
        };
        if entry == Entry::Absent && self.log.fact(Fact::Listed)? != Some(1) {
            self.directory.told.replace(Some((entry, now)));
            return Ok(None);
        }
        let soon = now + COLLECT_MS;
        // Nor is a D1 that is down pressed by those who come and go.
        let later = [after, self.directory.retry_at.get(), self.shipping.retry_at.get()].into_iter().flatten();
        // A clock that was set back must not put it off.
        let later = later.filter(|due| (soon..=soon + limits::LOOK_INTERVAL_MS).contains(due));
        Ok(Some(later.max().unwrap_or(soon)))
    }

    async fn tell_directory(self: &Rc<Self>) -> Result<()> {
        let (entry, now) = (self.entry(), clock::now());
        self.directory.told.replace(None);
        match &entry {
            Entry::Shown { topic, people } => {
                if self.log.fact(Fact::Listed)? != Some(1) {
                    self.log.keep_fact(Fact::Listed, 1)?;
                }
                self.directory.store.list(&self.slug, topic, *people, now).await?;
            }
            Entry::Absent => {
                self.directory.store.unlist(&self.slug).await?;
                // It may be listed again by now, and then the row that is to come has to be known of.
                if self.entry() == Entry::Absent && self.deleted_at.get().is_none() {
                    self.log.keep_fact(Fact::Listed, 0)?;
                }
            }
        }
        self.directory.told.replace(Some((entry, now)));
        Ok(())
    }

    fn entry(&self) -> Entry {
        let settings = self.settings.borrow();
        let listed = settings.listing == room::Listing::Listed && settings.door == Door::Open;
        if !listed || self.slug.is_private() || self.deleted_at.get().is_some() {
            return Entry::Absent;
        }
        Entry::Shown { topic: settings.topic.as_str().to_owned(), people: self.room.borrow().here() }
    }

    /// Notes a failure, the first time and then ever more rarely, and when to try again.
    fn note_unlisted(&self, error: &worker::Error) {
        let failures = self.directory.failures.get() + 1;
        self.directory.failures.set(failures);
        self.directory.retry_at.set(Some(clock::now() + super::shipping::retry_ms(failures)));
        if failures.count_ones() == 1 {
            let error = super::shipping::cause(error);
            log::warn("not_listed", json!({ "room": self.label(), "times": failures, "error": error }));
        }
    }
}
