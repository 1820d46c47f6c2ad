//! What an owner may do: decide about the room, let others own it, delete it.

use std::rc::Rc;

use room::{Audience, Delivery, Door, Event, Listing, Member, MemberId, Outbox, Refusal, Settings, limits};
use serde_json::json;
use sha2::{Digest, Sha256};
use worker::Result;

use super::door::Outcome;
use super::host::Host;
use crate::{clock, log, random};

/// What every page is told when its room is gone.
const DELETED: (u16, &str) = (4004, "This room was deleted by its owner.");

impl Host {
    /// Whether somebody decides about the room.
    pub(super) fn is_owner(&self, member: &MemberId) -> Result<bool> {
        Ok(self.log.owners()?.contains(member))
    }

    /// Takes an owner's decisions, and tells everyone.
    pub(super) fn decide(self: &Rc<Self>, member: &Member, settings: Settings) -> Outcome {
        if !self.is_owner(&member.id)? {
            return Ok(Err(Refusal::NotOwner));
        }
        if *self.settings.borrow() != settings {
            self.log.keep_settings(&settings)?;
            self.settings.borrow_mut().clone_from(&settings);
            let delivery = Delivery { audience: Audience::Everyone, event: Event::Settled(settings) };
            self.deliver(&Outbox { save: None, deliveries: vec![delivery] }, None);
            self.expect_listing();
        }
        Ok(Ok(()))
    }

    /// Keeps the digest of a new secret that makes one an owner. The one before makes nobody one any more.
    pub(super) fn keep_owner_link(&self, member: &Member, secret: &str) -> Outcome {
        if !self.is_owner(&member.id)? {
            return Ok(Err(Refusal::NotOwner));
        }
        self.log.keep_owner_key(&digest(secret))?;
        Ok(Ok(()))
    }

    /// Makes somebody an owner who has the secret, and lets them in, locked or not.
    pub(super) fn own(self: &Rc<Self>, member: &Member, secret: &str) -> Outcome {
        // Digests may be compared as they are: who could learn one bit of them by the time it takes, knows no bit of the secret.
        if self.log.owner_key()?.is_none_or(|key| key != digest(secret)) {
            return Ok(Err(Refusal::OwnerLinkExpired));
        }
        let mut owners = self.log.owners()?;
        if owners.contains(&member.id) {
            return Ok(Ok(()));
        }
        if owners.len() >= limits::OWNERS_MAX {
            return Ok(Err(Refusal::TooManyOwners));
        }
        // An owner is let into a locked room; a name that somebody else has is not theirs all the same.
        let admitted = self.enter(Door::Open, member, Listing::Unlisted)?;
        if admitted.is_ok() {
            owners.push(member.id.clone());
            self.log.keep_owners(&owners)?;
        }
        Ok(admitted)
    }

    /// Deletes what was said here, and everything else, and tells everyone. What D1 has of it goes by the alarm, which
    /// does not give up until it is gone; then the room's name is free.
    pub(super) fn delete(self: &Rc<Self>, member: &Member) -> Outcome {
        if !self.is_owner(&member.id)? {
            return Ok(Err(Refusal::NotOwner));
        }
        let now = clock::now();
        self.rouse_by(now);
        self.log.empty(now)?;
        self.deleted_at.set(Some(now));
        *self.settings.borrow_mut() = Settings::default();
        log::info("room_deleted", json!({ "room": self.label() }));
        let connections: Vec<_> = self.sockets.borrow().connections().cloned().collect();
        for connection in connections {
            self.hang_up(&connection, DELETED.0, DELETED.1);
        }
        self.forget_everything()?;
        Ok(Ok(()))
    }
}

fn digest(secret: &str) -> String {
    random::to_hex(&Sha256::digest(format!("natter owner {secret}")))
}
