//! What members do with messages: say one, give it another text, take it back.

use std::collections::BTreeMap;

use super::Room;
use super::owner_commands::audit;
use crate::address_limiter::Charge;
use crate::message::allowed_changes::is_editable;
use crate::message::mentions;
use crate::{
    AllowedChanges, AuditAction, Body, Cid, Duplicate, EarlierTexts, Effects, Event, Facts, Member, MemberId, Message,
    MessageRecord, Millis, Refusal, Removal, RemovedText, Seq, SlashCommand, UploadId, Version, Write, limits,
};

/// What somebody says, unchecked.
pub(super) struct Said {
    pub(super) member: Member,
    pub(super) cid: Cid,
    pub(super) text: String,
    pub(super) reply_to: Option<Seq>,
    pub(super) files: Vec<UploadId>,
}

/// Removed messages whose text is still stored, and until when. It is counted in the time of the
/// room's monotonic clock.
#[derive(Debug, Default)]
pub(super) struct Undoable(BTreeMap<Seq, Millis>);

impl Undoable {
    /// What the storage has, each with when it was removed. By a clock that was set back since, no
    /// text stays longer than one that was removed now.
    pub(super) fn restore(stored: Vec<(Seq, Millis)>, time: Millis, now: Millis) -> Self {
        let left = |removed_at: Millis| (removed_at + limits::UNDO_REMOVAL_MS - now).clamp(0, limits::UNDO_REMOVAL_MS);
        Self(stored.into_iter().map(|(seq, removed_at)| (seq, time + left(removed_at))).collect())
    }

    /// When the next one expires.
    pub(super) fn next_expiry(&self) -> Option<Millis> {
        self.0.values().min().copied()
    }

    /// Erases what has expired.
    pub(super) fn take_expired(&mut self, time: Millis) -> Vec<Write> {
        let expired = self.0.extract_if(.., |_, until| *until <= time);
        expired.flat_map(|(seq, _)| [Write::EraseRemovedText { seq }, Write::EraseReactions { seq }]).collect()
    }

    fn has(&self, seq: Seq, time: Millis) -> bool {
        self.0.get(&seq).is_some_and(|until| time < *until)
    }
}

impl Room {
    pub(super) fn say(&mut self, said: Said, mut facts: Facts, time: Millis, now: Millis) -> Effects {
        let cid = said.cid.clone();
        match facts.duplicate.take() {
            Some(Duplicate::Recent(message)) => return Effects::answer(Event::DuplicateSend(message), Ok(())),
            Some(Duplicate::Archived(seq)) => {
                return Effects::answer(Event::ArchivedDuplicateSend { cid, seq }, Ok(()));
            }
            None => {}
        }
        let done = self.do_or_say(said, &facts, time, now);
        done.unwrap_or_else(|refusal| Effects::send_refused(cid, refusal))
    }

    /// Does what was typed, or says it.
    fn do_or_say(&mut self, said: Said, facts: &Facts, time: Millis, now: Millis) -> Result<Effects, Refusal> {
        self.site.check_writing(&said.member.id)?;
        self.sanctions.check_may_speak(&said.member.id, now)?;
        if !said.files.is_empty() {
            let body = Body::parse_beside_files(&said.text)?;
            SlashCommand::check_edit(body.as_str())?;
            let message = self.new_message(said, body, facts, now)?;
            return Ok(self.add_message(message, time, now));
        }
        let body = Body::parse(&said.text)?;
        match SlashCommand::parse(body.as_str())? {
            // An action is said.
            None | Some(SlashCommand::Me(_)) => {
                let message = self.new_message(said, body, facts, now)?;
                Ok(self.add_message(message, time, now))
            }
            Some(SlashCommand::Nick(name)) => self.want_name(said.cid, name),
            Some(SlashCommand::Topic(topic)) => self.set_topic(&said.member, said.cid, topic, now),
            Some(SlashCommand::Help) => Ok(Effects::answer(Event::HelpWanted { cid: said.cid }, Ok(()))),
        }
    }

    /// Stores a message that was just said, and shows it to everybody.
    fn add_message(&mut self, message: Message, time: Millis, now: Millis) -> Effects {
        let mut effects = Effects::default();
        // Nobody reads what somebody says above the line that tells that they came.
        if self.presence.has(&message.member) && !self.presence.is_announced(&message.member) {
            self.announce_now(time, now, &mut effects);
            self.presence_version += 1;
        }
        self.version = message.seq;
        self.last_message = Some(message.clone());
        effects.writes.push(Write::InsertMessage(message.clone()));
        let typing_ended = self.typing.on_said(&message.member, self.presence.count(), time);
        effects.broadcast(Event::Said(message));
        typing_ended.into_iter().for_each(|event| effects.broadcast(event));
        effects
    }

    /// The next message, if it may be said.
    fn new_message(&mut self, said: Said, body: Body, facts: &Facts, now: Millis) -> Result<Message, Refusal> {
        self.check_writer(&said.member.id)?;
        if facts.is_storage_full {
            return Err(Refusal::NoSpace);
        }
        let Said { member, cid, text: _, reply_to, files } = said;
        if reply_to.is_some() && !facts.is_answerable {
            return Err(Refusal::NothingToAnswer);
        }
        let files = self.files_of_message(&files, facts)?;
        self.check_text(&member.id, &body, facts.joined_at, now)?;
        self.check_slow_mode(&member.id, now)?;
        self.take_from_allowance(&member.id, body.as_str().len(), now)?;
        self.count_in_slow_mode(&member.id, now);
        // A quote stands above the head of its reply, so a reply has one.
        let continues =
            reply_to.is_none() && self.last_message.as_ref().is_some_and(|last| last.is_continued_by(&member, now));
        let seq = self.version + 1;
        let mentions = mentions::resolve(&body, &facts.claims, &[]);
        Ok(Message {
            seq,
            version: seq,
            member: member.id,
            name: member.name,
            body,
            cid,
            said_at: now,
            continues,
            edited_at: None,
            mentions,
            removal: None,
            reply_to,
            files,
        })
    }

    /// Gives a message another text.
    pub(super) fn edit(
        &mut self,
        member: &MemberId,
        cid: Cid,
        base: Version,
        text: &str,
        facts: Facts,
        now: Millis,
    ) -> Effects {
        if let Err(refusal) = self.sanctions.check_may_speak(member, now) {
            return Effects::refused(refusal);
        }
        let Facts { record, claims, joined_at, is_storage_full, .. } = facts;
        let edited = of_author(record, member).and_then(|record| {
            let Some(body) = new_text(&record, &cid, base, text, self.editing(&record.message, now))? else {
                return Ok(Effects::answer(Event::Unchanged(record.message), Ok(())));
            };
            self.check_writer(member)?;
            self.site.check_writing(member)?;
            if is_storage_full {
                return Err(Refusal::NoSpace);
            }
            self.check_text(member, &body, joined_at, now)?;
            self.take_from_allowance(member, body.as_str().len(), now)?;
            let kept = self.settings.earlier_texts;
            Ok(self.change(record.edited((body, &claims), cid, self.version + 1, kept, now)))
        });
        edited.unwrap_or_else(Effects::refused)
    }

    /// Removes a message. One that is removed stays so.
    pub(super) fn remove(&mut self, member: Member, facts: Facts, time: Millis, now: Millis) -> Effects {
        let Some(record) = facts.record else { return Effects::refused(Refusal::NoSuchMessage) };
        let (seq, author) = (record.message.seq, record.message.member.clone());
        let removed = self.check_may_remove(&member.id, &author).and_then(|()| {
            if record.message.removal.is_some() {
                return Ok(Effects::answer(Event::Unchanged(record.message), Ok(())));
            }
            self.take_from_allowance(&member.id, 0, now)?;
            let mut effects = Effects::default();
            let removal = Removal { at: now, by: member.id.clone(), name: member.name };
            self.add_removal(record, removal, time, &mut effects);
            if member.id != author {
                effects.writes.push(audit(&member.id, AuditAction::MessageRemoved(seq), Some(author), now));
            }
            Ok(effects)
        });
        removed.unwrap_or_else(Effects::refused)
    }

    /// Adds that a message is removed. Its text is kept first, or a storage that fails between the
    /// two would have neither.
    pub(super) fn add_removal(&mut self, record: MessageRecord, removal: Removal, time: Millis, effects: &mut Effects) {
        let (seq, removed_at) = (record.message.seq, removal.at);
        let (tombstone, text) = record.removed(removal, self.version + 1);
        self.undoable.0.insert(seq, time + limits::UNDO_REMOVAL_MS);
        effects.writes.push(Write::KeepRemovedText { seq, removed_at, text });
        self.add_change(tombstone, effects);
    }

    /// Adds that a removed message is back.
    pub(super) fn add_restoration(&mut self, record: MessageRecord, text: RemovedText, effects: &mut Effects) {
        let seq = record.message.seq;
        self.undoable.0.remove(&seq);
        self.add_change(record.restored(text, self.version + 1), effects);
        effects.writes.push(Write::EraseRemovedText { seq });
        // With the tombstone they left the archive.
        effects.writes.push(Write::ShipReactionsAgain { seq, version: self.version });
    }

    /// Whether the text of a removed message can still come back.
    pub(super) fn is_undoable(&self, seq: Seq, time: Millis) -> bool {
        self.undoable.has(seq, time)
    }

    /// Brings a removed message back. Whoever removed it may, for [`limits::UNDO_REMOVAL_MS`]. One
    /// that is not removed is there already.
    pub(super) fn undo_removal(&mut self, member: &MemberId, facts: Facts, time: Millis, now: Millis) -> Effects {
        let Some(record) = facts.record else { return Effects::refused(Refusal::NoSuchMessage) };
        let seq = record.message.seq;
        match &record.message.removal {
            None if record.message.member == *member => {
                return Effects::answer(Event::Unchanged(record.message), Ok(()));
            }
            Some(removal) if removal.by == *member => {}
            _ => return Effects::refused(Refusal::NotAuthor),
        }
        let Some(text) = facts.removed_text.filter(|_| self.undoable.has(seq, time)) else {
            return Effects::refused(Refusal::TooLateToUndo);
        };
        let author = record.message.member.clone();
        let mut effects = Effects::default();
        self.add_restoration(record, text, &mut effects);
        if *member != author {
            effects.writes.push(audit(member, AuditAction::MessageRestored(seq), Some(author), now));
        }
        effects
    }

    /// What a member may do with a message that the room has.
    #[must_use]
    pub fn allowed_changes(&self, member: &MemberId, message: &Message, now: Millis) -> AllowedChanges {
        match &message.removal {
            Some(removal) => AllowedChanges {
                undo_removal: removal.by == *member && self.undoable.has(message.seq, self.clock.peek(now)),
                ..AllowedChanges::default()
            },
            None => AllowedChanges {
                remove: self.check_may_remove(member, &message.member).is_ok(),
                ..AllowedChanges::of(member, message, self.edit_window_ms, now)
            },
        }
    }

    /// Whether a member may read what a message said before it was edited.
    #[must_use]
    pub fn may_read_earlier_texts(&self, member: &MemberId, message: &Message) -> bool {
        match self.settings.earlier_texts {
            EarlierTexts::Everybody => true,
            EarlierTexts::AuthorAndOwners => message.member == *member || self.role(member).may_manage(),
            EarlierTexts::NotKept => false,
        }
    }

    fn editing(&self, message: &Message, now: Millis) -> Editing {
        if is_editable(message, self.edit_window_ms, now) { Editing::Open } else { Editing::Over }
    }

    /// Stores a message that has just changed, and shows it to everybody.
    fn change(&mut self, record: MessageRecord) -> Effects {
        let mut effects = Effects::default();
        self.add_change(record, &mut effects);
        effects
    }

    pub(super) fn add_change(&mut self, record: MessageRecord, effects: &mut Effects) {
        let message = record.message.clone();
        self.version = message.version;
        if let Some(last) = self.last_message.as_mut().filter(|last| last.seq == message.seq) {
            last.clone_from(&message);
        }
        effects.writes.push(Write::UpdateMessage(record));
        effects.broadcast(Event::Changed(message));
    }

    /// A change costs everybody as much as a message. Whoever sends too fast alone uses up nothing
    /// of what the others of their address may send.
    pub(super) fn take_from_allowance(&mut self, member: &MemberId, bytes: usize, now: Millis) -> Result<(), Refusal> {
        let charge = Charge::Send { bytes };
        self.addresses.check(self.caller, charge, now)?;
        self.take_one(member, now)?;
        self.addresses.take_checked(self.caller, charge, now);
        Ok(())
    }

    /// The same of what has no text.
    pub(super) fn take_one(&mut self, member: &MemberId, now: Millis) -> Result<(), Refusal> {
        self.send_limiter.take(member, now).map_err(|wait_ms| Refusal::TooFast { wait_ms })
    }
}

/// Whether a message is young enough for another text.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Editing {
    Open,
    Over,
}

/// The message, if it is this member's.
fn of_author(record: Option<MessageRecord>, member: &MemberId) -> Result<MessageRecord, Refusal> {
    match record {
        Some(record) if record.message.member == *member => Ok(record),
        Some(_) => Err(Refusal::NotAuthor),
        None => Err(Refusal::NoSuchMessage),
    }
}

/// The text that an edit gives a message, if it may. None if it came before, or changes nothing.
fn new_text(
    record: &MessageRecord,
    cid: &Cid,
    base: Version,
    text: &str,
    editing: Editing,
) -> Result<Option<Body>, Refusal> {
    let message = &record.message;
    if message.removal.is_some() {
        return Err(Refusal::MessageRemoved);
    }
    if record.has_edit(cid) {
        return Ok(None);
    }
    if editing == Editing::Over {
        return Err(Refusal::TooLateToEdit);
    }
    let body = if message.has_file() { Body::parse_beside_files(text)? } else { Body::parse(text)? };
    if body == message.body {
        return Ok(None);
    }
    SlashCommand::check_edit(body.as_str())?;
    if base != message.version {
        return Err(Refusal::EditedMeanwhile { version: message.version, text: message.body.clone() });
    }
    Ok(Some(body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removed_text_expires_when_its_undo_is_over() {
        let mut undoable = Undoable::restore(vec![(7, 1_000), (8, 5_000)], 50_000, 6_000);
        assert_eq!(undoable.next_expiry(), Some(55_000));
        assert_eq!(undoable.take_expired(54_999), []);
        assert!(undoable.has(7, 54_999) && !undoable.has(7, 55_000), "not even if nobody has come to erase it");
        assert_eq!(
            undoable.take_expired(55_000),
            [Write::EraseRemovedText { seq: 7 }, Write::EraseReactions { seq: 7 }]
        );
        assert_eq!(undoable.next_expiry(), Some(59_000));
    }

    #[test]
    fn removal_by_another_clock_expires_all_the_same() {
        let undoable = Undoable::restore(vec![(7, 9_000_000), (8, 0)], 50_000, 6_000_000);
        assert_eq!(undoable.0, BTreeMap::from([(7, 60_000), (8, 50_000)]));
    }
}
