//! The room's one alarm, which also comes when the room sleeps or has crashed: to ship to D1 what was said, to keep the
//! room's row in the directory, and to look for connections that are gone without a word.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use futures_util::FutureExt as _;
use room::{Millis, limits};
use serde_json::json;

use super::host::Host;
use crate::{clock, faults, log};

/// What is known of the alarm.
#[derive(Default)]
pub(super) struct Alarm {
    set_for: Cell<Option<Millis>>,
    /// A room that has just woken does not know whether it is set.
    known: Cell<bool>,
    looked_at: Cell<Option<Millis>>,
}

#[cfg(feature = "faults")]
impl Alarm {
    /// Forgets when it was set for, and when it came.
    pub(super) fn forget(&self) {
        self.set_for.set(None);
        self.known.set(false);
        self.looked_at.set(None);
    }
}

impl Host {
    /// Sees to it that the alarm comes at `due` or before. Nothing is awaited: called in front of a write, it is
    /// one write with it, and no crash can leave a message that nobody ships.
    pub(super) fn rouse_by(self: &Rc<Self>, due: Millis) {
        if self.alarm.set_for.get().is_some_and(|at| at <= due) {
            return;
        }
        self.alarm.set_for.set(Some(due));
        self.alarm.known.set(true);
        let wait = Duration::from_millis(u64::try_from(due - clock::now()).unwrap_or(0));
        let storage = self.state.storage();
        let mut setting = Box::pin(async move { storage.set_alarm(wait).await });
        // The first poll is the call; the rest is waiting for its confirmation.
        match (&mut setting).now_or_never() {
            Some(result) => self.check(result),
            None => {
                let host = Rc::clone(self);
                self.state.wait_until(async move { host.check(setting.await) });
            }
        }
    }

    /// Sees to it that the room will look for lost connections. Asks first when the alarm would come: a room that has
    /// just woken must not put off what it had planned.
    pub(super) async fn expect_look(self: &Rc<Self>) {
        if !self.alarm.known.replace(true) {
            match self.state.storage().get_alarm().await {
                Ok(at) => self.alarm.set_for.set(self.alarm.set_for.get().or(at)),
                Err(error) => self.check(Err(error)),
            }
        }
        self.rouse_by(clock::now() + limits::LOOK_INTERVAL_MS);
    }

    /// What the alarm is for. It never fails: the platform drops an alarm that fails six times.
    pub(super) async fn wake_up(self: &Rc<Self>) {
        faults::at_alarm().await;
        self.alarm.set_for.set(None);
        self.alarm.known.set(true);
        let now = clock::now();
        // A clock that was set back must not put it off either.
        let recently = now - limits::LOOK_INTERVAL_MS + 1..=now;
        if !self.alarm.looked_at.get().is_some_and(|at| recently.contains(&at)) {
            self.alarm.looked_at.set(Some(now));
            self.look();
        }
        let retry_at = match self.deleted_at.get() {
            Some(deleted_at) => self.erase(deleted_at).await,
            None => match self.ship().await {
                Some(retry_at) => Some(retry_at),
                // What was said goes first. A D1 that does not take it would not take this either.
                None => self.list().await,
            },
        };
        if let Some(retry_at) = retry_at {
            self.rouse_by(retry_at);
        }
        if !self.sockets.borrow().is_empty() || self.shows_people() {
            let looked_at = self.alarm.looked_at.get().unwrap_or(now);
            self.rouse_by(looked_at + limits::LOOK_INTERVAL_MS);
        }
    }

    fn check(&self, result: worker::Result<()>) {
        if let Err(error) = result {
            self.alarm.set_for.set(None);
            log::error("alarm_not_set", json!({ "room": self.label(), "error": error.to_string() }));
        }
    }
}
