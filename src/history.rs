//! A page of a room's log, wherever its messages are.

use room::{Message, Seq, Slug, Span};
use serde_json::json;
use worker::Env;

use crate::call::{Ask, Earlier, Onward, RoomStub, Snapshot};
use crate::http::error::Problem;
use crate::log;
use crate::store::Store;

/// Some of what was said.
pub(crate) struct Stretch {
    /// Oldest first.
    pub messages: Vec<Message>,
    /// What comes next in the same direction; none at the end.
    pub next: Option<Span>,
}

/// One part of what was said, for anybody. Without a place, the newest messages.
///
/// # Errors
/// Besides what a room says: [`Problem::NoStore`] if D1 has what comes first, and does not answer. What comes after that
/// is never given in its place.
pub(crate) async fn stretch(env: &Env, slug: &Slug, span: Span) -> Result<Stretch, Problem> {
    match span.after {
        Some(after) => onward(env, slug, after, span).await,
        None => backward(env, slug, span).await,
    }
}

/// The newest messages, or those before a place.
async fn backward(env: &Env, slug: &Slug, span: Span) -> Result<Stretch, Problem> {
    let Snapshot { barred, messages, earlier, .. } = read(env, slug, &Ask::of(None, span.before, span.limit)).await?;
    if let Some(refusal) = barred {
        return Err(refusal.into());
    }
    let next = messages.first().filter(|_| earlier != Earlier::Nowhere).map(|first| span.before(first.seq));
    Ok(Stretch { messages, next })
}

/// The first messages after a place.
///
/// The room is asked first here too. It says up to where it has handed over, and D1 is read to there and no
/// further: what D1 has beyond is in the room's answer, so nothing is read twice; and what D1 has not got yet was not
/// handed over, so nothing is left out, also if the room hands over more meanwhile.
async fn onward(env: &Env, slug: &Slug, after: Seq, span: Span) -> Result<Stretch, Problem> {
    let Onward { messages: newer, in_store } = RoomStub::of(env, slug)?.onward(span).await??;
    let handed_over = match in_store {
        Some(until) => from_store(env, slug, after, until, span.limit + 1).await.map_err(|error| {
            note(&error);
            Problem::NoStore
        })?,
        None => Vec::new(),
    };
    Ok(Stretch::onward(span, handed_over, newer))
}

async fn from_store(env: &Env, slug: &Slug, after: Seq, until: Seq, limit: usize) -> worker::Result<Vec<Message>> {
    Store::of(env)?.after(slug, after, until, limit).await
}

/// What a room and, where the room has handed over to it, D1 know.
///
/// The room is asked first: only what it says D1 has confirmed is read from there. So a page has no gap,
/// however far D1 is behind.
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
            note(&error);
            Ok(snapshot)
        }
        Err(error) => {
            note(&error);
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

impl Stretch {
    /// What the room has handed over to D1, then what it has itself; of both the first, and one more if there is more.
    pub(crate) fn onward(span: Span, handed_over: Vec<Message>, newer: Vec<Message>) -> Self {
        let mut messages = handed_over;
        messages.extend(newer);
        let goes_on = messages.len() > span.limit;
        messages.truncate(span.limit);
        let next = messages.last().filter(|_| goes_on).map(|last| span.after(last.seq));
        Self { messages, next }
    }
}

fn note(error: &worker::Error) {
    log::warn("history_unavailable", json!({ "error": error.to_string() }));
}
