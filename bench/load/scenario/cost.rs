//! What is asked of the platform: rows, statements, wake-ups. Counted, not timed; it is the same on
//! every machine.

use std::time::Duration;

use serde_json::Value;
use tokio::time::sleep;

use super::{FILLER, Plan, progress};
use crate::crowd::{Behaviour, Crowd};
use crate::figures::{Figures, Goal, Unit};
use crate::server::{Chat, Counting, Server};
use crate::sessions;

const D1: &str = "D1";
const STORAGE: &str = "room storage";
const SLOW: &str = "a message each 14 s among 10 people, for each";
const SLEEP: &str = "sleep: a room with 1,000 silent sockets";

/// Statements, rows and wake-ups for what is said and for who joins, in a room in which much is
/// said.
pub(super) async fn run(plan: &Plan, figures: &mut Figures, sockets: usize, messages: usize) -> Result<(), String> {
    for chat in plan.chats.iter().copied() {
        progress(&format!("rows and statements, {chat}"));
        let server = Server::start(chat, Counting::On)?;
        let guests = sessions::join(&server, "lobby", sockets).await?;
        let mut crowd = Crowd::new(&server, guests)?;
        // A room that nothing was said in has no tables, and its first alarm is nobody's.
        crowd.join(1, Behaviour::Reads).await?;
        crowd.ledger.measure();
        crowd.talk(1, 1.0, 0..1, FILLER).await?;
        crowd.delivered(1, 1).await?;
        shipped().await;

        let before = Counts::of(&server).await?;
        // Message 1 is older than they are, and comes with their first frame or their page.
        crowd.join(sockets - 1, Behaviour::ComesBack).await?;
        crowd.becomes_quiet().await?;
        let joins = Counts::of(&server).await? - &before;

        let before = Counts::of(&server).await?;
        crowd.ledger.measure();
        crowd.talk(messages, 40.0, 0..sockets, FILLER).await?;
        crowd.delivered(messages, sockets).await?;
        shipped().await;
        let talk = Counts::of(&server).await? - &before;
        crowd.ledger.verdict()?;

        let (said, joined) = (messages as f64, (sockets - 1) as f64);
        let mut add = |work, figure, goal, sample| figures.add(work, figure, Unit::Number, goal, chat, sample);
        add(D1, "rows written for a message", Goal::AtMost(1.0), talk.get("d1_rows_of_messages") / said);
        let visits = talk.get("d1_rows_of_visits") + joins.get("d1_rows_of_visits");
        if chat == Chat::Natter {
            // The row and its entry in the index. D1 is told a while later, mostly while they talk.
            add(D1, "rows written for who comes to a room, once a day", Goal::AtMost(2.0), visits / sockets as f64);
        }
        let others = talk.get("d1_rows_written") - talk.get("d1_rows_of_messages") - talk.get("d1_rows_of_visits");
        add(D1, "other rows written meanwhile (the directory)", Goal::AtMost(4.0), others);
        let statements = talk.get("d1_statements") - talk.get("d1_visits");
        add(D1, "statements for 100 messages", Goal::AtMost(2.0), statements * 100.0 / said);
        // An upsert looks for the row that it would replace.
        add(D1, "rows read a message", Goal::Reported, talk.get("d1_rows_read") / said);
        // The directory is told of many who join at once, a while later.
        let asked = joins.get("d1_statements") - joins.get("d1_directory") - joins.get("d1_visits");
        add(D1, "statements a join", Goal::AtMost(0.0), asked / joined);
        // The message and what recognises it when it comes again.
        add(STORAGE, "rows written for a message", Goal::AtMost(2.0), talk.get("storage_rows_of_messages") / said);
        let pruning = talk.get("storage_rows_of_pruning");
        if chat == Chat::Natter {
            // What is pruned is told by its row alone, and by one of the whole pruning.
            let pruned = talk.get("messages_pruned");
            // And its words by one of the index.
            add(STORAGE, "rows written for a message that is pruned", Goal::AtMost(2.5), pruning / pruned);
        }
        let others = talk.get("storage_rows_written") - talk.get("storage_rows_of_messages") - pruning;
        add(STORAGE, "other rows for 100 messages (how far D1 is)", Goal::AtMost(2.0), others * 100.0 / said);
        add(STORAGE, "rows written a join", Goal::AtMost(0.0), joins.get("storage_rows_written") / joined);
        add(STORAGE, "rows read a message", Goal::Reported, talk.get("storage_rows_read") / said);
        add(STORAGE, "statements a message", Goal::Reported, talk.get("storage_statements") / said);
        add(STORAGE, "statements a join", Goal::Reported, joins.get("storage_statements") / joined);
        add(STORAGE, "alarms set for 100 messages", Goal::Reported, talk.get("alarms_set") * 100.0 / said);
        add("frames", "sent for a join", Goal::Reported, joins.get("sends") / joined);
        add("frames", "sent for a message, to each socket", Goal::Reported, talk.get("sends") / said / sockets as f64);
        drop(crowd);
        server.stop().await;
    }
    Ok(())
}

/// The same for a room in which something is said now and then: it sleeps in between, and each
/// message is shipped alone. `docs/cost.md` is computed from it.
pub(super) async fn slow_room(figures: &mut Figures) -> Result<(), String> {
    const SOCKETS: usize = 10;
    const MESSAGES: usize = 8;
    /// It sleeps after ten seconds.
    const APART_SECONDS: f64 = 14.0;
    progress(SLOW);
    let server = Server::start(Chat::Natter, Counting::On)?;
    let guests = sessions::join(&server, "lobby", SOCKETS).await?;
    let mut crowd = Crowd::new(&server, guests)?;
    crowd.join(SOCKETS, Behaviour::Reads).await?;
    crowd.ledger.measure();
    crowd.talk(1, 1.0, 0..1, FILLER).await?;
    sleep(Duration::from_secs(20)).await;
    let before = Counts::of(&server).await?;
    crowd.talk(MESSAGES, 1.0 / APART_SECONDS, 0..SOCKETS, FILLER).await?;
    sleep(Duration::from_secs_f64(APART_SECONDS)).await;
    let talk = Counts::of(&server).await? - &before;
    let said = MESSAGES as f64;
    let mut add = |figure, goal, name| {
        figures.add(SLOW, figure, Unit::Number, goal, Chat::Natter, talk.get(name) / said);
    };
    add("rows written in the room", Goal::AtMost(5.0), "storage_rows_written");
    add("alarms set", Goal::AtMost(2.5), "alarms_set");
    add("alarms that came", Goal::Reported, "alarms");
    add("rows read in the room", Goal::Reported, "storage_rows_read");
    add("times it was woken", Goal::Reported, "rooms_woken");
    add("rows written in D1", Goal::AtMost(1.5), "d1_rows_written");
    add("rows read in D1", Goal::Reported, "d1_rows_read");
    add("statements of D1", Goal::Reported, "d1_statements");
    drop(crowd);
    server.stop().await;
    Ok(())
}

/// Until D1 has what was said: a room ships four seconds later at most.
pub(super) async fn shipped() {
    sleep(Duration::from_secs(6)).await;
}

/// Whether a room sleeps while nobody says anything, though heartbeats come all the time.
pub(super) async fn sleeps(figures: &mut Figures) -> Result<(), String> {
    const SOCKETS: usize = 1_000;
    const MINUTES: f64 = 3.0;
    progress(SLEEP);
    let server = Server::start(Chat::Natter, Counting::On)?;
    let guests = sessions::join(&server, "lobby", SOCKETS).await?;
    let mut crowd = Crowd::new(&server, guests)?;
    crowd.join(SOCKETS, Behaviour::Reads).await?;
    crowd.talk(1, 1.0, 0..1, FILLER).await?;
    // Ten seconds until it sleeps, and those that the talk and the joins need before.
    sleep(Duration::from_secs(20)).await;
    let (before, cpu) = (Counts::of(&server).await?, server.cpu());
    sleep(Duration::from_secs_f64(MINUTES * 60.0)).await;
    let (silence, cpu) = (Counts::of(&server).await? - &before, server.cpu() - cpu);
    let mut add = |figure, unit, goal, sample| figures.add(SLEEP, figure, unit, goal, Chat::Natter, sample);
    add("events of the room in a minute", Unit::Number, Goal::AtMost(0.4), silence.events() / MINUTES);
    add("alarms set in 3 minutes, each a row", Unit::Number, Goal::AtMost(1.0), silence.get("alarms_set"));
    add("times it fell asleep and was woken, in 3 minutes", Unit::Number, Goal::Reported, silence.get("rooms_woken"));
    add("heartbeats that woke it", Unit::Number, Goal::AtMost(0.0), silence.get("messages"));
    add("rows written", Unit::Number, Goal::AtMost(0.0), silence.get("storage_rows_written"));
    add("workerd CPU a minute", Unit::Seconds, Goal::Reported, cpu / MINUTES);
    let here = crowd.joined(0..SOCKETS) as f64;
    add("sockets that are still there", Unit::Number, Goal::Reported, here);
    crowd.verdict(0..SOCKETS)?;
    drop(crowd);
    server.stop().await;
    Ok(())
}

/// What `bench/counted.js` has counted.
pub(super) struct Counts(Value);

impl Counts {
    pub(super) async fn of(server: &Server) -> Result<Self, String> {
        sessions::counts(server).await.map(Self)
    }

    pub(super) fn get(&self, name: &str) -> f64 {
        self.0.get(name).and_then(Value::as_f64).unwrap_or(f64::NAN)
    }

    /// Everything that wakes a room.
    fn events(&self) -> f64 {
        ["fetches", "messages", "closes", "alarms"].iter().map(|name| self.get(name)).sum()
    }
}

impl std::ops::Sub<&Self> for Counts {
    type Output = Self;

    fn sub(self, earlier: &Self) -> Self {
        let counts = self.0.as_object().into_iter().flatten();
        let difference = |(name, _): (&String, &Value)| (name.clone(), Value::from(self.get(name) - earlier.get(name)));
        Self(Value::Object(counts.map(difference).collect()))
    }
}
