//! What a server prints, with the events that the Worker logs in it.

use std::io;
use std::panic::Location;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde_json::Value;

use crate::wait;

/// What a server has printed so far, over all its runs. Set `NATTER_TESTS_ECHO=1` to read along.
#[derive(Clone, Debug, Default)]
pub struct ServerLog {
    printed: Arc<Mutex<Printed>>,
}

#[derive(Debug, Default)]
struct Printed {
    lines: Vec<String>,
    /// The run that is going on.
    run: usize,
    /// Where its lines begin.
    begins_at: usize,
    /// Streams of it that are still open.
    open: usize,
}

impl ServerLog {
    /// Every line of every run.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        self.printed().lines.clone()
    }

    /// The events of a name that the Worker has logged about a room, oldest first.
    #[must_use]
    pub fn events(&self, event: &str, room: &str) -> Vec<Value> {
        self.printed()
            .lines
            .iter()
            .filter_map(|line| event_in(line))
            .filter(|line| line["event"] == event && line["room"] == room)
            .collect()
    }

    /// How many members were connected each time the room was woken.
    #[must_use]
    pub fn wakings(&self, room: &str) -> Vec<u64> {
        self.events("room_woke", room).iter().filter_map(|event| event["members"].as_u64()).collect()
    }

    /// Waits until an event of this name about a room was logged `times` times.
    #[track_caller]
    pub fn receives(&self, event: &str, room: &str, times: usize) -> impl Future<Output = Vec<Value>> {
        let awaited = format!("the log to have {event} of {room} {times} times");
        wait::until(awaited, wait::SOON, async move || {
            let events = self.events(event, room);
            if events.len() >= times {
                Ok(events)
            } else {
                Err(format!("{} times, and last\n{}", events.len(), self.end()))
            }
        })
    }

    /// Waits for a line with this text.
    #[track_caller]
    pub fn prints(&self, text: &str) -> impl Future<Output = ()> {
        let (at, text) = (Location::caller(), text.to_owned());
        async move { self.reads(at, &text).await }
    }

    /// Waits for a line of the run that is going on.
    pub(crate) async fn reads(&self, at: &Location<'_>, text: &str) {
        wait::until_at(at, format!("the server to print “{text}”"), wait::SOON, async || {
            let printed = self.printed();
            if printed.lines[printed.begins_at..].iter().any(|line| line.contains(text)) {
                Ok(())
            } else if printed.open == 0 {
                panic!("{at}: the server ended before it printed “{text}”; its last lines:\n{}", end_of(&printed.lines))
            } else {
                Err(end_of(&printed.lines))
            }
        })
        .await;
    }

    /// Waits until a run is over: nothing that could print is left of it.
    pub(crate) async fn ends(&self, at: &Location<'_>) {
        wait::until_at(at, "the server to end".to_owned(), wait::SOON, async || {
            let printed = self.printed();
            if printed.open == 0 { Ok(()) } else { Err(end_of(&printed.lines)) }
        })
        .await;
    }

    /// Begins a run with some streams.
    pub(crate) fn begin_run(&self, streams: usize) -> usize {
        let mut printed = self.printed();
        printed.run += 1;
        printed.open = streams;
        printed.begins_at = printed.lines.len();
        printed.run
    }

    /// Records a stream of a run to its end.
    pub(crate) fn collect(&self, run: usize, lines: impl Iterator<Item = io::Result<String>>) {
        let echo = std::env::var_os("NATTER_TESTS_ECHO").is_some();
        for line in lines.map_while(Result::ok) {
            if echo {
                eprintln!("server: {line}");
            }
            self.printed().lines.push(line);
        }
        let mut printed = self.printed();
        if printed.run == run {
            printed.open -= 1;
        }
    }

    fn end(&self) -> String {
        end_of(&self.printed().lines)
    }

    fn printed(&self) -> MutexGuard<'_, Printed> {
        self.printed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn end_of(lines: &[String]) -> String {
    lines[lines.len().saturating_sub(12)..].join("\n")
}

/// The event in a line. Wrangler puts what is a warning or an error into a frame of its own.
fn event_in(line: &str) -> Option<Value> {
    let (begin, end) = (line.find("{\"")?, line.rfind('}')?);
    serde_json::from_str(line.get(begin..=end)?).ok()
}
