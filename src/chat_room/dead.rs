//! Sockets whose link is gone without a word: nobody waits for an answer on them.
//!
//! The platform keeps what a socket needs, two files above all, until we have closed it too. On a link that is gone that costs
//! it a quarter of a millisecond, twice what the end of the link does. When thousands are cut off at once, those who are
//! still here should not wait for it: so it is done little by little.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use worker::{Delay, WebSocket};

use super::host::Host;

/// How many are closed at a time, and how long it is from one time to the next: a thousand in a second, for a quarter of it.
const AT_A_TIME: usize = 10;
const INTERVAL: Duration = Duration::from_millis(10);

/// Those that are still to be closed.
#[derive(Default)]
pub(super) struct Dead {
    waiting: RefCell<VecDeque<WebSocket>>,
    expected: Cell<bool>,
}

impl Host {
    /// Sees to it that a socket whose link is gone is closed.
    pub(super) fn bury(self: &Rc<Self>, socket: WebSocket) {
        self.dead.waiting.borrow_mut().push_back(socket);
        if self.dead.expected.replace(true) {
            return;
        }
        let host = Rc::clone(self);
        self.state.wait_until(async move {
            loop {
                Delay::from(INTERVAL).await;
                let mut waiting = host.dead.waiting.borrow_mut();
                let some = AT_A_TIME.min(waiting.len());
                for socket in waiting.drain(..some) {
                    let _ = socket.close::<String>(None, None);
                }
                if waiting.is_empty() {
                    break;
                }
            }
            host.dead.expected.set(false);
        });
    }
}
