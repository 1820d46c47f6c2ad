//! What the sockets remember of those who have none any more.

use std::cell::Cell;
use std::rc::Rc;

use room::{Absences, Leaver, Millis, News, limits};
use serde::{Deserialize, Serialize};

use super::host::Host;
use crate::clock;

/// How often it is written down at most. When a thousand are cut off at once, each of them changes it.
///
/// Meanwhile a timer is set, and while one is, the platform keeps the room in memory; in a crash all sockets are gone, and what
/// is attached to them with them.
const INTERVAL_MS: Millis = 100;

/// What one of the sockets remembers of those who have none any more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Testimony {
    /// Those in their time of grace.
    pub(super) leavers: Vec<Leaver>,
    /// Those whose names are still theirs.
    pub(super) absences: Absences,
    /// Who came and went since something was last said.
    #[serde(default)]
    pub(super) news: News,
}

/// When it is written down.
#[derive(Default)]
pub(super) struct Testifying {
    last: Cell<Millis>,
    due: Cell<Option<Millis>>,
}

impl Testimony {
    /// Whether there is nothing to remember.
    pub(super) fn is_empty(&self) -> bool {
        self.leavers.is_empty() && self.absences.is_empty() && self.news.is_empty()
    }
}

impl Testifying {
    /// When it is to be written down, if it was put off.
    pub(super) fn due(&self) -> Option<Millis> {
        self.due.get()
    }
}

impl Host {
    /// Sees to it that one of the sockets remembers those who have none any more: now or, if that was just done, in a moment.
    pub(super) fn expect_testimony(self: &Rc<Self>) {
        let (now, last) = (clock::now(), self.testifying.last.get());
        if (0..INTERVAL_MS).contains(&(now - last)) {
            self.testifying.due.set(Some(last + INTERVAL_MS));
        } else {
            self.testify();
        }
    }

    /// What would be done by the time at which the platform makes a room forget everything.
    #[cfg(feature = "faults")]
    pub(super) fn testify_if_due(&self) {
        if self.testifying.due().is_some() {
            self.testify();
        }
    }

    fn testify(&self) {
        self.testifying.last.set(clock::now());
        self.testifying.due.set(None);
        let testimony = {
            let room = self.room.borrow();
            let leavers = room.leavers().take(limits::LEAVERS_KEPT_MAX).collect();
            Testimony { leavers, absences: room.absences().in_short(), news: room.news().in_short() }
        };
        self.sockets.borrow_mut().keep_testimony(testimony);
    }
}
