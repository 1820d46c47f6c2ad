//! A part of a file comes into a room.

use room::{Millis, Refusal, SingleLineText, Slug};
use serde::Deserialize;
use templates::words::Words;
use worker::{Env, Request};

use super::line::{self, Line};
use crate::http::body;
use crate::http::error::{Expected, Problem};
use crate::http::query;
use crate::limits::IMPORT_MAX_BYTES;
use crate::room_client::{ImportPart, RoomStub};

/// What belongs together.
#[derive(Deserialize)]
struct Of {
    /// When the file was made: parts after the first do not say.
    of: Option<Millis>,
}

/// Where in its file a part was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// It begins it.
    First,
    /// Something was before it.
    Later,
}

/// Takes in a part. The inner result is the room's, or says which line cannot be read; then nothing
/// of the part is in the room.
pub(crate) async fn import(
    request: Request,
    env: &Env,
    slug: &Slug,
    words: &Words,
) -> Result<Result<Place, Refusal>, Problem> {
    let Of { of } = query::read(&request, Expected::QueryFields)?;
    let text = text_of(request).await?;
    let restoring = SingleLineText::at_most(words.backup.restoring, words.backup.restoring.len());
    let part = ImportPart {
        exported_at: of.unwrap_or_default(),
        closed: restoring.unwrap_or_default(),
        ..ImportPart::default()
    };
    match part_of(&text, part) {
        Ok(part) => {
            let place = if part.room.is_some() { Place::First } else { Place::Later };
            Ok(RoomStub::of(env, slug)?.import(&part).await?.map(|()| place))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// The lines of a part.
pub(super) fn part_of(text: &str, mut part: ImportPart) -> Result<ImportPart, Refusal> {
    for (number, text) in text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
        match line::read(text).ok_or(Refusal::BackupLine { line: number + 1 })? {
            Line::Room(exported_at, room) => {
                part.exported_at = exported_at;
                part.room = Some(*room);
            }
            Line::Member(member) => part.members.push(member),
            Line::Message(message) => part.messages.push(*message),
            Line::End => part.is_last = true,
            Line::Other => {}
        }
    }
    Ok(part)
}

async fn text_of(request: Request) -> Result<String, Problem> {
    let body = body::read(request, IMPORT_MAX_BYTES).await?;
    String::from_utf8(body).map_err(|_| Refusal::BackupLine { line: 1 }.into())
}
