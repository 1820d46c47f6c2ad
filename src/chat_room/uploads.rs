//! What a room decides about files: who may upload one, and whom it is shown to. The Worker has the
//! bytes; they never come here.

use std::rc::Rc;

use room::{Caller, Command, Founding, Member, Refusal, Room, Strictness, UploadId, UploadedFile};
use worker::Result;

use super::queries;
use super::runtime::Runtime;
use super::storage::{Sql, Storage};
use crate::room_client::{BeginUploadValue, EndUploadValue, FileAnswer, FileRequest, UploadBegun};

/// Lets a file in, or says why not. A form may come from somebody who never connected, so they join
/// first.
pub(super) fn begin(
    runtime: &Rc<Runtime>,
    caller: Caller,
    member: Member,
    BeginUploadValue { id, name, bytes }: BeginUploadValue,
) -> Result<UploadBegun> {
    let from = caller.from.filter(|_| caller.strictness != Strictness::Off);
    let join = Command::Join { member: member.clone(), founding: Founding::default() };
    let begin = Command::BeginUpload { member, id: id.clone(), name, bytes, from };
    runtime.act(|engine| {
        let reply = match engine.turn_by(join, caller)? {
            Ok(()) => engine.turn_by(begin, caller)?,
            refused => refused,
        };
        if let Err(refusal) = reply {
            return Ok(UploadBegun::Refused(refusal));
        }
        let upload = engine.storage().uploads().find(&id)?;
        let stored = upload.filter(|upload| upload.state == room::UploadState::Stored);
        Ok(stored.map_or(UploadBegun::Awaited, |upload| UploadBegun::Stored(upload.file)))
    })
}

/// Learns how an upload ended. Returns the file as it is known now.
pub(super) fn end(
    runtime: &Rc<Runtime>,
    member: &Member,
    EndUploadValue { id, outcome }: EndUploadValue,
) -> Result<std::result::Result<UploadedFile, Refusal>> {
    let end = Command::EndUpload { member: member.id.clone(), id: id.clone(), outcome };
    runtime.act(|engine| {
        if let Err(refusal) = engine.turn(end, None)? {
            return Ok(Err(refusal));
        }
        let upload = engine.storage().uploads().find(&id)?;
        Ok(upload.map(|upload| upload.file).ok_or(Refusal::UploadGone))
    })
}

/// A file, for whoever may read the room.
pub(super) fn file<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    request: &FileRequest,
    now: room::Millis,
) -> Result<FileAnswer> {
    let reader = request.reader();
    if let Err(refusal) = queries::check_access(room, storage, reader.as_ref(), now)? {
        return Ok(FileAnswer::Refused(refusal));
    }
    let Ok(id) = UploadId::parse(&request.file) else { return Ok(FileAnswer::Absent) };
    let upload = storage.uploads().find(&id)?;
    let shown = upload.filter(|upload| Room::shows_upload(upload, reader.as_ref().map(|reader| &reader.id)));
    Ok(shown.map_or(FileAnswer::Absent, |upload| FileAnswer::Shown(upload.file)))
}
