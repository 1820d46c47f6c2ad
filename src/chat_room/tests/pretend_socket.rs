//! A socket that keeps what it is sent.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use worker::Result;

use crate::connections::Socket;
use crate::connections::close_code::CloseCode;

/// The code with which a page is closed.
pub(super) const GOING_AWAY: usize = 1001;

/// A socket without a link. A clone is the same one.
#[derive(Clone, Default)]
pub(super) struct PretendSocket(Rc<Inner>);

#[derive(Default)]
struct Inner {
    attached: RefCell<Option<String>>,
    frames: RefCell<Vec<Rc<str>>>,
    is_closed: Cell<bool>,
    closed_with: Cell<Option<CloseCode>>,
    agreed_with: Cell<Option<Option<u16>>>,
}

impl PartialEq for PretendSocket {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl PretendSocket {
    /// The frames that were sent since the last time.
    pub(super) fn take_frames(&self) -> Vec<Rc<str>> {
        self.0.frames.take()
    }

    /// One that was open while the room slept, with what a build has attached to it.
    pub(super) fn hibernated(attached: &str) -> Self {
        let socket = Self::default();
        socket.0.attached.replace(Some(attached.to_owned()));
        socket
    }

    /// With which code our side closed it.
    pub(super) fn closed_with(&self) -> Option<CloseCode> {
        self.0.closed_with.get()
    }

    /// With which code, if any, our side agreed that the other one closes it.
    pub(super) fn agreed_with(&self) -> Option<Option<u16>> {
        self.0.agreed_with.get()
    }

    /// Whether our side closed it.
    pub(super) fn is_closed(&self) -> bool {
        self.0.is_closed.get()
    }
}

impl Socket for PretendSocket {
    type Encoded = Rc<str>;

    fn encode(frame: String) -> Rc<str> {
        Rc::from(frame)
    }

    fn units(frame: &Rc<str>) -> usize {
        frame.encode_utf16().count()
    }

    fn send(&self, frame: &Rc<str>) {
        assert!(!self.is_closed(), "nothing is sent on a closed socket");
        self.0.frames.borrow_mut().push(Rc::clone(frame));
    }

    fn close_saying(&self, code: CloseCode, _reason: String) {
        self.0.is_closed.set(true);
        self.0.closed_with.set(Some(code));
    }

    fn agree_to_close(&self, code: Option<u16>) {
        self.0.is_closed.set(true);
        self.0.agreed_with.set(Some(code));
    }

    fn drop_link(&self) {
        self.0.is_closed.set(true);
    }

    fn attach(&self, text: &str) -> Result<()> {
        assert!(text.len() <= 16 * 1024, "the platform takes 16 KiB: {} bytes", text.len());
        self.0.attached.replace(Some(text.to_owned()));
        Ok(())
    }

    fn attached(&self) -> Option<String> {
        self.0.attached.borrow().clone()
    }
}
