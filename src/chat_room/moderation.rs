//! What is read for the pages of moderators, and how all messages of somebody are removed: those of
//! the archive come back into the room first, so that they are removed like any other.

use std::collections::BTreeSet;
use std::rc::Rc;

use room::{Command, Member, MemberId, Millis, Refusal, Room, Seq, limits};
use serde_json::json;
use worker::Result;

use super::queries;
use super::runtime::Runtime;
use super::storage::{Sql, Storage};
use crate::http::error::Problem;
use crate::limits::{AUDIT_PAGE, PERSON_MESSAGES};
use crate::log;
use crate::room_client::{
    AuditAnswer, PeopleAnswer, PersonAnswer, PersonRequest, SanctionNow, Snapshot, SnapshotRequest,
};

/// The page of somebody.
pub(crate) fn person<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    request: &PersonRequest,
    now: Millis,
) -> Result<PersonAnswer> {
    let (reader, id) = (request.reader(), MemberId::from_trusted(request.member.clone()));
    let answer = PersonAnswer { room: readable(room, storage, &reader, now)?, ..PersonAnswer::default() };
    if answer.room.access_denied.is_some() {
        return Ok(answer);
    }
    let present = room.present_member(&id);
    let name = present.as_ref().map(|present| present.member.name.clone());
    let name = name.map_or_else(|| storage.name_of(&id), |name| Ok(Some(name)))?;
    let role = room.role(&id);
    let member = name.map(|name| Member { id: id.clone(), name });
    let answer = PersonAnswer { member, role, present, ..answer };
    if room.check_moderates(&reader.id, &id).is_err() {
        return Ok(answer);
    }
    let sanctions = room.sanctions().current(now).filter(|sanction| sanction.member == id);
    let sanctions = sanctions.map(|sanction| sanction_now(sanction, storage, now)).collect::<Result<Vec<_>>>()?;
    let messages = storage.moderation().messages_of(&id, PERSON_MESSAGES)?;
    let quotes = storage.quotes(messages.iter().filter_map(|message| message.reply_to))?;
    let reactions = storage.reactions().of(messages.iter().map(|message| message.seq), Some(&reader.id))?;
    let restorable = storage.moderation().count_removed(&reader.id, &id)?;
    Ok(PersonAnswer { may_moderate: true, sanctions, messages, quotes, reactions, restorable, ..answer })
}

/// The page with everybody.
pub(crate) fn people<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    request: &PersonRequest,
    now: Millis,
) -> Result<PeopleAnswer> {
    let reader = request.reader();
    let answer = PeopleAnswer { room: readable(room, storage, &reader, now)?, ..PeopleAnswer::default() };
    if answer.room.access_denied.is_some() || !room.role(&reader.id).may_moderate() {
        return Ok(answer);
    }
    let sanctions = room.sanctions().current(now).map(|sanction| sanction_now(sanction, storage, now));
    Ok(PeopleAnswer { sanctions: sanctions.collect::<Result<Vec<_>>>()?, ..answer })
}

/// A part of the audit log, for those who manage the room.
pub(crate) fn audit<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    request: &PersonRequest,
    now: Millis,
) -> Result<AuditAnswer> {
    let reader = request.reader();
    let answer = AuditAnswer { room: readable(room, storage, &reader, now)?, ..AuditAnswer::default() };
    if !room.role(&reader.id).may_manage() {
        return Ok(answer);
    }
    let mut entries = storage.moderation().audit_log(request.before, AUDIT_PAGE + 1)?;
    let has_more = entries.len() > AUDIT_PAGE;
    entries.truncate(AUDIT_PAGE);
    let people: BTreeSet<&MemberId> =
        entries.iter().flat_map(|(_, entry)| [Some(&entry.by), entry.subject.as_ref()]).flatten().collect();
    let named = people.into_iter().map(|id| Ok(storage.name_of(id)?.map(|name| Member { id: id.clone(), name })));
    let names = named.collect::<Result<Vec<_>>>()?.into_iter().flatten().collect();
    Ok(AuditAnswer { entries, names, has_more, ..answer })
}

fn readable<Q: Sql>(room: &Room, storage: &Storage<Q>, reader: &Member, now: Millis) -> Result<Snapshot> {
    queries::snapshot(room, storage, &SnapshotRequest::of(Some(reader), None, 0), now)
}

fn sanction_now<Q: Sql>(sanction: &room::Sanction, storage: &Storage<Q>, now: Millis) -> Result<SanctionNow> {
    let name = storage.name_of(&sanction.member)?;
    Ok(SanctionNow { sanction: sanction.clone(), name, wait_ms: sanction.wait_ms(now) })
}

/// Removes all messages of somebody: those that the room has at once, then those that only the
/// archive has, as far as [`limits::REMOVE_ALL_MAX`] goes. It is done when this returns; after an
/// error the rest is still there, and the moderator is told to do it again.
///
/// # Errors
/// D1 did not answer, or the storage could not be read or written.
pub(super) async fn remove_messages(
    runtime: &Rc<Runtime>,
    by: &Member,
    member: &MemberId,
) -> std::result::Result<std::result::Result<(), Refusal>, Problem> {
    let allowed = runtime.read(|engine| engine.room().check_moderates(&by.id, member));
    if allowed.is_err() {
        return Ok(allowed);
    }
    let mut before: Option<Seq> = None;
    for _ in 0..limits::REMOVE_ALL_MAX / limits::REMOVE_BATCH {
        if let Err(refusal) = remove_held(runtime, by, member)? {
            return Ok(Err(refusal));
        }
        let next = runtime.bring_back_of(member, before).await.map_err(|error| {
            log::warn("archived_message_unavailable", json!({ "error": error.to_string() }));
            Problem::ArchiveUnavailable
        })?;
        match next {
            None => return Ok(Ok(())),
            next => before = next,
        }
    }
    remove_held(runtime, by, member)
}

/// Removes those that the room has, a batch in each turn.
fn remove_held(
    runtime: &Rc<Runtime>,
    by: &Member,
    member: &MemberId,
) -> std::result::Result<std::result::Result<(), Refusal>, Problem> {
    loop {
        let remove = Command::RemoveMessages { by: by.clone(), member: member.clone() };
        runtime.act(|engine| engine.turn(remove, None))??;
        if !runtime.read(|engine| engine.storage().moderation().has_messages_of(member))? {
            return Ok(Ok(()));
        }
    }
}
