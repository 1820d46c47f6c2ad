//! What a search takes in a room of a million messages: on workerd, from the request to the answer.

use std::time::Duration;

use serde_json::Value;
use tokio::time::{Instant, sleep};

use super::{FILLER, progress};
use crate::crowd::{Behaviour, Crowd};
use crate::figures::{Figures, Goal, Unit};
use crate::server::{Chat, Server};
use crate::sessions;

const WORK: &str = "a search among a million messages";

/// Messages in the index of words.
const INDEXED: u64 = 1_000_000;
/// Rows that one request adds.
const ROWS: u64 = 20_000;
/// More than the room keeps, so that it prunes and makes its index.
const SAID: usize = 400;
/// How often each query is asked.
const TIMES: usize = 25;

/// What is asked, by what it is. The words are those of `bench/filled.js`, the commonest first.
const QUERIES: [(&str, &str); 9] = [
    ("the commonest word", "\"ab\""),
    ("a common word", "\"we\""),
    ("a rare word", "\"gqdb\""),
    ("three words of which one is rare", "ab bb \"gqdb\""),
    ("the two commonest", "ab \"bb\""),
    ("a phrase of the two commonest", "\"ab bb\""),
    ("a beginning of two letters", "ab"),
    ("a word by somebody", "from:authorxb \"we\""),
    ("what nobody said", "\"zzzzzz\""),
];

pub(super) async fn run(figures: &mut Figures) -> Result<(), String> {
    progress("a search among a million messages (a few minutes to fill the index)");
    let server = Server::start_filled()?;
    let guests = sessions::join(&server, "lobby", 40).await?;
    let mut crowd = Crowd::new(&server, guests)?;
    crowd.join(40, Behaviour::Reads).await?;
    crowd.ledger.measure();
    crowd.talk(SAID, 40.0, 0..40, FILLER).await?;
    crowd.delivered(SAID, 40).await?;
    let until = Instant::now() + Duration::from_secs(30);
    while server.logged().get("room_pruned").is_none_or(|count| *count == 0) {
        if Instant::now() > until {
            return Err("the room has pruned nothing".to_owned());
        }
        sleep(Duration::from_millis(100)).await;
    }
    let mut bytes = 0.0;
    for from in (1..INDEXED).step_by(usize::try_from(ROWS).unwrap_or(1)) {
        let path = format!("/bench/fill/lobby?from={from}&to={}", from + ROWS);
        bytes = sessions::json(&server, &path).await?.get("bytes").and_then(Value::as_f64).unwrap_or_default();
    }
    let mut add = |figure: &str, unit, goal, sample| figures.add(WORK, figure, unit, goal, Chat::Natter, sample);
    add("bytes in the room for each", Unit::Bytes, Goal::Reported, bytes / INDEXED as f64);
    let mut all = Vec::new();
    for (what, query) in QUERIES {
        let path = format!("/api/rooms/lobby/search?q={}", query.replace('"', "%22").replace(' ', "%20"));
        let mut waits = Vec::new();
        for _ in 0..TIMES {
            let asked = Instant::now();
            sessions::json(&server, &path).await?;
            waits.push(asked.elapsed().as_secs_f64() * 1_000.0);
        }
        waits.sort_by(f64::total_cmp);
        add(what, Unit::Milliseconds, Goal::Reported, percentile(&waits, 50));
        all.append(&mut waits);
    }
    all.sort_by(f64::total_cmp);
    add("all of these, p95", Unit::Milliseconds, Goal::AtMost(50.0), percentile(&all, 95));
    server.stop().await;
    Ok(())
}

/// Of what is in order.
fn percentile(sorted: &[f64], percent: usize) -> f64 {
    sorted.get(sorted.len().saturating_sub(1) * percent / 100).copied().unwrap_or_default()
}
