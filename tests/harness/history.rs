//! What was attempted, what became of it, and what everybody saw: the evidence that
//! [`check`](crate::check) judges.

use std::collections::HashSet;
use std::sync::Arc;

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
/// A message is edited and removed by one client, its author, who begins nothing new with it before
/// the last attempt was answered. So does whoever reacts to one.
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
    /// What became of it.
    pub outcome: ChangeOutcome,
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
        let outcome = ChangeOutcome::Unknown;
        self.changes.push(Change { client, member: member.to_owned(), seq, kind, outcome });
        self.changes.len() - 1
    }

    /// It was answered.
    pub fn end_change(&mut self, change: ChangeId, outcome: ChangeOutcome) {
        if let Some(change) = self.changes.get_mut(change) {
            change.outcome = outcome;
        }
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
