//! What happened in a room since its counts were last logged. Socket attachments carry it while the
//! room hibernates; nothing of it is stored.

use std::collections::BTreeMap;

use room::{Effects, Event, Millis, Refusal, Write};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

/// The counts of a room, for one line in the log. No text, name or id is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct RoomCounts {
    /// When the first of it happened.
    since: Option<Millis>,
    messages: u64,
    joins: u64,
    peak_people: usize,
    /// By the names of refusals in the code.
    refusals: BTreeMap<String, u64>,
}

impl RoomCounts {
    /// Counts what a command led to, in a room with so many people now.
    pub(crate) fn count(&mut self, effects: &Effects, people: usize, now: Millis) {
        let messages = effects.writes.iter().filter(|write| matches!(write, Write::InsertMessage(_))).count();
        let joins = effects.deliveries.iter().map(|delivery| match &delivery.event {
            Event::PresenceChanged { joined, .. } => joined.len(),
            _ => 0,
        });
        let joins: usize = joins.sum();
        self.messages += messages as u64;
        self.joins += joins as u64;
        self.peak_people = self.peak_people.max(people);
        if let Err(refusal) = &effects.reply {
            *self.refusals.entry(kind_of(refusal)).or_default() += 1;
        }
        if messages > 0 || joins > 0 || effects.reply.is_err() {
            self.since.get_or_insert(now);
        }
    }

    /// Adds what was counted elsewhere.
    pub(crate) fn add(&mut self, other: Self) {
        self.since = self.since.into_iter().chain(other.since).min();
        self.messages += other.messages;
        self.joins += other.joins;
        self.peak_people = self.peak_people.max(other.peak_people);
        for (kind, times) in other.refusals {
            *self.refusals.entry(kind).or_default() += times;
        }
    }

    /// When the first of it happened; none if nothing did.
    pub(crate) fn since(&self) -> Option<Millis> {
        self.since
    }

    /// As it stands in the log.
    pub(crate) fn details(&self, room: &str) -> Value {
        let Self { messages, joins, peak_people, refusals, .. } = self;
        json!({ "room": room, "messages": messages, "joins": joins, "peak_people": peak_people, "refusals": refusals })
    }
}

/// The name of a refusal, without what it holds: that may have been typed.
fn kind_of(refusal: &Refusal) -> String {
    match serde_json::to_value(refusal) {
        Ok(Value::String(kind)) => kind,
        Ok(Value::Object(kind)) => kind.keys().next().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusal_is_counted_by_its_name_alone() {
        assert_eq!(kind_of(&Refusal::Empty), "Empty");
        assert_eq!(kind_of(&Refusal::UnknownCommand { command: "secret".to_owned() }), "UnknownCommand");
    }
}
