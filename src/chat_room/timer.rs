//! What a room has to do a little later: tell who came, notice who did not come back.
//!
//! A timer keeps the room from sleeping, so it is only ever for seconds; and it is forgotten in a crash, when all
//! sockets are cut and everybody is told the whole list again on return. Nothing durable hangs on it.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use room::Millis;
use worker::Delay;

use super::host::Host;
use crate::clock;

/// The next time at which the room wants to be woken.
#[derive(Default)]
pub(super) struct Timer {
    due: Cell<Option<Millis>>,
}

#[cfg(feature = "faults")]
impl Timer {
    /// Forgets what is due.
    pub(super) fn forget(&self) {
        self.due.set(None);
    }
}

impl Host {
    /// Sees to it that the room does what is due when it is due. Call it after every command that may change that.
    pub(super) fn arm(self: &Rc<Self>) {
        let Some(due) = self.due() else { return };
        if self.timer.due.get().is_some_and(|armed| armed <= due) {
            return;
        }
        self.timer.due.set(Some(due));
        let wait = Duration::from_millis(u64::try_from(due - clock::now()).unwrap_or(0));
        let host = Rc::clone(self);
        self.state.wait_until(async move {
            Delay::from(wait).await;
            // An earlier one may have been armed since; then this one has nothing to do.
            if host.timer.due.get() == Some(due) {
                host.timer.due.set(None);
                host.pass_time();
                host.arm();
            }
        });
    }
}
