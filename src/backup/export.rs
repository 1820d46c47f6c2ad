//! What is read of a room for a file: from the room what it has, and from D1 what only that has.

use std::collections::BTreeMap;

use room::{Member, Millis, Seq, Slug};
use serde_json::json;
use worker::Env;

use crate::http::error::Problem;
use crate::limits::{EXPORT_MAX_BYTES, EXPORT_PAGE, EXPORT_PAGES};
use crate::room_client::{ExportQuery, ExportedMessages, MemberLine, MessageLine, RoomLine, RoomStub};
use crate::{clock, db, log};

/// A part of a room, from one place on.
pub(super) struct Part {
    /// When it was read.
    pub(super) exported_at: Millis,
    /// The place after which it begins; none: with the room itself and its members.
    pub(super) after: Option<Seq>,
    /// The room itself.
    pub(super) room: RoomLine,
    /// Everybody who was ever let in. Only the first part has them.
    pub(super) members: Vec<MemberLine>,
    /// Oldest first.
    pub(super) messages: Vec<MessageLine>,
    /// The place after which the next part begins; none if this is the last one.
    pub(super) next: Option<Seq>,
}

impl Part {
    /// Reads it.
    ///
    /// # Errors
    /// The refusal of the room, [`Problem::NotFound`] if there is no room, and
    /// [`Problem::ArchiveUnavailable`]: a file with a hole is worse than none.
    pub(super) async fn read(env: &Env, slug: &Slug, reader: &Member, after: Option<Seq>) -> Result<Self, Problem> {
        let stub = RoomStub::of(env, slug)?;
        let room = stub.export(reader).await??;
        if room.version == 0 {
            return Err(Problem::NotFound);
        }
        let members = if after.is_none() { members(&stub).await? } else { Vec::new() };
        let (mut messages, mut bytes) = (Vec::new(), 0);
        let mut at = after.unwrap_or_default();
        let mut next = None;
        for page in 1.. {
            let (found, until) = page_after(env, &stub, slug, at).await?;
            bytes += found.iter().map(size).sum::<usize>();
            messages.extend(found);
            match until {
                None => break,
                Some(until) => at = until,
            }
            if page >= EXPORT_PAGES || bytes >= EXPORT_MAX_BYTES {
                next = Some(at);
                break;
            }
        }
        Ok(Self { exported_at: clock::now(), after, room, members, messages, next })
    }
}

/// About how long a message is in a file.
fn size(line: &MessageLine) -> usize {
    let earlier = line.record.earlier.iter().map(|earlier| earlier.body.as_str().len());
    line.record.message.body.as_str().len() + earlier.sum::<usize>()
}

async fn members(stub: &RoomStub) -> Result<Vec<MemberLine>, Problem> {
    let mut members: Vec<MemberLine> = Vec::new();
    loop {
        let after_member = members.last().map(|last| last.id.as_str().to_owned()).unwrap_or_default();
        let query = ExportQuery { after_member, limit: EXPORT_PAGE, ..ExportQuery::default() };
        let found = stub.export_members(&query).await?;
        let is_last = found.len() < EXPORT_PAGE;
        members.extend(found);
        if is_last {
            return Ok(members);
        }
    }
}

/// The next messages, and the place up to which these are all; none if there are no more.
///
/// The room is asked first: what it prunes after that, D1 has by then.
async fn page_after(
    env: &Env,
    stub: &RoomStub,
    slug: &Slug,
    after: Seq,
) -> Result<(Vec<MessageLine>, Option<Seq>), Problem> {
    let query = ExportQuery { after, limit: EXPORT_PAGE, ..ExportQuery::default() };
    let ExportedMessages { messages: in_room, archived_until } = stub.export_messages(&query).await?;
    let room_until = (in_room.len() >= EXPORT_PAGE).then(|| in_room.last().map(place)).flatten();
    let Some(archived_until) = archived_until else { return Ok((in_room, room_until)) };
    let until = room_until.map_or(archived_until, |until| until.min(archived_until));
    let archived = async { db::Archive::of(env)?.records_after(slug, after, until, EXPORT_PAGE).await };
    let archived = archived.await.map_err(|error| {
        log::warn("archived_message_unavailable", json!({ "error": error.to_string() }));
        Problem::ArchiveUnavailable
    })?;
    let until = if archived.len() >= EXPORT_PAGE { archived.last().map_or(until, place) } else { until };
    let of_room = in_room.into_iter().filter(|line| place(line) <= until);
    // What was brought back into the room is newer there.
    let by_place: BTreeMap<Seq, MessageLine> = archived.into_iter().chain(of_room).map(|it| (place(&it), it)).collect();
    Ok((by_place.into_values().collect(), Some(until)))
}

fn place(line: &MessageLine) -> Seq {
    line.record.message.seq
}
