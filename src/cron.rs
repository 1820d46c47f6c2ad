//! The daily run: what is too old goes from D1, also in rooms that nobody wakes any more.

use serde_json::json;
use worker::Env;

use crate::db::{self, Erased};
use crate::limits::RETENTION_STEPS;
use crate::{clock, log};

/// Erases what is too old, in batches, until nothing is left or the run has been long enough. What
/// is left goes the next day; nobody sees it until then.
pub(crate) async fn run(env: &Env) {
    let mut total = Erased::default();
    for _ in 0..RETENTION_STEPS {
        match async { db::Archive::of(env)?.erase_old().await }.await {
            Ok(Erased { rooms: 0, .. }) => break,
            Ok(Erased { rooms, rows }) => total = Erased { rooms: total.rooms + rooms, rows: total.rows + rows },
            Err(error) => {
                log::warn("retention_failed", json!({ "error": error.to_string(), "do": ADVICE }));
                break;
            }
        }
    }
    if let Err(error) = async { db::Archive::of(env)?.expire_sanctions().await }.await {
        log::warn("retention_failed", json!({ "error": error.to_string(), "do": ADVICE }));
    }
    if let Err(error) = async { db::Sessions::of(env)?.expire(clock::now()).await }.await {
        log::warn("retention_failed", json!({ "error": error.to_string(), "do": ADVICE }));
    }
    log::info("retention_done", json!({ "rooms": total.rooms, "rows": total.rows }));
}

const ADVICE: &str = "Nobody is shown what is too old. It is erased the next day; a free account may ask D1 fifty \
                      times in one run.";
