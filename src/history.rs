//! A page of history: messages from the room, from the archive (D1), or from both.

use std::collections::BTreeSet;

use room::{Member, MemberId, Message, PageQuery, Quote, Reactions, Refusal, Seq, Slug, limits};
use serde_json::json;
use worker::Env;

use crate::http::error::Problem;
use crate::room_client::{HistorySource, MessageAnswer, MessagesAfter, RoomStub, Snapshot, SnapshotRequest};
use crate::{db, log};

/// How many who reacted are named in a log.
const NAMED: usize = limits::REACTORS_NAMED_MAX;

/// Some of what was said.
pub(crate) struct HistoryPage {
    /// Oldest first.
    pub messages: Vec<Message>,
    /// The reactions to them.
    pub reactions: Vec<Reactions>,
    /// The next page in the same direction; none at the end.
    pub next: Option<PageQuery>,
}

/// What is meant for a reader in a room.
pub(crate) struct ForYou {
    /// The room, with these messages.
    pub snapshot: Snapshot,
    /// Whether the archive has said what it has of it.
    pub is_complete: bool,
}

/// One page of what was said, for a program. Without a cursor, the newest messages.
///
/// # Errors
/// The refusals of the room, and [`Problem::ArchiveUnavailable`] if D1 has the first messages and
/// does not answer. Later ones never take their place.
pub(crate) async fn page(env: &Env, slug: &Slug, query: PageQuery) -> Result<HistoryPage, Problem> {
    match query.after {
        Some(after) => page_after(env, slug, after, query).await,
        None => page_before(env, slug, query).await,
    }
}

/// The newest messages, or those before a place.
async fn page_before(env: &Env, slug: &Slug, query: PageQuery) -> Result<HistoryPage, Problem> {
    let request = SnapshotRequest::of(None, query.before, query.limit);
    let Snapshot { access_denied, messages, reactions, earlier, .. } = read(env, slug, &request).await?;
    if let Some(refusal) = access_denied {
        return Err(refusal.into());
    }
    let next = messages.first().filter(|_| earlier != HistorySource::Nowhere).map(|first| query.before(first.seq));
    Ok(HistoryPage { messages, reactions, next })
}

/// The first messages after a place.
///
/// The room reports its archive cursor. Messages up to it are read from D1, later ones from the
/// room: no gap and no overlap, also if the room prunes more meanwhile.
async fn page_after(env: &Env, slug: &Slug, after: Seq, query: PageQuery) -> Result<HistoryPage, Problem> {
    let in_room = RoomStub::of(env, slug)?.messages_after(query).await??;
    let archived_until = in_room.archived_until;
    let mut page = joined_after(env, slug, after, query, in_room).await?;
    add_reactions(env, slug, (&page.messages, archived_until), (None, NAMED), &mut page.reactions).await;
    Ok(page)
}

/// The first messages after a place, of which the room has some.
pub(crate) async fn joined_after(
    env: &Env,
    slug: &Slug,
    after: Seq,
    query: PageQuery,
    MessagesAfter { messages: in_room, reactions, archived_until, brought_back }: MessagesAfter,
) -> Result<HistoryPage, Problem> {
    let mut archived = match archived_until {
        Some(until) => archived_after(env, slug, after, until, query.limit + 1).await.map_err(|error| {
            log_unavailable(&error);
            Problem::ArchiveUnavailable
        })?,
        None => Vec::new(),
    };
    renew(&mut archived, &brought_back);
    Ok(HistoryPage { reactions, ..HistoryPage::joined(query, archived, in_room) })
}

async fn archived_after(env: &Env, slug: &Slug, after: Seq, until: Seq, limit: usize) -> worker::Result<Vec<Message>> {
    db::Archive::of(env)?.after(slug, after, until, limit).await
}

/// The message that the room was asked for, also if the room has pruned it.
///
/// # Errors
/// [`Refusal::NoSuchMessage`], and [`Problem::ArchiveUnavailable`] if D1 does not answer.
pub(crate) async fn found(env: &Env, slug: &Slug, seq: Seq, answer: &MessageAnswer) -> Result<Message, Problem> {
    if let Some(message) = &answer.message {
        return Ok(message.clone());
    }
    if !answer.is_archived {
        return Err(Refusal::NoSuchMessage.into());
    }
    match archived_after(env, slug, seq.saturating_sub(1), seq, 1).await {
        Ok(messages) => messages.into_iter().next().ok_or(Refusal::NoSuchMessage.into()),
        Err(error) => {
            log_unavailable(&error);
            Err(Problem::ArchiveUnavailable)
        }
    }
}

/// A snapshot of the room, with messages from the archive where the room has pruned its own.
///
/// The room answers first. The Worker reads from D1 only messages that D1 has confirmed to the
/// room. So a page has no gap, however far D1 is behind.
pub(crate) async fn read(env: &Env, slug: &Slug, request: &SnapshotRequest) -> Result<Snapshot, Problem> {
    let snapshot = RoomStub::of(env, slug)?.snapshot(request).await?;
    let mut snapshot = with_archived(env, slug, snapshot, request.before, request.limit).await?;
    add_parts(env, slug, &mut snapshot, request).await;
    Ok(snapshot)
}

/// Adds what belongs to the messages of a snapshot and only the archive has.
pub(crate) async fn add_parts(env: &Env, slug: &Slug, snapshot: &mut Snapshot, request: &SnapshotRequest) {
    add_quotes(env, slug, (&snapshot.messages, request.reply_to), &mut snapshot.quotes).await;
    let (reader, pruned) = (request.reader(), snapshot.pruned);
    let reader = reader.as_ref().map(|reader| &reader.id);
    add_reactions(env, slug, (&snapshot.messages, pruned), (reader, NAMED), &mut snapshot.reactions).await;
}

/// Adds the reactions to messages up to a place that only the archive has. Without D1 there are
/// none to be seen.
pub(crate) async fn add_reactions(
    env: &Env,
    slug: &Slug,
    (messages, archived_until): (&[Message], Option<Seq>),
    (reader, names_max): (Option<&MemberId>, usize),
    reactions: &mut Vec<Reactions>,
) {
    let Some(until) = archived_until else { return };
    let is_known = |seq: &Seq| reactions.iter().any(|known| known.seq == *seq);
    let seqs = messages.iter().map(|message| message.seq).filter(|seq| *seq <= until && !is_known(seq));
    let seqs: BTreeSet<Seq> = seqs.collect();
    if seqs.is_empty() {
        return;
    }
    let archived = async { db::Archive::of(env)?.reactions(slug, &seqs, reader, names_max).await };
    match archived.await {
        Ok(archived) => reactions.extend(archived),
        Err(error) => log_unavailable(&error),
    }
}

/// Adds what messages answer, or somebody is about to answer, that only the archive has. Without D1
/// a reply still leads there.
pub(crate) async fn add_quotes(
    env: &Env,
    slug: &Slug,
    (messages, reply_to): (&[Message], Option<Seq>),
    quotes: &mut Vec<Quote>,
) {
    let mut missing: BTreeSet<Seq> = messages.iter().filter_map(|message| message.reply_to).chain(reply_to).collect();
    missing.retain(|seq| quotes.iter().all(|quote| quote.seq != *seq));
    quotes.extend(messages.iter().filter(|message| missing.remove(&message.seq)).map(Quote::of));
    if missing.is_empty() {
        return;
    }
    let archived = async { db::Archive::of(env)?.at(slug, &missing).await };
    match archived.await {
        Ok(messages) => quotes.extend(messages.iter().map(Quote::of)),
        Err(error) => log_unavailable(&error),
    }
}

/// A snapshot of the room with the first messages after a place, and the last of them if there are
/// more.
pub(crate) async fn read_after(
    env: &Env,
    slug: &Slug,
    reader: &Member,
    after: Seq,
    limit: usize,
) -> Result<(Snapshot, Option<Seq>), Problem> {
    let request = SnapshotRequest::after(reader, after, limit);
    let snapshot = RoomStub::of(env, slug)?.snapshot_after(&request).await?;
    if snapshot.access_denied.is_some() {
        return Ok((snapshot, None));
    }
    let query = PageQuery { after: Some(after), before: None, limit };
    let (messages, archived_until) = (snapshot.messages, snapshot.archived_until);
    let brought_back = snapshot.brought_back.clone();
    let in_room = MessagesAfter { messages, archived_until, brought_back, ..MessagesAfter::default() };
    let HistoryPage { messages, next, .. } = joined_after(env, slug, after, query, in_room).await?;
    let last = messages.last().map(|last| last.seq).filter(|_| next.is_some());
    let mut shown = Snapshot { messages, ..snapshot };
    add_parts(env, slug, &mut shown, &request).await;
    Ok((shown, last))
}

/// A snapshot with the newest messages before a place, and those from the archive before them.
pub(crate) async fn with_archived(
    env: &Env,
    slug: &Slug,
    mut snapshot: Snapshot,
    before: Option<Seq>,
    limit: usize,
) -> Result<Snapshot, Problem> {
    if snapshot.earlier != HistorySource::Archive || snapshot.messages.len() >= limit {
        return Ok(snapshot);
    }
    let missing = limit - snapshot.messages.len();
    let from = snapshot.messages.first().map(|oldest| oldest.seq).or(before).unwrap_or(snapshot.version + 1);
    match archived_before(env, slug, from, missing).await {
        Ok((mut messages, earlier)) => {
            renew(&mut messages, &snapshot.brought_back);
            messages.append(&mut snapshot.messages);
            snapshot.messages = messages;
            snapshot.earlier = earlier;
            Ok(snapshot)
        }
        // The messages of the room have no gap. The reader can ask for the rest later.
        Err(error) if !snapshot.messages.is_empty() => {
            log_unavailable(&error);
            Ok(snapshot)
        }
        Err(error) => {
            log_unavailable(&error);
            Err(Problem::ArchiveUnavailable)
        }
    }
}

/// What the archive has of these messages may be older than what the room has just made of them.
fn renew(archived: &mut [Message], brought_back: &[Message]) {
    for by_now in brought_back {
        archived.iter_mut().filter(|one| one.seq == by_now.seq).for_each(|one| one.clone_from(by_now));
    }
}

async fn archived_before(
    env: &Env,
    slug: &Slug,
    seq: Seq,
    limit: usize,
) -> worker::Result<(Vec<Message>, HistorySource)> {
    let mut messages = db::Archive::of(env)?.before(slug, seq, limit + 1).await?;
    if messages.len() <= limit {
        return Ok((messages, HistorySource::Nowhere));
    }
    messages.remove(0);
    Ok((messages, HistorySource::Archive))
}

impl HistoryPage {
    /// Archived messages, then those of the room: as many as the query wants.
    pub(crate) fn joined(query: PageQuery, archived: Vec<Message>, in_room: Vec<Message>) -> Self {
        let mut messages = archived;
        messages.extend(in_room);
        let has_next = messages.len() > query.limit;
        messages.truncate(query.limit);
        let next = messages.last().filter(|_| has_next).map(|last| query.after(last.seq));
        Self { messages, reactions: Vec::new(), next }
    }
}

/// The newest messages that are meant for a reader, of the room and of the archive: the room as
/// they see it, with these messages in it. Without D1 those that the room has pruned are missing.
pub(crate) async fn for_you(env: &Env, slug: &Slug, reader: &Member, limit: usize) -> Result<ForYou, Problem> {
    let request = SnapshotRequest::of(Some(reader), None, limit);
    let mut snapshot = RoomStub::of(env, slug)?.for_you(&request).await?;
    let missing = limit.saturating_sub(snapshot.messages.len());
    let pruned = snapshot.pruned.filter(|_| missing > 0 && snapshot.access_denied.is_none());
    let mut is_complete = true;
    if let Some(until) = pruned {
        match async { db::Archive::of(env)?.meant_for(slug, &reader.id, until, missing).await }.await {
            Ok(mut archived) => {
                archived.retain(|one| snapshot.brought_back.iter().all(|by_now| by_now.seq != one.seq));
                snapshot.messages.append(&mut archived);
                snapshot.messages.sort_by_key(|message| message.seq);
            }
            Err(error) => {
                log_unavailable(&error);
                is_complete = false;
            }
        }
    }
    add_parts(env, slug, &mut snapshot, &request).await;
    Ok(ForYou { snapshot, is_complete })
}

fn log_unavailable(error: &worker::Error) {
    log::warn("history_unavailable", json!({ "error": error.to_string() }));
}
