//! The first frame on a connection: what its page has missed, and who is here.

use maud::Markup;
use room::{CatchUp, Room, Version, limits};
use templates::views::{MessageListMode, MessageListView};
use templates::words::ENGLISH;
use templates::{Envelope, ServerFrame, Swap, Target};
use worker::Result;
use worker::js_sys::JsString;

use super::host::Host;
use super::log::Fact;
use crate::views;

/// Pages at so many versions are remembered. Those who are cut off together are at one or two.
const KEPT: usize = 8;

/// What was written for those who came before, for those who come now: a thousand who are cut off together come back
/// together, and have missed the same.
#[derive(Default)]
pub(super) struct Greetings {
    /// The room's version when those below were written.
    version: Version,
    missed: Vec<Missed>,
    named: Option<Named>,
}

/// What a page has missed.
struct Missed {
    since: Option<Version>,
    frame: ServerFrame,
    letter: Option<(List, JsString)>,
}

/// Those who are listed by name.
struct Named {
    changes: u64,
    count: usize,
    markup: Markup,
}

/// A state of the list of people.
#[derive(Clone, Copy, PartialEq, Eq)]
struct List {
    changes: u64,
    here: usize,
}

impl Host {
    /// The frame for a page that is at `since`.
    pub(super) fn welcome(&self, since: Option<Version>) -> Result<JsString> {
        let room = self.room.borrow();
        let mut greetings = self.greetings.borrow_mut();
        let Greetings { version, missed, named } = &mut *greetings;
        if *version != room.version() || missed.len() > KEPT {
            missed.clear();
            *version = room.version();
        }
        let at = match missed.iter().position(|one| one.since == since) {
            Some(at) => at,
            None => {
                missed.push(Missed { since, frame: self.missed(since, &room)?, letter: None });
                missed.len() - 1
            }
        };
        let list = List { changes: room.list_changes(), here: room.here() };
        if named.as_ref().is_none_or(|named| named.changes != list.changes) {
            let people = room.listed();
            *named = Some(Named {
                changes: list.changes,
                count: people.len(),
                markup: views::render_listed(&people, &ENGLISH),
            });
        }
        let (Some(Missed { frame, letter, .. }), Some(named)) = (missed.get_mut(at), named) else {
            return Ok(JsString::from(""));
        };
        match letter {
            Some((of, letter)) if *of == list => Ok(letter.clone()),
            _ => {
                let mut frame = frame.clone();
                views::render_members(
                    &named.markup,
                    list.here.saturating_sub(named.count),
                    list.here,
                    &ENGLISH,
                    &mut frame,
                );
                Ok(letter.insert((list, JsString::from(frame.take()))).1.clone())
            }
        }
    }

    /// Forgets what was written: in a room that was made anew it would not be noticed that it is old.
    pub(super) fn forget_greetings(&self) {
        self.greetings.take();
    }

    fn missed(&self, since: Option<Version>, room: &Room) -> Result<ServerFrame> {
        let mut frame = ServerFrame::default();
        match CatchUp::decide(since, room.version(), self.log.oldest()?) {
            CatchUp::Nothing => {}
            CatchUp::Whole => self.whole(room.version(), &mut frame)?,
            CatchUp::After(since) => {
                let changes = self.log.changes(since, limits::CATCH_UP_MAX_CHANGES + 1)?;
                if changes.len() > limits::CATCH_UP_MAX_CHANGES {
                    self.whole(room.version(), &mut frame)?;
                } else {
                    changes.iter().for_each(|message| views::render_message(message, &mut frame));
                }
            }
        }
        Ok(frame)
    }

    /// The newest page in place of everything that a page has.
    fn whole(&self, version: Version, frame: &mut ServerFrame) -> Result<()> {
        let snapshot = self.log.newest(None, limits::PAGE_MESSAGES + 1)?;
        let surplus = snapshot.len().saturating_sub(limits::PAGE_MESSAGES);
        let more = surplus > 0 || self.log.fact(Fact::Pruned)?.is_some();
        let messages: Vec<_> = snapshot.iter().skip(surplus).map(views::message).collect();
        let earlier = messages.first().map(|first| first.seq).filter(|_| more);
        let log = MessageListView {
            room: self.slug.as_str(),
            mode: MessageListMode::Reset,
            messages,
            earlier,
            first_new: None,
        };
        let envelope = Envelope { target: Target::History, swap: Swap::Replace, version: Some(version) };
        frame.add(envelope, &templates::message_list(&log, &ENGLISH));
        Ok(())
    }
}
