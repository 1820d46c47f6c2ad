//! What is read of a room: snapshots for pages, and pages of messages and members for programs.

use std::collections::BTreeSet;

use room::{
    Member, MemberId, MembersPage, Message, MessageRecord, Millis, NamePrefix, PageQuery, Quote, Reactions, Refusal,
    Role, Room, Seq, limits,
};
use sha2::{Digest as _, Sha256};
use worker::Result;

use super::storage::{Sql, Storage};
use crate::limits::ANSWER_TAG_BYTES;
use crate::random;
use crate::room_client::{
    HistorySource, MessageAnswer, MessageRequest, MessagesAfter, ReportsAnswer, RoomOwner, Snapshot, SnapshotRequest,
};

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
    } else if storage.archived().is_some() {
        HistorySource::Archive
    } else {
        HistorySource::Nowhere
    };
    let (online_count, listed_members) = (room.online_count(), room.listed_members());
    let quotes = quotes(storage, &messages, request.reply_to)?;
    let (pruned, brought_back) = (storage.pruned(), storage.brought_back()?);
    let reactions = reactions(storage, (&messages, &brought_back), reader.as_ref())?;
    Ok(Snapshot {
        version,
        messages,
        quotes,
        reactions,
        pruned,
        brought_back,
        earlier,
        listed_members,
        online_count,
        settings,
        is_new,
        is_full,
        access_denied,
        uploads: reader.as_ref().map_or(Ok(Vec::new()), |reader| storage.uploads().waiting(&reader.id))?,
        muted: reader.and_then(|reader| room.mute_of(&reader.id, now)),
        ..of_owners
    })
}

/// What these messages answer, and what somebody is about to answer.
fn quotes<Q: Sql>(storage: &Storage<Q>, messages: &[Message], reply_to: Option<Seq>) -> Result<Vec<Quote>> {
    storage.quotes(messages.iter().filter_map(|message| message.reply_to).chain(reply_to))
}

/// The reactions to these messages, as a reader sees them; a program has none of its own. Of those
/// that were brought back it says also that there are none, as the archive may know of some.
fn reactions<Q: Sql>(
    storage: &Storage<Q>,
    (messages, brought_back): (&[Message], &[Message]),
    reader: Option<&Member>,
) -> Result<Vec<Reactions>> {
    let seqs = messages.iter().chain(brought_back).map(|message| message.seq);
    let mut reactions = storage.reactions().of(seqs, reader.map(|reader| &reader.id))?;
    brought_back.iter().for_each(|message| add_empty(message.seq, &mut reactions));
    Ok(reactions)
}

/// Says of a message that nobody has reacted to it, if that is so.
fn add_empty(seq: Seq, reactions: &mut Vec<Reactions>) {
    if reactions.iter().all(|known| known.seq != seq) {
        reactions.push(Reactions { seq, kinds: Vec::new() });
    }
}

/// What the page of a message needs, from one instant.
pub(crate) fn message<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    request: &MessageRequest,
    now: Millis,
) -> Result<MessageAnswer> {
    let (reader, seq) = (request.reader(), request.seq);
    let mut snapshot = snapshot(room, storage, &SnapshotRequest::of(Some(&reader), None, 0), now)?;
    if snapshot.access_denied.is_some() {
        return Ok(MessageAnswer { room: snapshot, ..MessageAnswer::default() });
    }
    let edit_window_ms = room.edit_window_ms();
    let Some(MessageRecord { message, earlier }) = storage.record(seq)? else {
        let is_archived = storage.is_archived(seq)?;
        return Ok(MessageAnswer { room: snapshot, is_archived, edit_window_ms, ..MessageAnswer::default() });
    };
    snapshot.quotes = quotes(storage, std::slice::from_ref(&message), None)?;
    snapshot.reactions = storage.reactions().with_reactors(seq, &reader.id)?;
    add_empty(seq, &mut snapshot.reactions);
    let allowed = room.allowed_changes(&reader.id, &message, now);
    let may_read_earlier = room.may_read_earlier_texts(&reader.id, &message);
    let earlier = if may_read_earlier { earlier } else { Vec::new() };
    Ok(MessageAnswer { room: snapshot, message: Some(message), is_archived: false, allowed, edit_window_ms, earlier })
}

/// What the list of reports needs, from one instant.
pub(crate) fn reports<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    request: &SnapshotRequest,
    now: Millis,
) -> Result<ReportsAnswer> {
    let shown = snapshot(room, storage, request, now)?;
    if shown.access_denied.is_some() || !shown.role.may_moderate() {
        return Ok(ReportsAnswer { room: shown, ..ReportsAnswer::default() });
    }
    let reports = storage.reports().open(limits::REPORTS_LISTED_MAX)?;
    let mut messages = Vec::new();
    for seq in reports.iter().map(|report| report.seq).collect::<BTreeSet<Seq>>() {
        messages.extend(storage.record(seq)?.map(|record| record.message));
    }
    Ok(ReportsAnswer { room: shown, reports, messages })
}

/// The reader's role, and what only those are told who manage the room or keep order in it.
fn of_owners<Q: Sql>(room: &Room, storage: &Storage<Q>, reader: Option<&Member>) -> Result<Snapshot> {
    let ownership = room.ownership();
    let role = reader.map_or(Role::Everybody, |reader| room.role(&reader.id));
    let open_reports = if role.may_moderate() { storage.reports().open_count()? } else { 0 };
    let Some(reader) = reader.filter(|_| role.may_manage()) else {
        return Ok(Snapshot { role, open_reports, ..Snapshot::default() });
    };
    let named = |id: &MemberId| Ok(RoomOwner { id: id.clone(), name: storage.name_of(id)? });
    let owners = ownership.owners.iter().map(named).collect::<Result<Vec<RoomOwner>>>()?;
    let moderators = ownership.moderators.iter().map(named).collect::<Result<Vec<RoomOwner>>>()?;
    let needs_owner_link = ownership.needs_reminder(&reader.id);
    Ok(Snapshot { role, owners, moderators, needs_owner_link, open_reports, ..Snapshot::default() })
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
    let query = if request.after.is_some() { snapshot_after } else { snapshot };
    let shown = query(room, storage, request, now)?;
    let not_counted = refusal.filter(|_| shown.access_denied.is_none());
    Ok(Snapshot { state, not_counted, ..shown })
}

/// What a page needs that shows messages after a place, which are read forwards.
pub(crate) fn snapshot_after<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    request: &SnapshotRequest,
    now: Millis,
) -> Result<Snapshot> {
    let SnapshotRequest { after, limit, .. } = *request;
    let mut shown = snapshot(room, storage, &SnapshotRequest::of(request.reader().as_ref(), None, 0), now)?;
    if shown.access_denied.is_none() {
        MessagesAfter { messages: shown.messages, archived_until: shown.archived_until, .. } =
            storage.messages_after(PageQuery { after, before: None, limit })?;
        shown.quotes = quotes(storage, &shown.messages, None)?;
        shown.reactions = reactions(storage, (&shown.messages, &shown.brought_back), request.reader().as_ref())?;
    }
    Ok(shown)
}

/// The newest messages that are meant for the reader, as far as the room has them.
pub(crate) fn for_you<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    request: &SnapshotRequest,
    now: Millis,
) -> Result<Snapshot> {
    let reader = request.reader();
    let mut shown = snapshot(room, storage, &SnapshotRequest::of(reader.as_ref(), None, 0), now)?;
    if let Some(reader) = reader.filter(|_| shown.access_denied.is_none()) {
        shown.messages = storage.meant_for(&reader.id, request.limit)?;
        shown.quotes = quotes(storage, &shown.messages, None)?;
        shown.reactions = reactions(storage, (&shown.messages, &shown.brought_back), Some(&reader))?;
    }
    Ok(shown)
}

/// What tells two states of a room apart, as a frame shows them. A room that was restored counts
/// changes of its members anew, so the members themselves are in it.
fn state_of<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    (reader, refusal): (Option<&Member>, Option<&Refusal>),
) -> Result<String> {
    let log = (room.version(), storage.pruned());
    let role = reader.map(|reader| room.role(&reader.id));
    let all = (log, room.online_count(), room.listed_members(), room.settings(), role, refusal);
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
        Ok(()) => {
            let after = storage.messages_after(query)?;
            let brought_back = storage.brought_back()?;
            let reactions = reactions(storage, (&after.messages, &brought_back), None)?;
            Ok(Ok(MessagesAfter { reactions, brought_back, ..after }))
        }
        Err(refusal) => Ok(Err(refusal)),
    }
}

/// One page of the members who are here.
pub(crate) fn members_page(room: &Room, query: PageQuery) -> std::result::Result<MembersPage, Refusal> {
    room.check_public_access().map(|()| room.members_page(query))
}

/// Members who are here and whose names begin so, for whoever types one.
pub(crate) fn members_named<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    reader: &Member,
    typed: &str,
    now: Millis,
) -> Result<std::result::Result<Vec<Member>, Refusal>> {
    let access = check_access(room, storage, Some(reader), now)?;
    Ok(access.map(|()| room.members_named(&NamePrefix::of(typed), &reader.id)))
}

/// Whether somebody may read the room, under this name; a program has none.
pub(crate) fn check_access<Q: Sql>(
    room: &Room,
    storage: &Storage<Q>,
    reader: Option<&Member>,
    now: Millis,
) -> Result<std::result::Result<(), Refusal>> {
    let Some(reader) = reader else { return Ok(room.check_public_access()) };
    let facts = storage.join_facts(reader)?;
    Ok(room.check_access(reader, room.settings().join_policy, &facts, now))
}
