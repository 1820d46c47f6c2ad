//! The first frame on a connection: what its page has missed, and who is here.

use room::{CatchUp, Version, limits};
use templates::views::{Life, LogView};
use templates::{Envelope, Frame, Swap, Target};
use worker::Result;

use super::host::Host;
use super::log::Fact;
use crate::views;

impl Host {
    /// The frame for a page that is at `since`.
    pub(super) fn welcome(&self, since: Option<Version>) -> Result<Frame> {
        let room = self.room.borrow();
        let mut frame = Frame::default();
        match CatchUp::decide(since, room.version(), self.log.oldest()?) {
            CatchUp::Nothing => {}
            CatchUp::Whole => self.whole(room.version(), &mut frame)?,
            CatchUp::After(since) => {
                let changes = self.log.changes(since, limits::CATCH_UP_MAX_CHANGES + 1)?;
                if changes.len() > limits::CATCH_UP_MAX_CHANGES {
                    self.whole(room.version(), &mut frame)?;
                } else {
                    changes.iter().for_each(|message| views::append(message, &mut frame));
                }
            }
        }
        views::everyone(&views::people(&room.listed(), room.here()), &mut frame);
        Ok(frame)
    }

    /// The newest page in place of everything that a page has.
    fn whole(&self, version: Version, frame: &mut Frame) -> Result<()> {
        let snapshot = self.log.newest(None, limits::PAGE_MESSAGES + 1)?;
        let surplus = snapshot.len().saturating_sub(limits::PAGE_MESSAGES);
        let more = surplus > 0 || self.log.fact(Fact::Pruned)?.is_some();
        let messages: Vec<_> = snapshot.iter().skip(surplus).map(views::message).collect();
        let earlier = messages.first().map(|first| first.seq).filter(|_| more);
        let log = LogView { room: self.slug.as_str(), life: Life::Renewed, messages, earlier, first_new: None };
        let envelope = Envelope { target: Target::History, swap: Swap::Replace, version: Some(version) };
        frame.add(envelope, &templates::log(&log));
        Ok(())
    }
}
