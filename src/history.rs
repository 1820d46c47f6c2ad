//! A page of a room's log, wherever its messages are.

use room::{Seq, Slug};
use serde_json::json;
use worker::Env;

use crate::call::{Ask, Earlier, RoomStub, Snapshot};
use crate::journal;
use crate::problem::Problem;
use crate::store::Store;

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

async fn older(env: &Env, slug: &Slug, seq: Seq, limit: usize) -> worker::Result<(Vec<room::Message>, Earlier)> {
    let mut messages = Store::of(env)?.before(slug, seq, limit + 1).await?;
    if messages.len() <= limit {
        return Ok((messages, Earlier::Nowhere));
    }
    messages.remove(0);
    Ok((messages, Earlier::InStore))
}

fn note(error: &worker::Error) {
    journal::warn("history_unavailable", json!({ "error": error.to_string() }));
}
