//! D1 fails for a while under people who talk. In the end it is judged whether anybody could
//! notice, and whether D1 has everything.

use std::fmt;
use std::time::Duration;

use tokio::task::JoinSet;
use tokio::time::{Instant, interval};

use crate::{Server, Start, Visitor, wait};

/// How many talk, each a message a second.
const SPEAKERS: usize = 10;

/// Nobody may say more than one a second for long.
const PAUSE: Duration = Duration::from_millis(1_050);

/// What an outage did and what was found.
#[derive(Clone, Debug)]
pub struct OutageReport {
    /// How long D1 failed.
    pub outage: Duration,
    /// Messages that were sent meanwhile, each as a form.
    pub sent: usize,
    /// How often the log said so.
    pub logged: usize,
    /// From the moment at which D1 worked again, with nobody talking, until it had everything.
    pub drained_after: Duration,
    /// Rows in D1 then.
    pub rows: usize,
    /// What is wrong, as sentences.
    pub violations: Vec<String>,
}

/// Lets D1 of a server of its own fail for so long. `report` receives the progress.
///
/// # Panics
/// If the server cannot be started.
pub async fn outage(outage: Duration, report: impl Fn(&str)) -> OutageReport {
    const ROOM: &str = "outage";
    let server = Start::default().with_faults().server().await;
    let reader = Visitor::joins(&server, "Reader").await;
    let window = reader.enters(ROOM).await;
    let crowd = Visitor::crowd(&server, SPEAKERS).await;
    server.suffers("d1=fails").await;
    report(&format!("D1 fails for {} s from now on, and {SPEAKERS} people talk", outage.as_secs()));

    let mut speakers = JoinSet::new();
    for visitor in crowd {
        let until = Instant::now() + outage;
        speakers.spawn(async move {
            let mut refused = Vec::new();
            let mut sent = 0;
            let mut beat = interval(PAUSE);
            while beat.tick().await < until {
                let status = visitor.says(ROOM, &format!("{sent}")).await.status;
                sent += 1;
                if status != 303 {
                    refused.push(format!("A message was answered with {status}."));
                }
            }
            (sent, refused)
        });
    }
    let (mut sent, mut violations) = (0, Vec::new());
    while let Some(speaker) = speakers.join_next().await {
        let (said, refused) = speaker.expect("a speaker does not panic");
        sent += said;
        violations.extend(refused);
    }

    report(&format!("D1 works again, and nobody says any more after {sent} messages"));
    server.suffers("d1=well").await;
    let back = Instant::now();
    let rows = drained(&server, ROOM, sent).await;
    let drained_after = back.elapsed();
    let seen = window.messages();
    if !rows.iter().map(|row| (row.seq, &row.body)).eq(seen.iter().map(|said| (said.seq, &said.text))) {
        violations.push(format!("D1 has {} rows, and the reader saw {} messages.", rows.len(), seen.len()));
    }
    if rows.len() != sent {
        violations.push(format!("{sent} messages were sent, and D1 has {}.", rows.len()));
    }
    if let Some(closed) = window.closed() {
        violations.push(format!("The reader was cut off: {closed:?}."));
    }
    let logged = server.log().events("archive_failed", ROOM).len();
    OutageReport { outage, sent, logged, drained_after, rows: rows.len(), violations }
}

async fn drained(server: &Server, room: &str, messages: usize) -> Vec<crate::Row> {
    let bound = Duration::from_secs(120);
    wait::until(format!("D1 to have {messages} messages"), bound, async || {
        let rows = server.store().rows(room).await?;
        if rows.len() >= messages { Ok(rows) } else { Err(format!("it has {}", rows.len())) }
    })
    .await
}

impl fmt::Display for OutageReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lines = [
            ("D1 failed for", format!("{} s", self.outage.as_secs())),
            ("messages sent meanwhile", self.sent.to_string()),
            ("times that the log said so", self.logged.to_string()),
            ("D1 had everything after", format!("{:.1} s", self.drained_after.as_secs_f64())),
            ("rows in D1", self.rows.to_string()),
            ("violations", self.violations.len().to_string()),
        ];
        for (what, value) in lines {
            writeln!(f, "{what:<40} {value}")?;
        }
        self.violations.iter().take(30).try_for_each(|violation| writeln!(f, "  {violation}"))
    }
}
