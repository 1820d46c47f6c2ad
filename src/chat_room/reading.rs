//! What programs read of a room, a part at a time.

use room::{Refusal, Roll, Span};
use worker::Result;

use super::host::Host;
use crate::call::Onward;

impl Host {
    /// What was said after a place, as far as the room has it.
    pub(super) fn onward(&self, span: Span) -> Result<std::result::Result<Onward, Refusal>> {
        self.unbarred(|| self.log.onward(span))
    }

    /// Some of those who are here.
    pub(super) fn roll(&self, span: Span) -> Result<std::result::Result<Roll, Refusal>> {
        self.unbarred(|| Ok(self.room.borrow().roll(span)))
    }

    /// Programs have no session: what is closed to anybody is closed to them.
    fn unbarred<T>(&self, read: impl FnOnce() -> Result<T>) -> Result<std::result::Result<T, Refusal>> {
        match self.bars(self.door(), None)? {
            Some(refusal) => Ok(Err(refusal)),
            None => read().map(Ok),
        }
    }
}
