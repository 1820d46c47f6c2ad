//! Who comes in, under which name, and who goes on purpose.

use std::cell::RefCell;
use std::rc::Rc;

use room::{Acquaintance, Command, Door, Ending, Listing, Member, Refusal, Settings};
use worker::Result;

use super::host::Host;
use super::log::Fact;
use super::register::Attendance;
use crate::clock;

/// What a page is told whose member has left by another one.
const LEFT: (u16, &str) = (4005, "You have left this room.");

/// What became of what somebody asked for; the outer result is whether the room could answer at all.
pub(super) type Outcome = Result<std::result::Result<(), Refusal>>;

impl Host {
    /// Who is let in, as the owner has decided.
    pub(super) fn door(&self) -> Door {
        self.settings.borrow().door
    }

    /// Lets somebody in who will connect in a moment, and holds their name until then. A room where nobody was
    /// before is theirs, and listed if they wish.
    pub(super) fn enter(self: &Rc<Self>, door: Door, member: &Member, listing: Listing) -> Outcome {
        let admitted = self.admit(door, member, listing)?;
        if admitted.is_ok() {
            self.room.borrow_mut().expects(&member.id, clock::now());
            self.keep_attendance()?;
        }
        Ok(admitted)
    }

    /// Lets somebody in, or says why not. Founds the room if it is not there. Nothing is written for somebody whom the room
    /// knows under this name, and nothing is read for somebody who is here under it: a thousand who come back at once are.
    pub(super) fn admit(self: &Rc<Self>, door: Door, member: &Member, listing: Listing) -> Outcome {
        if self.deleted_at.get().is_none() && self.room.borrow().has(member) {
            return Ok(Ok(()));
        }
        let acquaintance = self.log.acquaintance(member)?;
        if let Some(refusal) = self.bars_member(door, member, &acquaintance)? {
            return Ok(Err(refusal));
        }
        if !self.log.is_founded()? {
            self.log.create()?;
            let listing = if self.slug.is_lobby() { Listing::Listed } else { listing };
            self.log.keep_fact(Fact::Founded, self.room.borrow().version())?;
            self.log.keep_owners(std::slice::from_ref(&member.id))?;
            let settings = Settings { listing, ..Settings::default() };
            self.log.keep_settings(&settings)?;
            *self.settings.borrow_mut() = settings;
            self.expect_listing();
        }
        if acquaintance.known_as.as_ref() != Some(&member.name) || !acquaintance.holders.is_empty() {
            self.log.register(member, acquaintance.known_as.as_ref())?;
        }
        Ok(Ok(()))
    }

    /// Why somebody cannot come in, or a program not read.
    pub(super) fn bars(&self, door: Door, member: Option<&Member>) -> Result<Option<Refusal>> {
        match member {
            Some(member) => self.bars_member(door, member, &self.log.acquaintance(member)?),
            None if self.deleted_at.get().is_some() => Ok(Some(Refusal::RoomDeleted)),
            None => Ok((door == Door::Locked).then_some(Refusal::RoomLocked)),
        }
    }

    fn bars_member(&self, door: Door, member: &Member, acquaintance: &Acquaintance) -> Result<Option<Refusal>> {
        if self.deleted_at.get().is_some() {
            return Ok(Some(Refusal::RoomDeleted));
        }
        Ok(match self.room.borrow().welcomes(acquaintance, door, clock::now()) {
            Ok(()) => None,
            Err(Refusal::NameTaken { .. }) => Some(Refusal::NameTaken { free: self.free_name(member)? }),
            Err(refusal) => Some(refusal),
        })
    }

    /// A name like somebody's that nobody else has here.
    fn free_name(&self, member: &Member) -> Result<Option<room::Name>> {
        let room = self.room.borrow();
        let now = clock::now();
        let failure = RefCell::new(None);
        let suggestion = member.name.free_variant(|key| match self.log.holder(key) {
            Ok(holder) => holder.is_some_and(|holder| holder != member.id && room.holds_name(&holder, now)),
            Err(error) => {
                failure.borrow_mut().get_or_insert(error);
                true
            }
        });
        failure.into_inner().map_or(Ok(suggestion), Err)
    }

    /// Calls somebody by another name from now on.
    pub(super) fn rename(self: &Rc<Self>, member: &Member) -> Outcome {
        let admitted = self.enter(self.door(), member, Listing::Unlisted)?;
        if admitted.is_ok() {
            let outbox = self.room.borrow_mut().apply(Command::Rename { member: member.clone() }, clock::now());
            self.call_by_name(member);
            self.deliver(&outbox, None);
        }
        Ok(admitted)
    }

    /// Writes a member's name onto all of their sockets: whoever speaks there, speaks under it.
    pub(super) fn call_by_name(&self, member: &Member) {
        let room = self.room.borrow();
        self.sockets.borrow_mut().rename(room.connections_of(&member.id), &member.name);
    }

    /// Closes every connection of somebody who has left on purpose, and tells the others at once.
    pub(super) fn see_off(self: &Rc<Self>, member: &Member) {
        let connections: Vec<_> = self.room.borrow().connections_of(&member.id).cloned().collect();
        for connection in connections {
            let socket = self.sockets.borrow_mut().remove(&connection);
            self.leave(member.id.clone(), connection, Ending::Left);
            if let Some(socket) = socket {
                self.close(&socket, LEFT.0, LEFT.1);
            }
        }
        self.pass_time();
    }

    /// Writes down who went lately in a room that is empty, where no socket remembers it. And, once, that a room is not empty any
    /// more: one that wakes without sockets then knows that it crashed.
    pub(super) fn keep_attendance(&self) -> Result<()> {
        if !self.log.exists.get() || self.deleted_at.get().is_some() {
            return Ok(());
        }
        let room = self.room.borrow();
        let attendance =
            if room.here() > 0 { Attendance::Somebody } else { Attendance::Gone(room.absences().in_short()) };
        let mut kept = self.attendance.borrow_mut();
        if kept.as_ref() != Some(&attendance) {
            self.log.keep_attendance(&attendance)?;
            *kept = Some(attendance);
        }
        Ok(())
    }
}
