//! `GET /healthz`: whether all of Natter works, for whoever watches it. No room is woken.

use room::Millis;
use serde::Serialize;
use serde_json::json;
use worker::{Env, Response};

use crate::db::health::Reading;
use crate::db::{self, Fill};
use crate::http::error::Problem;
use crate::http::response;
use crate::limits::{ARCHIVE_LAG_MAX_MS, SECOND_MS};
use crate::protocol::PROTOCOL;
use crate::version::Version;
use crate::{clock, log};

#[derive(Serialize)]
struct Health {
    status: Status,
    version: String,
    commit: Option<String>,
    /// RFC 3339, UTC.
    deployed_at: Option<String>,
    /// What its pages speak on their sockets.
    protocol: u16,
    d1: Database,
    archive: Lag,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    Ok,
    Failing,
}

#[derive(Serialize)]
struct Database {
    status: Status,
    #[serde(flatten)]
    fill: Option<Fill>,
}

/// How far D1 is behind the rooms; nothing of it is known while D1 does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
struct Lag {
    status: Status,
    rooms_behind: Option<u32>,
    behind_s: Option<Millis>,
}

/// Answers 200 if everything works, and 503 if somebody should look.
pub(crate) async fn health(env: &Env) -> Result<Response, Problem> {
    let reading = async { db::Archive::of(env)?.health().await }.await;
    let reading = reading.inspect_err(|error| {
        let advice = "See what D1 says. If a table or a column is missing, run: npx wrangler d1 migrations apply DB \
                      --local (in production: --remote --env production).";
        log::warn("unhealthy", json!({ "error": error.to_string(), "do": advice }));
    });
    let (reading, fill) = reading.map(|reading| (reading, reading.fill)).ok().unzip();
    let lag = Lag::of(reading, clock::now());
    let d1 = Database { status: Status::of(reading.is_some()), fill: fill.flatten() };
    let status = Status::of(d1.status == Status::Ok && lag.status == Status::Ok);
    let Version { name: version, commit, deployed_at } = Version::running(env);
    let deployed_at = deployed_at.map(templates::timestamp);
    let health = Health { status, version, commit, deployed_at, protocol: PROTOCOL, d1, archive: lag };
    Ok(response::json_response(if status == Status::Ok { 200 } else { 503 }, &health)?)
}

impl Status {
    fn of(works: bool) -> Self {
        if works { Self::Ok } else { Self::Failing }
    }
}

impl Lag {
    fn of(reading: Option<Reading>, now: Millis) -> Self {
        let Some(Reading { rooms_behind, behind_since, .. }) = reading else {
            return Self { status: Status::Failing, rooms_behind: None, behind_s: None };
        };
        // By the clocks of rooms, which may be a little ahead.
        let behind_ms = behind_since.map_or(0, |since| (now - since).max(0));
        Self {
            status: Status::of(behind_ms <= ARCHIVE_LAG_MAX_MS),
            rooms_behind: Some(rooms_behind),
            behind_s: Some(behind_ms / SECOND_MS),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Millis = 1_800_000_000_000;

    fn lag(behind_since: Option<Millis>) -> (Status, Option<Millis>) {
        let rooms_behind = u32::from(behind_since.is_some());
        let lag = Lag::of(Some(Reading { rooms_behind, behind_since, fill: None }), NOW);
        (lag.status, lag.behind_s)
    }

    #[test]
    fn archive_that_is_long_behind_fails() {
        assert_eq!(lag(None), (Status::Ok, Some(0)));
        assert_eq!(lag(Some(NOW - ARCHIVE_LAG_MAX_MS)), (Status::Ok, Some(ARCHIVE_LAG_MAX_MS / SECOND_MS)));
        assert_eq!(lag(Some(NOW - ARCHIVE_LAG_MAX_MS - 1)).0, Status::Failing);
        assert_eq!(lag(Some(NOW + 9_000)), (Status::Ok, Some(0)), "a room's clock may be ahead");
        assert_eq!(Lag::of(None, NOW).status, Status::Failing);
    }
}
