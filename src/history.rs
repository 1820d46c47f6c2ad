//! A page of a room's messages, whether the room still has them or D1.

use room::{Message, Seq, Slug, Span};
use serde_json::json;
use worker::Env;

use crate::call::{Ask, Earlier, Onward, RoomStub, Snapshot};
use crate::http::error::Problem;
use crate::log;
use crate::store::Store;

/// A page of messages.
pub(crate) struct HistoryPage {
    /// Oldest first.
    pub messages: Vec<Message>,
    /// What comes next in the same direction; none at the end.
    pub next: Option<Span>,
}

/// A page of messages, for anybody. Without a place, the newest ones.
///
/// # Errors
/// Besides what a room says: [`Problem::NoStore`] if D1 has what comes first, and does not answer.
/// What comes after that is never given in its place.
pub(crate) async fn page(env: &Env, slug: &Slug, span: Span) -> Result<HistoryPage, Problem> {
    match span.after {
        Some(after) => page_after(env, slug, after, span).await,
        None => page_before(env, slug, span).await,
    }
}

/// The newest messages, or those before a place.
async fn page_before(env: &Env, slug: &Slug, span: Span) -> Result<HistoryPage, Problem> {
    let Snapshot { barred, messages, earlier, .. } = read(env, slug, &Ask::of(None, span.before, span.limit)).await?;
    if let Some(refusal) = barred {
        return Err(refusal.into());
    }
    let next = messages.first().filter(|_| earlier != Earlier::Nowhere).map(|first| span.before(first.seq));
    Ok(HistoryPage { messages, next })
}

/// The first messages after a place.
///
/// The room reports up to which message D1 has everything. Messages up to that one are read from
/// D1, later ones come from the room: no gap and no overlap, even if the room hands over more
/// meanwhile.
async fn page_after(env: &Env, slug: &Slug, after: Seq, span: Span) -> Result<HistoryPage, Problem> {
    let Onward { messages: newer, in_store } = RoomStub::of(env, slug)?.onward(span).await??;
    let handed_over = match in_store {
        Some(until) => from_archive(env, slug, after, until, span.limit + 1).await.map_err(|error| {
            log_unavailable(&error);
            Problem::NoStore
        })?,
        None => Vec::new(),
    };
    Ok(HistoryPage::of(span, handed_over, newer))
}

async fn from_archive(env: &Env, slug: &Slug, after: Seq, until: Seq, limit: usize) -> worker::Result<Vec<Message>> {
    Store::of(env)?.after(slug, after, until, limit).await
}

/// A snapshot of a room, completed from D1 where the room has pruned.
///
/// The room is asked first, and only what it says D1 has confirmed is read from D1. So a page has
/// no gap, however far D1 is behind.
pub(crate) async fn read(env: &Env, slug: &Slug, ask: &Ask) -> Result<Snapshot, Problem> {
    let Ask { before, limit, .. } = *ask;
    let mut snapshot = RoomStub::of(env, slug)?.snapshot(ask).await?;
    if snapshot.earlier != Earlier::InStore || snapshot.messages.len() >= limit {
        return Ok(snapshot);
    }
    let missing = limit - snapshot.messages.len();
    let from = snapshot.messages.first().map(|oldest| oldest.seq).or(before).unwrap_or(snapshot.version + 1);
    match older(env, slug, from, missing).await {
        Ok((mut messages, earlier)) => {
            messages.append(&mut snapshot.messages);
            snapshot.messages = messages;
            snapshot.earlier = earlier;
            Ok(snapshot)
        }
        // What the room itself has is whole; the rest can be asked for later.
        Err(error) if !snapshot.messages.is_empty() => {
            log_unavailable(&error);
            Ok(snapshot)
        }
        Err(error) => {
            log_unavailable(&error);
            Err(Problem::NoStore)
        }
    }
}

async fn older(env: &Env, slug: &Slug, seq: Seq, limit: usize) -> worker::Result<(Vec<Message>, Earlier)> {
    let mut messages = Store::of(env)?.before(slug, seq, limit + 1).await?;
    if messages.len() <= limit {
        return Ok((messages, Earlier::Nowhere));
    }
    messages.remove(0);
    Ok((messages, Earlier::InStore))
}

impl HistoryPage {
    /// What the room has handed over to D1, then what it has itself; of both the first, and one
    /// more if there is more.
    pub(crate) fn of(span: Span, handed_over: Vec<Message>, newer: Vec<Message>) -> Self {
        let mut messages = handed_over;
        messages.extend(newer);
        let goes_on = messages.len() > span.limit;
        messages.truncate(span.limit);
        let next = messages.last().filter(|_| goes_on).map(|last| span.after(last.seq));
        Self { messages, next }
    }
}

fn log_unavailable(error: &worker::Error) {
    log::warn("history_unavailable", json!({ "error": error.to_string() }));
}
