//! What is read of a room: snapshots for pages, and pages of messages and members for programs.

use room::{Member, MembersPage, Millis, PageQuery, Refusal, Room};
use sha2::{Digest as _, Sha256};
use worker::Result;

use super::storage::{Sql, Storage};
use crate::limits::ANSWER_TAG_BYTES;
use crate::random;
use crate::room_client::{HistorySource, MessagesAfter, Role, RoomOwner, Snapshot, SnapshotRequest};

/// What a page needs, from one instant.
pub(crate) fn snapshot<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    request: &SnapshotRequest,
    now: Millis,
) -> Result<Snapshot> {
    let reader = request.reader();
    let access_denied = check_access(room, storage, reader.as_ref(), now)?.err();
    let of_owners = of_owners(room, storage, reader.as_ref())?;
    let settings = room.settings().clone();
    let version = room.version();
    let (is_new, is_full) = (!room.is_founded(), room.is_full());
    if access_denied.is_some() {
        let (messages, listed_members) = (Vec::new(), Vec::new());
        let earlier = HistorySource::Nowhere;
        return Ok(Snapshot {
            version,
            messages,
            earlier,
            listed_members,
            online_count: 0,
            settings,
            is_new,
            is_full,
            access_denied,
            ..of_owners
        });
    }
    let mut messages = storage.newest(request.before, request.limit.saturating_add(1))?;
    let earlier = if messages.len() > request.limit {
        messages.remove(0);
        HistorySource::Room
    } else if storage.pruned().is_some() {
        HistorySource::Archive
    } else {
        HistorySource::Nowhere
    };
    let (online_count, listed_members) = (room.online_count(), room.listed_members());
    Ok(Snapshot {
        version,
        messages,
        earlier,
        listed_members,
        online_count,
        settings,
        is_new,
        is_full,
        access_denied,
        ..of_owners
    })
}

/// What only owners are told, and that the reader is one.
fn of_owners<Q: Sql>(room: &Room, storage: &Storage<Q>, reader: Option<&Member>) -> Result<Snapshot> {
    let ownership = room.ownership();
    let Some(reader) = reader.filter(|reader| ownership.is_owner(&reader.id)) else {
        return Ok(Snapshot::default());
    };
    let named = ownership.owners.iter().map(|id| Ok(RoomOwner { id: id.clone(), name: storage.name_of(id)? }));
    let owners = named.collect::<Result<Vec<RoomOwner>>>()?;
    let needs_owner_link = ownership.needs_reminder(&reader.id);
    Ok(Snapshot { role: Role::Owner, owners, needs_owner_link, ..Snapshot::default() })
}

/// What a frame with the log needs, or only the state of the room if it shows that already.
pub(crate) fn log_frame<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    request: &SnapshotRequest,
    refusal: Option<Refusal>,
    now: Millis,
) -> Result<Snapshot> {
    let state = state_of(room, storage, (request.reader().as_ref(), refusal.as_ref()))?;
    if request.known.as_ref() == Some(&state) {
        return Ok(Snapshot { state, ..Snapshot::default() });
    }
    let SnapshotRequest { after, before, limit, .. } = *request;
    // The messages after a place are read forwards, below.
    let backwards = if after.is_some() { 0 } else { limit };
    let request = SnapshotRequest::of(request.reader().as_ref(), before, backwards);
    let mut snapshot = Snapshot { state, ..snapshot(room, storage, &request, now)? };
    if snapshot.access_denied.is_none() {
        snapshot.not_counted = refusal;
        if after.is_some() {
            MessagesAfter { messages: snapshot.messages, archived_until: snapshot.archived_until } =
                storage.messages_after(PageQuery { after, before: None, limit })?;
        }
    }
    Ok(snapshot)
}

/// What tells two states of a room apart, as a frame shows them. A room that was restored counts
/// changes of its members anew, so the members themselves are in it.
fn state_of<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    (reader, refusal): (Option<&Member>, Option<&Refusal>),
) -> Result<String> {
    let log = (room.version(), storage.pruned());
    let is_owner = reader.is_some_and(|reader| room.ownership().is_owner(&reader.id));
    let all = (log, room.online_count(), room.listed_members(), room.settings(), is_owner, refusal);
    let digest = Sha256::digest(serde_json::to_vec(&all)?);
    Ok(random::to_hex(digest.get(..ANSWER_TAG_BYTES).unwrap_or_default()))
}

/// The messages after a place, as far as the room has them.
pub(crate) fn messages_after<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    query: PageQuery,
) -> Result<std::result::Result<MessagesAfter, Refusal>> {
    match room.check_public_access() {
        Ok(()) => storage.messages_after(query).map(Ok),
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// One page of the members who are here.
pub(crate) fn members_page(room: &Room, query: PageQuery) -> std::result::Result<MembersPage, Refusal> {
    room.check_public_access().map(|()| room.members_page(query))
}

fn check_access<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    reader: Option<&Member>,
    now: Millis,
) -> Result<std::result::Result<(), Refusal>> {
    let Some(reader) = reader else { return Ok(room.check_public_access()) };
    let facts = storage.join_facts(reader)?;
    Ok(room.check_access(reader, room.settings().join_policy, &facts, now))
}
