//! Somebody is forgotten. What says something of them and lies in the archive comes back into the
//! room first, so that open pages learn of it like of any other change.

use std::rc::Rc;

use room::{Command, MemberId, Seq, limits};
use serde_json::json;
use worker::Error;

use super::runtime::Runtime;
use crate::http::error::Problem;
use crate::log;
use crate::room_client::Forgotten;

/// Forgets somebody, as far as [`limits::REMOVE_ALL_MAX`] messages go. After an error the rest is
/// still there, and the same call goes on with it.
///
/// # Errors
/// D1 did not answer, or the storage could not be read or written.
pub(super) async fn forget(runtime: &Rc<Runtime>, member: &MemberId) -> Result<Forgotten, Problem> {
    runtime.archive.forget_reactions(&runtime.slug, member).await.map_err(unavailable)?;
    // D1 keeps reports that the room has dropped.
    runtime.archive.forget_reports(&runtime.slug, member).await.map_err(unavailable)?;
    let mut forgotten = Forgotten { messages: forget_held(runtime, member)?, is_done: false };
    let mut before: Option<Seq> = None;
    for _ in 0..limits::REMOVE_ALL_MAX / limits::REMOVE_BATCH {
        before = runtime.bring_back_about(member, before).await.map_err(unavailable)?;
        if before.is_none() {
            log::info("member_forgotten", json!({ "room": runtime.slug.log_label() }));
            runtime.share_reports(None);
            return Ok(Forgotten { is_done: true, ..forgotten });
        }
        forgotten.messages += forget_held(runtime, member)?;
    }
    Ok(forgotten)
}

/// Forgets what the room has, a batch in each turn. Returns how many messages changed.
fn forget_held(runtime: &Rc<Runtime>, member: &MemberId) -> Result<usize, Problem> {
    let mut messages = 0;
    loop {
        let version = runtime.read(|engine| engine.room().version());
        runtime.act(|engine| engine.turn(Command::Forget { member: member.clone() }, None))??;
        let changes = runtime.read(|engine| engine.room().version()) - version;
        messages += usize::try_from(changes).unwrap_or_default();
        if !runtime.read(|engine| engine.storage().moderation().knows(member))? {
            return Ok(messages);
        }
    }
}

fn unavailable(error: Error) -> Problem {
    log::warn("archived_message_unavailable", json!({ "error": error.to_string() }));
    Problem::ArchiveUnavailable
}
