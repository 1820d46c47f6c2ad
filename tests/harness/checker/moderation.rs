//! What those who keep order did, and what time did: what is gone is shown to nobody, and whoever
//! is muted or banned is not heard.

use std::collections::{HashMap, HashSet};

use room::SanctionKind;

use super::{Judge, beginning, shown};
use crate::history::{ChangeKind, ChangeOutcome, Op, Place, Sanction};

impl Judge<'_> {
    /// Nobody is shown what was removed, or has expired, before they asked for it; and whoever is
    /// banned is shown nothing.
    pub(super) fn sightings(&mut self) {
        let removed = self.removals();
        for change in self.evidence.attempts.changes() {
            let is_edit = matches!(change.kind, ChangeKind::Edit(_)) && change.outcome == ChangeOutcome::Acked;
            if is_edit && removed.get(&change.seq).is_some_and(|at| *at < change.invoked_at) {
                self.finds(format!("{} was edited after its removal had been acknowledged.", change.seq));
            }
        }
        let mut found = Vec::new();
        for sighting in self.evidence.attempts.sightings() {
            let place = match sighting.place {
                Place::Whole => "what it had asked for",
                Place::CaughtUp => "its page after it had come back",
                Place::Open => "its open page, below which stood something newer",
            };
            let client = sighting.client;
            for entry in &sighting.entries {
                if !entry.text.is_empty() && removed.get(&entry.seq).is_some_and(|at| *at < sighting.as_of) {
                    found.push(format!("Client {client} was shown {} in {place}, and it was removed.", shown(entry)));
                }
                if sighting.place == Place::Whole && self.has_expired(entry.seq, sighting.as_of) {
                    found.push(format!("Client {client} was shown {}, and it has expired.", shown(entry)));
                }
            }
            let is_of_client = |it: &&Sanction| it.kind == SanctionKind::Ban && it.client == client;
            let mut bans = self.evidence.attempts.sanctions().iter().filter(is_of_client);
            if bans.any(|ban| ban.holds(sighting.as_of, sighting.shown_at)) {
                found.push(format!("Client {client} was banned, and was shown {place}."));
            }
        }
        // Whoever looks again sees the same.
        let mut known = HashSet::new();
        found.retain(|sentence| known.insert(sentence.clone()));
        self.found.append(&mut found);
    }

    /// Nothing of somebody who is muted or banned stands where it can only be if it was taken
    /// meanwhile: between two messages that both were said meanwhile. Nor did they change anything.
    pub(super) fn sanctions(&mut self) {
        for sanction in self.evidence.attempts.sanctions() {
            let Sanction { member, kind, begun_at: Some(begun_at), lifting_at, .. } = sanction else { continue };
            let lifting_at = lifting_at.unwrap_or(u64::MAX);
            let told = || self.log.iter().zip(&self.origins).filter_map(|(entry, op)| Some((entry.seq, (*op)?)));
            let is_before_its_end = |op: &Op| op.acked_at.is_some_and(|at| at < lifting_at);
            let first = told().filter(|(_, op)| op.invoked_at > *begun_at).map(|(seq, _)| seq).min();
            let last = told().filter(|(_, op)| is_before_its_end(op)).map(|(seq, _)| seq).max();
            let meanwhile = first.unwrap_or(i64::MAX)..=last.unwrap_or(i64::MIN);
            let taken = told().filter(|(seq, op)| op.member == *member && meanwhile.contains(seq));
            let found: Vec<String> = taken
                .map(|(seq, op)| format!("{seq} (“{}”) was taken under a {kind:?} of {member}.", beginning(&op.text)))
                .collect();
            found.into_iter().for_each(|sentence| self.finds(sentence));
            for change in self.evidence.attempts.changes() {
                let is_speech = matches!(change.kind, ChangeKind::Edit(_) | ChangeKind::React(_));
                let is_theirs = change.member == *member && change.outcome == ChangeOutcome::Acked && is_speech;
                if is_theirs && change.ended_at.is_some_and(|ended_at| sanction.holds(change.invoked_at, ended_at)) {
                    self.finds(format!("{} was changed under a {kind:?} of {member}.", change.seq));
                }
            }
        }
    }

    /// What has expired is in no history, and not in D1.
    pub(super) fn expired(&mut self) {
        let places = [("The history", self.evidence.history), ("D1", self.evidence.rows)];
        for (whose, entry) in places.into_iter().flat_map(|(whose, entries)| entries.iter().map(move |it| (whose, it)))
        {
            if self.has_expired(entry.seq, u64::MAX) {
                self.finds(format!("{whose} has {}, and it has expired.", shown(entry)));
            }
        }
    }

    fn has_expired(&self, seq: i64, before: u64) -> bool {
        self.evidence.attempts.expired().iter().any(|expired| expired.at < before && Some(seq) <= expired.until())
    }

    /// When the removal of each message was first acknowledged.
    fn removals(&self) -> HashMap<i64, u64> {
        let mut removed = HashMap::new();
        for change in self.evidence.attempts.changes() {
            let is_removal = change.kind == ChangeKind::Remove && change.outcome == ChangeOutcome::Acked;
            if let Some(ended_at) = change.ended_at.filter(|_| is_removal) {
                removed.entry(change.seq).and_modify(|at: &mut u64| *at = ended_at.min(*at)).or_insert(ended_at);
            }
        }
        removed
    }
}
