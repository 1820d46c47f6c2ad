//! The owner of the room, who keeps order while everything fails; and an onlooker, who looks after
//! each time at what is shown, without a socket.

use std::panic::Location;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use room::SanctionKind;
use templates::urls;

use super::faults::wait_for_acks;
use super::ledger::Ledger;
use crate::history::{ChangeKind, ChangeOutcome, Entry, Place};
use crate::reader::{REQUEST_TIMEOUT, entry};
use crate::{Visitor, cast, wait};

/// Whoever keeps order.
pub(super) struct Moderator {
    /// The first number that no client has.
    number: usize,
    member: String,
    room: &'static str,
    visitor: Visitor,
    onlooker: Visitor,
    ledger: Arc<Ledger>,
    random: fastrand::Rng,
}

/// Something to do about somebody.
#[derive(Clone, Copy)]
enum Duty {
    RemoveOne,
    RemoveAll,
    Hold(SanctionKind),
}

/// What is done, in turn.
const DUTIES: [Duty; 6] = [
    Duty::RemoveOne,
    Duty::Hold(SanctionKind::Mute),
    Duty::RemoveAll,
    Duty::RemoveOne,
    Duty::Hold(SanctionKind::Ban),
    Duty::RemoveOne,
];

/// Messages at the end of the log that are looked through for one to remove.
const LOOKED_THROUGH: usize = 30;

/// How long somebody is muted or banned, in milliseconds: a few messages of everybody else.
const HELD_MS: std::ops::Range<u64> = 500..1_500;

impl Moderator {
    /// Enters the room first, and so owns it.
    pub(super) async fn founds(
        room: &'static str,
        origin: String,
        number: usize,
        ledger: &Arc<Ledger>,
        random: fastrand::Rng,
    ) -> Self {
        let [visitor, onlooker] = [Visitor::at(origin.clone()), Visitor::at(origin)];
        for (visitor, name) in [(&visitor, cast::ADA), (&onlooker, cast::GRACE)] {
            visitor.submits_name(name, Location::caller()).await;
        }
        let member = visitor.enters(room).await.me();
        Self { number, member, room, visitor, onlooker, ledger: Arc::clone(ledger), random }
    }

    /// Does something about somebody whenever so many messages were acknowledged.
    pub(super) async fn keeps_order(&mut self, at: Vec<u64>) {
        for (at, duty) in at.into_iter().zip(DUTIES.into_iter().cycle()) {
            wait_for_acks(&self.ledger, at).await;
            match duty {
                Duty::RemoveOne => self.remove_one().await,
                Duty::RemoveAll => self.remove_all().await,
                Duty::Hold(kind) => self.hold(kind).await,
            }
            self.look().await;
        }
    }

    async fn remove_one(&mut self) {
        let Some(seq) = self.ledger.books().history.any_of_newest(LOOKED_THROUGH, &mut self.random) else { return };
        let removal = {
            let history = &mut self.ledger.books().history;
            history.invoke_change(self.number, &self.member, seq, ChangeKind::Remove)
        };
        let outcome = self.post(&urls::remove(self.room, seq), &[]).await;
        let books = &mut self.ledger.books();
        books.history.end_change(removal, outcome);
        books.tally.removals += u64::from(outcome == ChangeOutcome::Acked);
    }

    async fn remove_all(&mut self) {
        let Some((_, member)) = self.anybody() else { return };
        let cleanup = self.ledger.books().history.invoke_cleanup(self.number, &self.member, &member);
        if self.post(&urls::remove_messages(self.room, &member), &[]).await == ChangeOutcome::Acked {
            let books = &mut self.ledger.books();
            books.history.end_cleanup(cleanup);
            books.tally.cleanups += 1;
        }
    }

    /// Mutes or bans somebody for a moment.
    async fn hold(&mut self, kind: SanctionKind) {
        let Some((client, member)) = self.anybody() else { return };
        let sanction = self.ledger.books().history.invoke_sanction(client, &member, kind);
        let (begin, end) = match kind {
            SanctionKind::Mute => (urls::mute(self.room, &member), urls::unmute(self.room, &member)),
            SanctionKind::Ban => (urls::ban(self.room, &member), urls::unban(self.room, &member)),
        };
        let term = kind.terms_ms().first().copied().flatten().unwrap_or_default().to_string();
        if self.post(&begin, &[("term", &term)]).await == ChangeOutcome::Acked {
            let books = &mut self.ledger.books();
            books.history.begin_sanction(sanction);
            match kind {
                SanctionKind::Mute => books.tally.mutes += 1,
                SanctionKind::Ban => books.tally.bans += 1,
            }
        }
        wait::let_pass(Duration::from_millis(self.random.u64(HELD_MS))).await;
        self.ledger.books().history.lift_sanction(sanction);
        // Whoever is not let in again could not become answered: that is found in the end.
        self.post(&end, &[]).await;
    }

    /// Somebody who said one of the newest messages.
    fn anybody(&mut self) -> Option<(usize, String)> {
        let books = self.ledger.books();
        let newest = books.history.ops().iter().rev().take(LOOKED_THROUGH);
        self.random.choice(newest.map(|op| (op.client, op.member.clone())))
    }

    /// Posts a form until it is answered. What is done already may be done again.
    async fn post(&mut self, path: &str, form: &[(&str, &str)]) -> ChangeOutcome {
        let mut is_repeated = false;
        loop {
            let request = self.visitor.request(Method::POST, path).form(form).timeout(REQUEST_TIMEOUT);
            match self.visitor.tries(request).await.map(|answer| answer.status) {
                Ok(303) => return ChangeOutcome::Acked,
                Ok(429) => {}
                Ok(500..) | Err(_) => is_repeated = true,
                Ok(status) => {
                    let reasons = &mut self.ledger.books().tally.reasons;
                    *reasons.entry(format!("keeping order was answered with {status}")).or_default() += 1;
                    return if is_repeated { ChangeOutcome::Unknown } else { ChangeOutcome::Refused };
                }
            }
            wait::let_pass(Duration::from_millis(self.random.u64(10..300))).await;
        }
    }

    /// Looks at what is shown to somebody who asks now, in one of the ways in which one can ask.
    async fn look(&mut self) {
        let (seq, as_of) = {
            let history = &mut self.ledger.books().history;
            (history.any_of_newest(LOOKED_THROUGH, &mut self.random).unwrap_or_default(), history.now())
        };
        let paths = [
            urls::api_messages(self.room),
            format!("{}?before={seq}&limit=100", urls::api_messages(self.room)),
            urls::room(self.room),
            urls::earlier(self.room, seq),
            urls::in_log(self.room, seq),
            urls::message(self.room, seq),
        ];
        let path = self.random.choice(paths).unwrap_or_default();
        let request = self.onlooker.request(Method::GET, &path).timeout(REQUEST_TIMEOUT);
        let Ok(answer) = self.onlooker.tries(request).await else { return };
        let shown: Vec<Entry> = if answer.header("content-type").starts_with("application/json") {
            let page = answer.json();
            page["messages"].as_array().into_iter().flatten().filter_map(Entry::told).collect()
        } else {
            client::messages(&answer.text).into_iter().flatten().map(entry).collect()
        };
        let shown: Vec<Arc<Entry>> = shown.into_iter().map(Arc::new).collect();
        self.ledger.books().history.see(self.number, Place::Whole, Some(as_of), &shown);
    }
}
