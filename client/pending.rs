//! Pending messages: said, and not seen in the log yet. Knows no connection: the client sends what
//! stands here.

use serde_json::json;

/// A message that was said and not answered with its place in the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingMessage {
    /// The client's id for the send (idempotency key): the same each time it is sent.
    pub cid: String,
    /// What was said.
    pub text: String,
    /// Why the room refused it, if it did. Then it is not sent again by itself.
    pub refusal: Option<String>,
}

/// Pending messages, in the order in which they were said.
///
/// They are few (a member may say [`SEND_BURST`](room::limits::SEND_BURST) at once), so a list
/// serves.
#[derive(Clone, Debug, Default)]
pub struct PendingMessages(Vec<PendingMessage>);

impl PendingMessages {
    /// Adds a message; under a cid that is pending already it is that message, unanswered again.
    pub fn add(&mut self, cid: &str, text: &str) {
        if let Some(known) = self.find(cid) {
            (known.text, known.refusal) = (text.to_owned(), None);
        } else {
            self.0.push(PendingMessage { cid: cid.to_owned(), text: text.to_owned(), refusal: None });
        }
    }

    /// Removes a message: it stands in the log, or its author has given it up. None if it was not
    /// pending.
    pub fn remove(&mut self, cid: &str) -> Option<PendingMessage> {
        let place = self.0.iter().position(|message| message.cid == cid)?;
        Some(self.0.remove(place))
    }

    /// Marks a message as refused. Says whether it was pending.
    pub fn refuse(&mut self, cid: &str, refusal: &str) -> bool {
        let Some(message) = self.find(cid) else { return false };
        message.refusal = Some(refusal.to_owned());
        true
    }

    /// A message that is pending.
    #[must_use]
    pub fn get(&self, cid: &str) -> Option<&PendingMessage> {
        self.0.iter().find(|message| message.cid == cid)
    }

    /// Those that are neither in the log nor refused: they are sent again on the next connection.
    pub fn unanswered(&self) -> impl Iterator<Item = &PendingMessage> {
        self.0.iter().filter(|message| message.refusal.is_none())
    }

    /// How many there are, refused ones included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a piece of text names one of them.
    pub(crate) fn are_named_in(&self, text: &str) -> bool {
        self.0.iter().any(|message| text.contains(&message.cid))
    }

    fn find(&mut self, cid: &str) -> Option<&mut PendingMessage> {
        self.0.iter_mut().find(|message| message.cid == cid)
    }
}

impl PendingMessage {
    /// The frame by which it is sent.
    #[must_use]
    pub fn frame(&self) -> String {
        say_frame(&self.cid, &self.text)
    }
}

/// The frame by which something is said: the composer's fields.
#[must_use]
pub fn say_frame(cid: &str, text: &str) -> String {
    json!({ "text": text, "cid": cid }).to_string()
}

#[cfg(test)]
mod tests {
    use room::ClientFrame;

    use super::*;

    fn cids(pending: &PendingMessages) -> Vec<&str> {
        pending.unanswered().map(|message| message.cid.as_str()).collect()
    }

    #[test]
    fn room_understands_a_say_frame() {
        let text = "\"So\" </p> it goes,\nAda 😀 \\";
        let Ok(ClientFrame::Say { text: said, cid, .. }) = ClientFrame::parse(&say_frame("cid-0001", text)) else {
            panic!("it should say something")
        };
        assert_eq!((cid.as_str(), said.as_str()), ("cid-0001", text));
    }

    #[test]
    fn refused_message_stays_and_is_not_sent_again() {
        let mut pending = PendingMessages::default();
        pending.add("cid-0001", "one");
        pending.add("cid-0002", "two");
        assert!(pending.refuse("cid-0001", "Too fast."));
        assert!(!pending.refuse("cid-0003", "Too fast."));
        assert_eq!((pending.len(), cids(&pending)), (2, vec!["cid-0002"]));
        assert_eq!(pending.get("cid-0001").unwrap().refusal.as_deref(), Some("Too fast."));
    }

    #[test]
    fn retried_message_keeps_its_place_and_its_cid() {
        let mut pending = PendingMessages::default();
        pending.add("cid-0001", "one");
        pending.add("cid-0002", "two");
        pending.refuse("cid-0001", "Too fast.");
        pending.add("cid-0001", "one");
        assert_eq!(cids(&pending), ["cid-0001", "cid-0002"]);
    }
}
