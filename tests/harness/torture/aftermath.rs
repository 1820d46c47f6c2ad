//! What is left when everything is over: the room's history, what D1 has, and what should be gone.

use std::collections::HashSet;
use std::time::Duration;

use reqwest::Method;
use room::limits;
use serde_json::Value;
use tokio::time::Instant;

use crate::history::{ChangeKind, ChangeOutcome, Entry, History, ReactionCount};
use crate::{Row, Server, Visitor, wait};

/// Where the local server is told that the time of the daily run has come.
const DAILY_RUN: &str = "/cdn-cgi/handler/scheduled";

/// The whole history, and all reactions, as the room tells them.
pub(super) async fn history(
    server: &Server,
    room: &str,
    violations: &mut Vec<String>,
) -> (Vec<Entry>, Vec<ReactionCount>) {
    let visitor = Visitor::stranger(server);
    let mut pages: Vec<Vec<Entry>> = Vec::new();
    let mut reactions = Vec::new();
    let mut next = Some(format!("/api/rooms/{room}/history?limit=100"));
    while let Some(path) = next {
        let answer = visitor.tries(visitor.request(Method::GET, &path)).await.expect("the server answers");
        if answer.status != 200 {
            violations.push(format!("The history could not be read: {path} was answered with {}.", answer.text));
            break;
        }
        let page = answer.json();
        let messages = page["messages"].as_array().map(Vec::as_slice).unwrap_or_default();
        pages.push(messages.iter().filter_map(Entry::told).collect());
        reactions.extend(messages.iter().flat_map(reactions_to));
        next = page["next"].as_str().map(str::to_owned);
    }
    (pages.into_iter().rev().flatten().collect(), reactions)
}

/// The reactions to a message, as the room tells them.
fn reactions_to(said: &Value) -> Vec<ReactionCount> {
    let kinds = said["reactions"].as_array().map(Vec::as_slice).unwrap_or_default();
    let count = |kind: &Value| {
        let (emoji, count) = (kind["emoji"].as_str()?.to_owned(), kind["count"].as_u64()?.try_into().ok()?);
        Some(ReactionCount { seq: said["seq"].as_i64()?, emoji, count })
    };
    kinds.iter().filter_map(count).collect()
}

/// D1's reactions, once they are as the room tells them, or after some time.
pub(super) async fn reaction_rows(
    server: &Server,
    room: &str,
    told: &[ReactionCount],
    violations: &mut Vec<String>,
) -> Vec<ReactionCount> {
    let end = Instant::now() + wait::ARCHIVE_TIMEOUT;
    let known: HashSet<(i64, &str, usize)> = told.iter().map(|it| (it.seq, &*it.emoji, it.count)).collect();
    loop {
        let kept = server.store().reactions(room).await;
        let is_same = kept.as_ref().is_ok_and(|kept| {
            kept.len() == known.len() && kept.iter().all(|it| known.contains(&(it.seq, &*it.emoji, it.count)))
        });
        if is_same || Instant::now() >= end {
            return kept.unwrap_or_else(|error| {
                violations.push(format!("The reactions in D1 could not be read: {error}"));
                Vec::new()
            });
        }
        wait::let_pass(Duration::from_millis(200)).await;
    }
}

/// D1's rows, once they are as the history is, or after some time.
pub(super) async fn rows(server: &Server, room: &str, history: &[Entry], violations: &mut Vec<String>) -> Vec<Entry> {
    let end = Instant::now() + 2 * wait::ARCHIVE_TIMEOUT;
    loop {
        let rows = server.store().rows(room).await;
        let texts = history.iter().map(|entry| (entry.seq, &entry.text));
        let is_same = rows.as_ref().is_ok_and(|rows| rows.iter().map(|row| (row.seq, &row.body)).eq(texts));
        if is_same || Instant::now() >= end {
            let rows = rows.unwrap_or_else(|error| {
                violations.push(format!("D1 could not be read: {error}"));
                Vec::new()
            });
            return rows.into_iter().map(Row::entry).collect();
        }
        wait::let_pass(Duration::from_millis(200)).await;
    }
}

/// Has the room's old messages erased in D1, as happens once a day.
pub(super) async fn run_daily(server: &Server, violations: &mut Vec<String>) {
    let run = Visitor::stranger(server).get(DAILY_RUN).await;
    if run.status != 200 {
        violations.push(format!("The daily run was answered with {}: {}", run.status, run.text));
    }
}

/// The texts of removed and expired messages that the room or D1 still has when nobody can bring
/// them back any more.
pub(super) async fn traces_of_what_is_gone(server: &Server, attempts: &History) -> Vec<String> {
    let acked = attempts.changes().iter().filter(|change| change.outcome == ChangeOutcome::Acked);
    let removed = acked.filter(|it| it.kind == ChangeKind::Remove).map(|it| it.seq);
    let expired = attempts.expired().iter().flat_map(|expired| expired.entries.iter().map(|entry| entry.seq));
    let gone: HashSet<i64> = removed.chain(expired).collect();
    let said = attempts.ops().iter().filter(|op| op.seqs.iter().any(|seq| gone.contains(seq))).map(|op| &*op.text);
    let written = attempts.changes().iter().filter(|it| gone.contains(&it.seq)).filter_map(|it| match &it.kind {
        ChangeKind::Edit(text) => Some(&**text),
        _ => None,
    });
    let entries = attempts.expired().iter().flat_map(|expired| &expired.entries).map(|entry| &*entry.text);
    let texts: HashSet<&str> = said.chain(written).chain(entries).filter(|text| !text.is_empty()).collect();
    let end = Instant::now() + Duration::from_millis(limits::UNDO_REMOVAL_MS.unsigned_abs()) + wait::ARCHIVE_TIMEOUT;
    loop {
        let kept = server.store().dump().map(|dump| {
            let stored = names_in(&dump);
            let kept = texts.iter().filter(|text| stored.contains(name(text)));
            kept.map(|text| format!("{text:?} was removed or has expired, and is still stored.")).collect::<Vec<_>>()
        });
        if Instant::now() >= end || kept.as_ref().is_ok_and(Vec::is_empty) {
            return kept.unwrap_or_else(|error| vec![format!("What is stored could not be read: {error}")]);
        }
        wait::let_pass(wait::POLL_INTERVAL).await;
    }
}

/// The first word of a text, which is no other's (`chatter/text.rs`); the rest may be written in
/// another way.
fn name(text: &str) -> &str {
    text.split_whitespace().next().unwrap_or_default()
}

/// The first words of all texts that may be in there.
fn names_in(dump: &str) -> HashSet<&str> {
    let is_of_name = |c: char| c.is_ascii_digit() || c == '.';
    dump.split('"').map(|text| text.split_once(|c| !is_of_name(c)).map_or(text, |(name, _)| name)).collect()
}
