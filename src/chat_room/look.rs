//! Connections that are gone without a word: a laptop that was shut, a phone in a tunnel, a cable. The platform
//! keeps their sockets open for as long as nobody looks.

use std::rc::Rc;

use room::Ending;
use serde_json::json;

use super::host::Host;
use crate::{clock, log};

impl Host {
    /// Hangs up on whoever has sent neither a frame nor a heartbeat for too long. They are gone at once: they had their
    /// time of grace while nobody knew.
    pub(super) fn look(self: &Rc<Self>) {
        let silent = self.sockets.borrow().silent(&self.state, clock::now());
        if silent.is_empty() {
            return;
        }
        log::info("hung_up_silent", json!({ "room": self.label(), "connections": silent.len() }));
        for (connection, member) in silent {
            let socket = self.sockets.borrow_mut().remove(&connection);
            self.leave(member.id, connection, Ending::Silent);
            if let Some(socket) = socket {
                self.close(&socket, 1001, "Nothing was heard from you for a while.");
            }
        }
        self.pass_time();
    }
}
