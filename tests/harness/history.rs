//! What was attempted, what became of it, and what everybody saw: the evidence that
//! [`check`](crate::check) judges.

mod moderation;

use std::collections::HashSet;
use std::sync::Arc;

use room::SanctionKind;
use serde_json::Value;

pub use moderation::{Cleanup, CleanupId, Expired, Place, Sanction, SanctionId, Sighting};

/// A message as it stands somewhere: in a page, in the room's history, in D1.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// Its place in the room.
    pub seq: i64,
    /// The member who said it.
    pub member: String,
    /// The author's id for it; none where it is not told, as in the API.
    pub cid: Option<String>,
    /// What it says now; nothing once it was removed.
    pub text: String,
}

/// How often an emoji was given to a message, as it is told somewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReactionCount {
    /// The place of the message.
    pub seq: i64,
    /// The emoji.
    pub emoji: String,
    /// How many people gave it.
    pub count: usize,
}

impl Entry {
    /// As the interface for programs tells it.
    pub(crate) fn told(said: &Value) -> Option<Self> {
        let text = |name: &str| said[name].as_str().map(str::to_owned);
        Some(Self { seq: said["seq"].as_i64()?, member: text("member")?, cid: None, text: text("text")? })
    }

    /// Whether both can be the same message: everything that both know is the same.
    #[must_use]
    pub fn agrees(&self, other: &Self) -> bool {
        (self.seq, &self.member, &self.text) == (other.seq, &other.member, &other.text)
            && self.cid.iter().zip(&other.cid).all(|(own, others)| own == others)
    }
}

/// Entries that many see, each kept once.
#[derive(Debug, Default)]
pub struct Entries(HashSet<Arc<Entry>>);

impl Entries {
    /// The one copy of an entry.
    pub fn one(&mut self, entry: Entry) -> Arc<Entry> {
        if let Some(known) = self.0.get(&entry) {
            return Arc::clone(known);
        }
        let entry = Arc::new(entry);
        self.0.insert(Arc::clone(&entry));
        entry
    }
}

/// Something that a client tried to say, under one id, however often it was sent.
#[derive(Clone, Debug)]
pub struct Op {
    /// Who tried.
    pub client: usize,
    /// The member that the client is.
    pub member: String,
    /// The client's id for it.
    pub cid: String,
    /// The text. No member says a text twice.
    pub text: String,
    /// The step at which it was first sent. Steps are counted over all clients: a lower one was
    /// earlier.
    pub invoked_at: u64,
    /// The step at which it was first acknowledged.
    pub acked_at: Option<u64>,
    /// Every different place that it was acknowledged with. More than one is wrong.
    pub seqs: Vec<i64>,
    /// Whether it was refused for good.
    pub refused: bool,
}

/// Which attempt.
pub type OpId = usize;

/// Something that a client tried to do with a message, however often it was sent.
///
/// A message is edited by one client, its author, who begins nothing new with it before the last
/// attempt was answered. So does whoever reacts to one. It is removed by its author, or by whoever
/// keeps order.
#[derive(Clone, Debug)]
pub struct Change {
    /// Who tried.
    pub client: usize,
    /// The member that the client is.
    pub member: String,
    /// The place of the message.
    pub seq: i64,
    /// What.
    pub kind: ChangeKind,
    /// The step at which it was first sent.
    pub invoked_at: u64,
    /// What became of it.
    pub outcome: ChangeOutcome,
    /// The step at which it was answered.
    pub ended_at: Option<u64>,
}

/// What somebody does with a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChangeKind {
    /// It gets this text. No member says or writes a text twice.
    Edit(String),
    /// It loses its text for good.
    Remove,
    /// Somebody gives it this emoji.
    React(String),
    /// Somebody takes it back.
    TakeBack(String),
}

/// What became of an attempt to change something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChangeOutcome {
    /// It was not answered: it may have been carried out or not.
    Unknown,
    /// It was carried out.
    Acked,
    /// It was not, and will not be.
    Refused,
}

/// Which attempt to change something.
pub type ChangeId = usize;

/// Everything that was attempted, by everybody, in order.
///
/// An attempt that was neither acknowledged nor refused may or may not have been carried out.
#[derive(Clone, Debug, Default)]
pub struct History {
    ops: Vec<Op>,
    changes: Vec<Change>,
    /// The places of messages that somebody tried to remove.
    removing: HashSet<i64>,
    cleanups: Vec<Cleanup>,
    sanctions: Vec<Sanction>,
    expired: Vec<Expired>,
    sightings: Vec<Sighting>,
    steps: u64,
}

impl History {
    /// Somebody is about to say something for the first time.
    pub fn invoke(&mut self, client: usize, member: &str, cid: &str, text: &str) -> OpId {
        let invoked_at = self.step();
        self.ops.push(Op {
            client,
            member: member.to_owned(),
            cid: cid.to_owned(),
            text: text.to_owned(),
            invoked_at,
            acked_at: None,
            seqs: Vec::new(),
            refused: false,
        });
        self.ops.len() - 1
    }

    /// Its author was shown it at a place, for the first time or again. An answer to a form tells
    /// no place.
    pub fn ok(&mut self, op: OpId, seq: Option<i64>) {
        let step = self.step();
        if let Some(op) = self.ops.get_mut(op) {
            op.acked_at.get_or_insert(step);
            if let Some(seq) = seq.filter(|seq| !op.seqs.contains(seq)) {
                op.seqs.push(seq);
            }
        }
    }

    /// It was refused, and its author will not try again.
    pub fn fail(&mut self, op: OpId) {
        self.step();
        if let Some(op) = self.ops.get_mut(op) {
            op.refused = true;
        }
    }

    /// Somebody is about to change something for the first time.
    pub fn invoke_change(&mut self, client: usize, member: &str, seq: i64, kind: ChangeKind) -> ChangeId {
        let invoked_at = self.step();
        if kind == ChangeKind::Remove {
            self.removing.insert(seq);
        }
        let (member, outcome) = (member.to_owned(), ChangeOutcome::Unknown);
        self.changes.push(Change { client, member, seq, kind, invoked_at, outcome, ended_at: None });
        self.changes.len() - 1
    }

    /// It was answered.
    pub fn end_change(&mut self, change: ChangeId, outcome: ChangeOutcome) {
        let step = self.step();
        if let Some(change) = self.changes.get_mut(change) {
            (change.outcome, change.ended_at) = (outcome, Some(step));
        }
    }

    /// Somebody who keeps order is about to remove all messages of a member. What was acknowledged
    /// before is among them; what is on its way may be.
    pub fn invoke_cleanup(&mut self, client: usize, by: &str, member: &str) -> CleanupId {
        let acked = self.ops.iter().filter(|op| op.member == member && op.acked_at.is_some());
        let seqs: Vec<i64> = acked.filter_map(|op| op.seqs.first().copied()).collect();
        let expired = self.expired_until();
        let kept = seqs.into_iter().filter(|seq| Some(*seq) > expired);
        let changes = kept.map(|seq| self.invoke_change(client, by, seq, ChangeKind::Remove)).collect();
        self.cleanups.push(Cleanup { member: member.to_owned(), ended_at: None, changes });
        self.cleanups.len() - 1
    }

    /// All of them are removed.
    pub fn end_cleanup(&mut self, cleanup: CleanupId) {
        let step = self.step();
        let Some(Cleanup { ended_at, changes, .. }) = self.cleanups.get_mut(cleanup) else { return };
        *ended_at = Some(step);
        for change in changes.clone() {
            self.end_change(change, ChangeOutcome::Acked);
        }
    }

    /// Somebody who keeps order is about to mute or ban a member.
    pub fn invoke_sanction(&mut self, client: usize, member: &str, kind: SanctionKind) -> SanctionId {
        self.sanctions.push(Sanction { client, member: member.to_owned(), kind, begun_at: None, lifting_at: None });
        self.sanctions.len() - 1
    }

    /// The member is muted or banned from now on.
    pub fn begin_sanction(&mut self, sanction: SanctionId) {
        let step = self.step();
        if let Some(sanction) = self.sanctions.get_mut(sanction) {
            sanction.begun_at = Some(step);
        }
    }

    /// It is about to be lifted.
    pub fn lift_sanction(&mut self, sanction: SanctionId) {
        let step = self.step();
        if let Some(sanction) = self.sanctions.get_mut(sanction) {
            sanction.lifting_at = Some(step);
        }
    }

    /// Messages have become too old to be kept, all up to the last of these.
    pub fn expire(&mut self, entries: Vec<Entry>) {
        let at = self.step();
        self.expired.push(Expired { entries, at });
    }

    /// Somebody is shown what a page or an answer has. `as_of`: whatever was done before this step
    /// has to be seen in it; none if only its newest message tells that. Of the messages those are
    /// kept that may be wrong there.
    pub fn see(&mut self, client: usize, place: Place, as_of: Option<u64>, shown: &[Arc<Entry>]) {
        let shown_at = self.step();
        let newest = || {
            let cid = shown.last().and_then(|newest| newest.cid.as_deref());
            self.ops.iter().rev().find(|op| Some(&*op.cid) == cid).map(|op| op.invoked_at)
        };
        let Some(as_of) = as_of.or_else(newest) else { return };
        let expired = self.expired_until();
        let may_be_wrong = |entry: &Entry| {
            (place == Place::Whole && Some(entry.seq) <= expired)
                || (!entry.text.is_empty() && self.removing.contains(&entry.seq))
        };
        let entries = shown.iter().filter(|entry| may_be_wrong(entry)).cloned().collect();
        self.sightings.push(Sighting { client, place, as_of, shown_at, entries });
    }

    /// The step that it is now: what was done before was done at lower ones.
    pub fn now(&mut self) -> u64 {
        self.step()
    }

    /// The place of the newest message that has expired.
    #[must_use]
    pub fn expired_until(&self) -> Option<i64> {
        self.expired.iter().filter_map(Expired::until).max()
    }

    /// All attempts to remove all messages of somebody.
    #[must_use]
    pub fn cleanups(&self) -> &[Cleanup] {
        &self.cleanups
    }

    /// All mutes and bans.
    #[must_use]
    pub fn sanctions(&self) -> &[Sanction] {
        &self.sanctions
    }

    /// All that has expired.
    #[must_use]
    pub fn expired(&self) -> &[Expired] {
        &self.expired
    }

    /// What was shown to whom.
    #[must_use]
    pub fn sightings(&self) -> &[Sighting] {
        &self.sightings
    }

    /// All attempts to change something, in the order in which they were begun.
    #[must_use]
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// The place of one of the newest messages; none if nothing was acknowledged with one lately.
    pub(crate) fn any_of_newest(&self, count: usize, random: &mut fastrand::Rng) -> Option<i64> {
        let newest: Vec<i64> = self.ops.iter().rev().take(count).flat_map(|op| op.seqs.iter().copied()).collect();
        random.choice(newest)
    }

    /// All attempts.
    #[must_use]
    pub fn ops(&self) -> &[Op] {
        &self.ops
    }

    /// One attempt.
    #[must_use]
    pub fn op(&self, op: OpId) -> Option<&Op> {
        self.ops.get(op)
    }

    fn step(&mut self) -> u64 {
        self.steps += 1;
        self.steps
    }
}

/// What a page showed since it was opened or since its log was replaced whole, in the order in
/// which it stood there.
pub type Run = Vec<Arc<Entry>>;

/// What a client saw.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Oldest first; the last one is what it shows in the end.
    pub runs: Vec<Run>,
    /// Whether it was connected when nothing was said any more, and so must show the end.
    pub caught_up: bool,
    /// What it was sent that a page cannot be sent, as sentences.
    pub complaints: Vec<String>,
}
