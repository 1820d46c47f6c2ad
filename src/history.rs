//! A page of history: messages from the room, from the archive (D1), or from both.

use room::{Message, PageQuery, Seq, Slug};
use serde_json::json;
use worker::Env;

use crate::http::error::Problem;
use crate::room_client::{HistorySource, MessagesAfter, RoomStub, Snapshot, SnapshotRequest};
use crate::{db, log};

/// Some of what was said.
pub(crate) struct HistoryPage {
    /// Oldest first.
    pub messages: Vec<Message>,
    /// The next page in the same direction; none at the end.
    pub next: Option<PageQuery>,
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
    let Snapshot { access_denied, messages, earlier, .. } = read(env, slug, &request).await?;
    if let Some(refusal) = access_denied {
        return Err(refusal.into());
    }
    let next = messages.first().filter(|_| earlier != HistorySource::Nowhere).map(|first| query.before(first.seq));
    Ok(HistoryPage { messages, next })
}

/// The first messages after a place.
///
/// The room reports its archive cursor. Messages up to it are read from D1, later ones from the
/// room: no gap and no overlap, also if the room prunes more meanwhile.
async fn page_after(env: &Env, slug: &Slug, after: Seq, query: PageQuery) -> Result<HistoryPage, Problem> {
    joined_after(env, slug, after, query, RoomStub::of(env, slug)?.messages_after(query).await??).await
}

/// The first messages after a place, of which the room has some.
pub(crate) async fn joined_after(
    env: &Env,
    slug: &Slug,
    after: Seq,
    query: PageQuery,
    MessagesAfter { messages: in_room, archived_until }: MessagesAfter,
) -> Result<HistoryPage, Problem> {
    let archived = match archived_until {
        Some(until) => archived_after(env, slug, after, until, query.limit + 1).await.map_err(|error| {
            log_unavailable(&error);
            Problem::ArchiveUnavailable
        })?,
        None => Vec::new(),
    };
    Ok(HistoryPage::joined(query, archived, in_room))
}

async fn archived_after(env: &Env, slug: &Slug, after: Seq, until: Seq, limit: usize) -> worker::Result<Vec<Message>> {
    db::Archive::of(env)?.after(slug, after, until, limit).await
}

/// A snapshot of the room, with messages from the archive where the room has pruned its own.
///
/// The room answers first. The Worker reads from D1 only messages that D1 has confirmed to the
/// room. So a page has no gap, however far D1 is behind.
pub(crate) async fn read(env: &Env, slug: &Slug, request: &SnapshotRequest) -> Result<Snapshot, Problem> {
    let snapshot = RoomStub::of(env, slug)?.snapshot(request).await?;
    with_archived(env, slug, snapshot, request.before, request.limit).await
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
        Self { messages, next }
    }
}

fn log_unavailable(error: &worker::Error) {
    log::warn("history_unavailable", json!({ "error": error.to_string() }));
}
