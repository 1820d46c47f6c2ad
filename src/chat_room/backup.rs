//! Everything that is in the room leaves it, comes in again, or goes to D1 once more.

use std::rc::Rc;

use room::{Member, Refusal, Room, Sanction, Seq, limits};
use serde_json::json;
use worker::{Request, Response, Result};

use super::call_body::{not_understood, parse};
use super::runtime::Runtime;
use super::storage::{MetaKey, Sql, Storage};
use super::{forgetting, queries};
use crate::http::error::{Expected, Problem};
use crate::http::{query, response};
use crate::limits::EXPORT_PAGE;
use crate::log;
use crate::room_client::{self as calls, ExportQuery, ExportedMessages, ImportPart, Reshipped, RoomLine};

/// Answers one of the calls of a backup.
pub(super) async fn answer_call(runtime: &Rc<Runtime>, path: &str, mut request: Request) -> Result<Response, Problem> {
    Ok(match path {
        calls::EXPORT => {
            let reader: Member = parse(&request.text().await?)?;
            let exported = runtime.read(|engine| export(engine.room(), engine.storage(), &reader, engine.now()))?;
            response::json_response(200, &exported)?
        }
        calls::EXPORT_MEMBERS => {
            let ExportQuery { after_member, limit, .. } = query::read(&request, Expected::RoomCall)?;
            let members = runtime.read(|engine| engine.storage().backup().members(&after_member, at_most(limit)))?;
            response::json_response(200, &members)?
        }
        calls::EXPORT_MESSAGES => {
            let ExportQuery { after, limit, .. } = query::read(&request, Expected::RoomCall)?;
            response::json_response(200, &runtime.read(|engine| messages(engine.storage(), after, limit))?)?
        }
        calls::IMPORT => response::json_response(200, &import(runtime, &parse(&request.text().await?)?).await?)?,
        calls::RESHIP => response::json_response(200, &reship(runtime).await?)?,
        calls::FORGET => {
            response::json_response(200, &forgetting::forget(runtime, &parse(&request.text().await?)?).await?)?
        }
        _ => return Err(not_understood(path)),
    })
}

fn at_most(limit: usize) -> usize {
    limit.min(EXPORT_PAGE)
}

/// The room itself, for one of its owners or the operator.
pub(crate) fn export<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    reader: &Member,
    now: room::Millis,
) -> Result<Result<RoomLine, Refusal>> {
    let access = queries::check_access(room, storage, Some(reader), now)?;
    let allowed = access.and(if room.role(&reader.id).may_manage() { Ok(()) } else { Err(Refusal::NotOwner) });
    if let Err(refusal) = allowed {
        return Ok(Err(refusal));
    }
    let Some(founded) = storage.number(MetaKey::Founded)? else { return Ok(Ok(RoomLine::default())) };
    let ownership = room.ownership();
    let mut audit: Vec<_> = storage.moderation().audit_log(None, limits::AUDIT_MAX)?;
    audit.reverse();
    // Where somebody came from stays here. The key of that hash changes anyway.
    let sanctions = room.sanctions().current(now).map(|it| Sanction { from: None, ..it.clone() });
    Ok(Ok(RoomLine {
        founded,
        version: room.version(),
        settings: room.settings().clone(),
        owners: ownership.owners.clone(),
        moderators: ownership.moderators.clone(),
        sanctions: sanctions.collect(),
        audit: audit.into_iter().map(|(_, entry)| entry).collect(),
        reports: storage.reports().all()?,
    }))
}

/// The next messages that the room has.
pub(crate) fn messages<Q: Sql>(storage: &Storage<Q>, after: Seq, limit: usize) -> Result<ExportedMessages> {
    let messages = storage.backup().messages(after, at_most(limit))?;
    Ok(ExportedMessages { messages, archived_until: storage.archived().filter(|archived| after < *archived) })
}

/// Takes in a part of a backup. Only a room in which nobody ever was is filled, and then only with
/// what belongs together. What D1 has of another room at the address goes first: it has the same
/// numbers as what will be said here, and D1 would take that for known.
async fn import(runtime: &Rc<Runtime>, part: &ImportPart) -> Result<Result<(), Refusal>, Problem> {
    let check = || runtime.read(|engine| check_import(engine.room(), engine.storage(), part));
    if check()?.is_ok() && part.room.is_some() {
        runtime.archive.erase(&runtime.slug).await.map_err(unavailable)?;
    }
    let allowed = check()?;
    if allowed.is_ok() {
        runtime.act(|engine| engine.import(part))?;
        if part.is_last {
            log::info("room_imported", json!({ "room": runtime.slug.log_label() }));
        }
    }
    Ok(allowed)
}

/// Whether a part may come in.
pub(crate) fn check_import<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    part: &ImportPart,
) -> Result<Result<(), Refusal>> {
    if room.deleted_at().is_some() {
        return Ok(Err(Refusal::RoomDeleted));
    }
    let allowed = match storage.backup().importing()? {
        Some(of) if of == part.exported_at => Ok(()),
        None if !room.is_founded() && part.room.is_some() => Ok(()),
        None if !room.is_founded() => Err(Refusal::BackupWithoutRoom),
        _ => Err(Refusal::RoomNotEmpty),
    };
    Ok(if storage.is_full()? { allowed.and(Err(Refusal::NoSpace)) } else { allowed })
}

/// Has D1 take everything that the room has once more, and says what it has of what was before.
async fn reship(runtime: &Rc<Runtime>) -> Result<Reshipped, Problem> {
    let (oldest, oldest_at) = runtime.act(|engine| {
        engine.ship_again()?;
        Ok::<_, worker::Error>((engine.storage().oldest()?, engine.storage().oldest_said_at()?))
    })?;
    log::info("room_reshipped", json!({ "room": runtime.slug.log_label() }));
    let Some(oldest) = oldest else { return Ok(Reshipped::default()) };
    let before = runtime.archive.before(&runtime.slug, oldest, 1).await.map_err(unavailable)?;
    Ok(Reshipped { oldest: Some(oldest), oldest_at, before_at: before.last().map(|message| message.said_at) })
}

fn unavailable(error: worker::Error) -> Problem {
    log::warn("archived_message_unavailable", json!({ "error": error.to_string() }));
    Problem::ArchiveUnavailable
}
