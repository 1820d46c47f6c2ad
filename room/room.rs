//! The room: commands in, effects out. This is where order is decided, one command after another.

mod facts_needed;
mod forgetting;
mod join_commands;
mod message_commands;
mod moderation_commands;
mod owner_commands;
mod posting;
mod queries;
mod reaction_commands;
mod refusals;
mod report_commands;
pub(crate) mod saved_state;
mod slash_commands;
pub(crate) mod upload_commands;

use crate::address_limiter::AddressLimiter;
use crate::message::reaction::ReactionNews;
use crate::patience::Patience;
use crate::posting::word_filter::WordFilter;
use crate::presence::presence::{Departed, Presence};
use crate::presence::typing::Typing;
use crate::rate_limiter::RateLimiter;
use crate::time::MonotonicClock;
use crate::{
    Caller, Close, CloseReason, Command, ConnectionId, ConnectionUpdate, DisconnectReason, Effects, Event, Facts,
    Fingerprint, JoinLeaveNotice, MemberId, Message, Millis, NameReservations, Ownership, Person, PresenceMarker,
    RoleLink, Sanctions, SavedState, Settings, SitePolicy, Slug, Status, UploadLimits, Version, Write, limits,
};
use message_commands::{Said, Undoable};
use reaction_commands::Wanted;

/// A chat room in memory. Nothing in it is the only copy: [`Room::restore`] makes it from what the
/// storage and the open connections know, so it may be dropped and restored between any two
/// commands.
#[derive(Debug)]
pub struct Room {
    slug: Slug,
    version: Version,
    is_founded: bool,
    deleted_at: Option<Millis>,
    settings: Settings,
    edit_window_ms: Millis,
    ownership: Ownership,
    site: SitePolicy,
    sanctions: Sanctions,
    last_message: Option<Message>,
    undoable: Undoable,
    presence: Presence,
    reservations: NameReservations,
    reactions: ReactionNews,
    send_limiter: RateLimiter,
    /// Messages alone count, in slow mode.
    slow_limiter: RateLimiter,
    /// The refused words of the settings.
    word_filter: WordFilter,
    reaction_limiter: RateLimiter,
    status_limiter: RateLimiter,
    frame_limiter: RateLimiter,
    typing: Typing,
    notice: JoinLeaveNotice,
    clock: MonotonicClock,
    presence_version: u64,
    /// Counts the changes of who owns the room.
    owners_version: u64,
    /// Who gives the command that is being carried out.
    caller: Caller,
    addresses: AddressLimiter,
    patience: Patience,
    founded_from: Option<Fingerprint>,
    founder: Option<Person>,
    upload_limits: UploadLimits,
    upload_limiter: RateLimiter,
}

impl Room {
    /// Restores the room after sleep, eviction, a crash or a deploy. A room that was never founded
    /// begins to count at `now`.
    #[must_use]
    pub fn restore(saved: SavedState, now: Millis) -> Self {
        let mut send_limiter = RateLimiter::of_sends();
        let posting = &saved.settings.posting;
        let mut slow_limiter = RateLimiter::of_slow_mode(posting.slow_mode.interval_ms());
        let word_filter = WordFilter::of(&posting.refused_words);
        for message in &saved.recent {
            // These were all let through, in this order. Slow mode refuses some that were said
            // before it was switched on, or by somebody who is free of it: nothing depends on
            // those.
            let _ = send_limiter.take(&message.member, message.said_at);
            let _ = slow_limiter.take(&message.member, message.said_at);
        }
        let reservations = match saved.presence_marker {
            PresenceMarker::NeverUsed => NameReservations::default(),
            PresenceMarker::Empty(reservations) => reservations,
            PresenceMarker::InUse if saved.connections.is_empty() => NameReservations::of_everybody(now),
            PresenceMarker::InUse => NameReservations::default(),
        };
        let presence = Presence::restore(saved.connections, saved.hibernated.leaving);
        let mut clock = MonotonicClock::starting_at(presence.not_before());
        let undoable = Undoable::restore(saved.undoable, clock.read(now), now);
        Self {
            slug: saved.slug,
            version: saved.version.unwrap_or(now),
            is_founded: saved.version.is_some(),
            deleted_at: saved.deleted_at,
            settings: saved.settings,
            edit_window_ms: saved.edit_window_ms,
            ownership: saved.ownership,
            site: SitePolicy::default(),
            sanctions: Sanctions::restore(saved.sanctions),
            last_message: saved.recent.into_iter().last(),
            undoable,
            clock,
            presence,
            reservations: reservations.merged_with(saved.hibernated.reservations),
            reactions: ReactionNews::default(),
            send_limiter,
            slow_limiter,
            word_filter,
            reaction_limiter: RateLimiter::of_sends(),
            status_limiter: RateLimiter::of_sends(),
            frame_limiter: RateLimiter::of_frames(),
            typing: Typing::default(),
            notice: saved.hibernated.notice,
            presence_version: 0,
            owners_version: 0,
            caller: Caller::default(),
            addresses: AddressLimiter::default(),
            patience: Patience::default(),
            founded_from: saved.founded_from,
            founder: saved.founder,
            upload_limits: saved.upload_limits,
            upload_limiter: RateLimiter::of_sends(),
        }
    }

    /// Carries out a command, unless the site does not allow it or its member is shut out.
    pub fn apply(&mut self, command: Command, facts: Facts, now: Millis) -> Effects {
        let (member, time) = (command.wished_by().cloned(), self.clock.read(now));
        let patience = member.as_ref().map_or(Ok(()), |member| self.check_patience(member, now));
        let mut effects = match patience.and_then(|()| self.site.check_command(&command)) {
            Ok(()) => self.carry_out(command, facts, time, now),
            Err(refusal) => Effects::refused(refusal),
        };
        if let Some(member) = member.filter(|_| effects.reply.is_err()) {
            effects = self.lose_patience(&member, effects, time, now);
        }
        effects.wake_at = self.wake_at();
        effects
    }

    fn carry_out(&mut self, command: Command, facts: Facts, time: Millis, now: Millis) -> Effects {
        self.caller = facts.caller;
        let touches_presence = !matches!(
            command,
            Command::Say { .. }
                | Command::Edit { .. }
                | Command::Remove { .. }
                | Command::UndoRemoval { .. }
                | Command::React { .. }
                | Command::BeginUpload { .. }
                | Command::EndUpload { .. }
                | Command::DescribeUpload { .. }
                | Command::RemoveUpload { .. }
                | Command::Report { .. }
                | Command::CloseReports { .. }
                | Command::RemoveMessages { .. }
                | Command::RestoreMessages { .. }
                | Command::Type { .. }
                | Command::SetStatus { .. }
        );
        let mut effects = match command {
            Command::Join { member, founding } => self.join(&member, founding, &facts.join, now),
            Command::Connect { member, connection } => self.connect(member, connection, &facts.join, time, now),
            Command::Poll { member } => self.poll(member, &facts.join, time, now),
            Command::Disconnect { member, connection, reason } => {
                let mut effects = Effects::default();
                self.disconnect(&member, &connection, reason, time, &mut effects);
                effects
            }
            Command::TimeOut { connections } => {
                self.end(connections, DisconnectReason::TimedOut, CloseReason::TimedOut, time, now)
            }
            Command::Leave { member } => {
                let connections =
                    self.presence.connections_of(&member).map(|it| (member.clone(), it.clone())).collect();
                // Whose page closed before the leave came is in the grace period of that close.
                self.presence.end_grace_period(&member, time);
                self.end(connections, DisconnectReason::Left, CloseReason::Left, time, now)
            }
            Command::Rename { member } => self.rename(member, &facts.join, now),
            Command::SetStatus { member, connection, status } => self.set_status(&member, &connection, status, time),
            Command::Type { member } => {
                let mut effects = Effects::default();
                if self.sanctions.check_may_speak(&member.id, now).is_err() {
                    return effects;
                }
                let event = self.typing.on_typing(member, self.presence.count(), time);
                event.into_iter().for_each(|event| effects.broadcast(event));
                effects
            }
            Command::Say { member, cid, text, reply_to, files } => {
                self.say(Said { member, cid, text, reply_to, files }, facts, time, now)
            }
            Command::BeginUpload { member, id, name, bytes, from } => {
                self.begin_upload(&member, id, (name, bytes), from, &facts, now)
            }
            Command::EndUpload { member, id: _, outcome } => Self::end_upload(&member, outcome, facts),
            Command::DescribeUpload { member, id: _, alt } => self.describe_upload(&member, &alt, facts),
            Command::RemoveUpload { member, id: _ } => Self::remove_upload(&member, facts),
            Command::Edit { member, seq: _, cid, base, text } => self.edit(&member, cid, base, &text, facts, now),
            Command::Remove { member, seq: _ } => self.remove(member, facts, time, now),
            Command::UndoRemoval { member, seq: _ } => self.undo_removal(&member, facts, time, now),
            Command::React { member, seq, typed, state } => {
                self.react(Wanted { member, seq, typed, state }, &facts, time, now)
            }
            Command::Report { member, seq, reason, note } => self.report(member, seq, (reason, &note), &facts, now),
            Command::CloseReports { member, seq, state } => self.close_reports(&member, seq, state),
            Command::Sanction { by, member, new } => self.sanction(&by, &member, new, &facts, (time, now)),
            Command::LiftSanction { by, member, kind } => self.lift(&by, &member, kind, now),
            Command::RemoveMessages { by, member } => self.remove_messages(&by, &member, facts, (time, now)),
            Command::Forget { member } => self.forget(&member, facts, time, now),
            Command::RestoreMessages { by, member } => self.restore_messages(&by, &member, facts, time, now),
            Command::UpdateSettings { member, settings } => self.update_settings(&member, settings, now),
            Command::SetRoleLink { member, role, digest, uses } => {
                let link = RoleLink::new(digest, uses, now);
                self.set_role_link(&member, role, link, now)
            }
            Command::FollowRoleLink { member, digest } => self.follow_role_link(&member, &digest, &facts.join, now),
            Command::RemoveRole { member, holder } => self.remove_role(&member, &holder, now),
            Command::SetClosed { member, reason } => self.set_closed(&member, reason, time, now),
            Command::DismissReminder { member } => self.dismiss_reminder(&member),
            Command::Delete { member } => self.delete(&member, now),
            Command::Flood { member } => self.lose_patience(&member, Effects::default(), time, now),
            Command::Tick => {
                let mut effects = Effects::default();
                self.announce(time, now, &mut effects);
                effects.writes.extend(self.undoable.take_expired(time));
                self.tell_reactions(time, &mut effects);
                self.end_mutes(now, &mut effects);
                effects
            }
        };
        if touches_presence {
            self.presence_version += 1;
            effects.writes.extend(self.presence_marker().map(Write::SetPresenceMarker));
        }
        effects
    }

    /// Takes over what holds in every room of the site. A room that was restored knows nothing of
    /// it until it is told.
    pub fn set_site_policy(&mut self, site: SitePolicy) {
        self.site = site;
    }

    pub(super) fn disconnect(
        &mut self,
        member: &MemberId,
        connection: &ConnectionId,
        reason: DisconnectReason,
        time: Millis,
        effects: &mut Effects,
    ) {
        let grace_ms = reason.grace_ms();
        self.broadcast_status_change(member, effects, |presence| {
            presence.disconnect(member, connection, time, grace_ms);
        });
    }

    /// Ends connections for good, and announces departures at once.
    pub(super) fn end(
        &mut self,
        connections: Vec<(MemberId, ConnectionId)>,
        reason: DisconnectReason,
        close_reason: CloseReason,
        time: Millis,
        now: Millis,
    ) -> Effects {
        let mut effects = Effects::default();
        for (member, connection) in connections {
            self.disconnect(&member, &connection, reason, time, &mut effects);
            effects.closes.push(Close { connection, reason: close_reason });
        }
        self.announce(time, now, &mut effects);
        effects
    }

    /// A member who becomes active has been away before, so that needs no limit of its own. Changes
    /// that come too fast are ignored.
    fn set_status(&mut self, member: &MemberId, connection: &ConnectionId, status: Status, time: Millis) -> Effects {
        let mut effects = Effects::default();
        let changes = self.presence.status_of(member, connection).is_some_and(|known| known != status);
        if changes && (status == Status::Active || self.status_limiter.take(member, time).is_ok()) {
            let update = ConnectionUpdate::Status(status);
            effects.writes.push(Write::UpdateConnection { connection: connection.clone(), update });
            self.broadcast_status_change(member, &mut effects, |presence| {
                presence.set_status(member, connection, status);
            });
        }
        effects
    }

    /// Broadcasts that a change made a member away, or active again; but not for a member who was
    /// not announced yet, and not in a crowd, where the list of members stays as it is.
    fn broadcast_status_change(
        &mut self,
        member: &MemberId,
        effects: &mut Effects,
        change: impl FnOnce(&mut Presence),
    ) {
        let before = self.presence.status(member);
        change(&mut self.presence);
        let changed = before.is_some_and(|before| self.presence.status(member) != Some(before));
        let is_listed = self.presence.is_announced(member) && self.presence.count() <= limits::LISTED_MEMBERS_MAX;
        if changed && is_listed {
            let event = self.presence.member(member).map(|member| Event::StatusChanged(self.with_mark(member)));
            event.into_iter().for_each(|event| effects.broadcast(event));
        }
    }

    /// Announces who joined and who left, if that is due. A departure is due at once, and takes
    /// arrivals along.
    fn announce(&mut self, time: Millis, now: Millis, effects: &mut Effects) {
        if self.presence.next_announcement().is_some_and(|due| due <= time) {
            self.announce_now(time, now, effects);
        }
    }

    fn announce_now(&mut self, time: Millis, now: Millis, effects: &mut Effects) {
        let Departed { all, announced: left, listed: unlisted } = self.presence.remove_departed(time);
        all.into_iter().for_each(|member| self.reservations.reserve(member, now));
        self.reservations.expire(now);
        let joined = self.presence.take_unannounced(time);
        let joined: Vec<_> = joined.into_iter().map(|member| self.with_mark(member)).collect();
        if joined.is_empty() && left.is_empty() && unlisted.is_empty() {
            return;
        }
        for connection in joined.iter().flat_map(|joined| self.presence.connections_of(&joined.member.id)) {
            let update = ConnectionUpdate::Announced;
            effects.writes.push(Write::UpdateConnection { connection: connection.clone(), update });
        }
        self.notice.record(self.version, &joined, &left);
        let (online_count, notice) = (self.presence.count(), self.notice.clone());
        effects.broadcast(Event::PresenceChanged { joined, left, unlisted, online_count, notice });
    }

    /// Whom the fence around all rooms is to be told of
    /// ([`ADDRESS_MESSAGES_COUNTED_BY`](crate::limits::ADDRESS_MESSAGES_COUNTED_BY)).
    pub fn take_untold_addresses(&mut self) -> Vec<Fingerprint> {
        self.addresses.take_untold()
    }

    /// The fence around all rooms keeps back what an address sends, until a time.
    pub fn hold_address(&mut self, address: Fingerprint, until: Millis, now: Millis) {
        self.addresses.hold(address, until, now);
    }

    /// What a room that was just restored writes: whether it is in use.
    #[must_use]
    pub fn on_restored(&self) -> Vec<Write> {
        self.presence_marker().map(Write::SetPresenceMarker).into_iter().collect()
    }

    /// When to give [`Command::Tick`], if nothing happens before.
    #[must_use]
    pub fn wake_at(&self) -> Option<Millis> {
        let due = [self.presence.next_announcement(), self.undoable.next_expiry(), self.reactions.next_due()]
            .into_iter()
            .flatten()
            .min();
        due.map(|due| self.clock.to_wall(due))
    }

    /// When the text of a removed message has to go at the latest, whether the room is awake or
    /// not.
    #[must_use]
    pub fn erase_at(&self) -> Option<Millis> {
        self.undoable.next_expiry().map(|due| self.clock.to_wall(due))
    }

    /// None in a room that was never founded, or was deleted: there the storage stays empty.
    fn presence_marker(&self) -> Option<PresenceMarker> {
        if !self.is_founded || self.deleted_at.is_some() {
            return None;
        }
        Some(if self.presence.count() > 0 {
            PresenceMarker::InUse
        } else {
            PresenceMarker::Empty(self.reservations.bounded())
        })
    }
}
