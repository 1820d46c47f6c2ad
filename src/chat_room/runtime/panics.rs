//! What a panic in a turn leaves behind: it may have come between the write and the send, and
//! nobody can say any more what which page was sent. So it closes the connections of its room, and
//! the pages come back and catch up.
//!
//! A panic ends this instance of the program, and the SDK begins another; the sockets would stay
//! open.

use std::cell::RefCell;
use std::panic;
use std::rc::Rc;
use std::sync::Once;

use templates::words::ENGLISH;
use worker::State;

use crate::connections::Socket;
use crate::connections::close_code::CloseCode;

thread_local! {
    /// The room whose turn it is.
    static ROOM: RefCell<Option<Rc<State>>> = const { RefCell::new(None) };
}

/// A turn, until it is dropped. A panic drops nothing: it aborts.
pub(super) struct Turn;

impl Turn {
    /// Begins one of a room.
    pub(super) fn of(room: &Rc<State>) -> Self {
        ROOM.set(Some(Rc::clone(room)));
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        ROOM.set(None);
    }
}

/// From now on panics in turns close connections. The SDK has set its own hook, which logs them.
pub(super) fn watch() {
    static WATCHED: Once = Once::new();
    WATCHED.call_once(|| {
        let logs = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            logs(info);
            let room = ROOM.try_with(|room| room.try_borrow_mut().ok().and_then(|mut room| room.take()));
            if let Some(room) = room.ok().flatten() {
                for socket in room.get_websockets() {
                    Socket::close(&socket, CloseCode::RoomFailed, &ENGLISH);
                }
            }
        }));
    });
}
