//! A message with everything that is kept of it: what only its changes need. Pages are made from
//! the [`Message`] alone.

use serde::{Deserialize, Serialize};

use super::mentions;
use crate::{
    Body, Cid, Claims, EarlierTexts, MemberId, Mention, Message, Millis, Name, Removal, UploadedFile, Version, limits,
};

/// A message and the texts that it had before.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MessageRecord {
    /// The message as it is now.
    pub message: Message,
    /// Its texts before, oldest first, at most [`limits::EARLIER_TEXTS_MAX`].
    pub earlier: Vec<EarlierText>,
}

/// A text that an edit has replaced.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlierText {
    /// The text. Empty if the room keeps none ([`EarlierTexts::NotKept`]).
    pub body: Body,
    /// Whom it mentioned.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<Mention>,
    /// When it was said, or came about by an edit.
    pub at: Millis,
    /// The id of the edit that replaced it. So an edit that comes again is recognised, and no row
    /// of its own has to be written for that.
    pub replaced_by: Cid,
}

/// The text of a removed message, for as long as its removal can be undone. It is kept apart from
/// the message, so that nothing that reads messages can show or ship it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemovedText {
    /// What was said.
    pub body: Body,
    /// When it was edited last.
    pub edited_at: Option<Millis>,
    /// Whom it mentioned.
    #[serde(default)]
    pub mentions: Vec<Mention>,
    /// Its texts before.
    pub earlier: Vec<EarlierText>,
    /// The files that it had.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<UploadedFile>,
}

impl EarlierText {
    fn erase(&mut self) {
        self.body = Body::none();
        self.mentions.clear();
    }
}

impl RemovedText {
    /// The same, where a member is named no more.
    pub(crate) fn without(mut self, member: &MemberId) -> Self {
        (self.body, self.mentions) = mentions::without(&self.body, &self.mentions, member);
        self.earlier.iter_mut().for_each(EarlierText::erase);
        self
    }
}

impl MessageRecord {
    /// Whether an edit was made already: it came again.
    pub(crate) fn has_edit(&self, cid: &Cid) -> bool {
        self.earlier.iter().any(|earlier| earlier.replaced_by == *cid)
    }

    /// The same with another text, in which names are held as `claims` say. The oldest of too many
    /// earlier texts goes; of those that are not to be kept, only the ids stay.
    pub(crate) fn edited(
        mut self,
        (body, claims): (Body, &Claims),
        cid: Cid,
        version: Version,
        kept: EarlierTexts,
        now: Millis,
    ) -> Self {
        let source = self.message.body.as_str();
        let before: Vec<_> = self.message.mentions.iter().map(|it| (it.text(source), &it.member)).collect();
        let resolved = mentions::resolve(&body, claims, &before);
        let mentions = std::mem::replace(&mut self.message.mentions, resolved);
        let at = self.message.edited_at.unwrap_or(self.message.said_at);
        let before = std::mem::replace(&mut self.message.body, body);
        self.earlier.push(EarlierText { body: before, mentions, at, replaced_by: cid });
        let surplus = self.earlier.len().saturating_sub(limits::EARLIER_TEXTS_MAX);
        self.earlier.drain(..surplus);
        if kept == EarlierTexts::NotKept {
            self.earlier.iter_mut().for_each(EarlierText::erase);
        }
        self.message.edited_at = Some(now);
        self.message.version = version;
        self
    }

    /// The same without any text, and that text.
    pub(crate) fn removed(mut self, removal: Removal, version: Version) -> (Self, RemovedText) {
        let body = std::mem::replace(&mut self.message.body, Body::none());
        let mentions = std::mem::take(&mut self.message.mentions);
        let (edited_at, files) = (self.message.edited_at.take(), std::mem::take(&mut self.message.files));
        let text = RemovedText { body, edited_at, mentions, earlier: self.earlier, files };
        self.message.removal = Some(removal);
        self.message.version = version;
        (Self { message: self.message, earlier: Vec::new() }, text)
    }

    /// The same without anything of a member: what they said, what they were called, where others
    /// name them. `removal` is for what they said, unless that was removed before.
    pub(crate) fn without(mut self, member: &MemberId, removal: Removal, version: Version) -> Self {
        let message = &mut self.message;
        if message.member == *member {
            message.name = Name::nobody();
            message.body = Body::none();
            message.mentions.clear();
            message.files.clear();
            message.edited_at = None;
            message.removal.get_or_insert(removal);
        } else if message.mentions.iter().any(|mention| mention.member == *member) {
            (message.body, message.mentions) = mentions::without(&message.body, &message.mentions, member);
        }
        if let Some(removal) = message.removal.as_mut().filter(|removal| removal.by == *member) {
            removal.name = Name::nobody();
        }
        message.version = version;
        // Of one that an earlier build has written nobody knows whom it named.
        self.earlier.iter_mut().for_each(EarlierText::erase);
        self
    }

    /// The same with its text back.
    pub(crate) fn restored(mut self, text: RemovedText, version: Version) -> Self {
        let RemovedText { body, edited_at, mentions, earlier, files } = text;
        self.message.body = body;
        self.message.files = files;
        self.message.mentions = mentions;
        self.message.edited_at = edited_at;
        self.message.removal = None;
        self.message.version = version;
        Self { message: self.message, earlier }
    }
}

impl From<Message> for MessageRecord {
    /// A message that was never edited.
    fn from(message: Message) -> Self {
        Self { message, earlier: Vec::new() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{MemberId, Name};

    fn record() -> MessageRecord {
        let (member, name) = (MemberId::parse("adaadaadaadaada2").unwrap(), Name::parse("Ada").unwrap());
        let (body, cid) = (Body::parse("one").unwrap(), Cid::parse("cid-0001").unwrap());
        let (seq, said_at, continues) = (7, 1_000, false);
        let (edited_at, mentions, removal, reply_to, files) = (None, Vec::new(), None, Some(3), Vec::new());
        let version = seq;
        Message {
            seq,
            version,
            member,
            name,
            body,
            cid,
            said_at,
            continues,
            edited_at,
            mentions,
            removal,
            reply_to,
            files,
        }
        .into()
    }

    fn edited(record: MessageRecord, number: i64) -> MessageRecord {
        let cid = Cid::parse(&format!("edit-{number:04}")).unwrap();
        let body = Body::parse(&format!("text {number}")).unwrap();
        record.edited((body, &Claims::new()), cid, 100 + number, EarlierTexts::default(), 2_000 + number)
    }

    #[test]
    fn earlier_texts_say_since_when_they_stood() {
        let MessageRecord { message, earlier } = edited(edited(record(), 1), 2);
        assert_eq!((message.version, message.edited_at, message.body.as_str()), (102, Some(2_002), "text 2"));
        let earlier: Vec<_> = earlier.iter().map(|it| (it.body.as_str(), it.at, it.replaced_by.as_str())).collect();
        assert_eq!(earlier, [("one", 1_000, "edit-0001"), ("text 1", 2_001, "edit-0002")]);
    }

    #[test]
    fn oldest_of_too_many_earlier_texts_goes() {
        let edits = i64::try_from(limits::EARLIER_TEXTS_MAX).unwrap() + 5;
        let record = (1..=edits).fold(record(), edited);
        assert_eq!(record.earlier.len(), limits::EARLIER_TEXTS_MAX);
        assert_eq!(record.earlier[0].body.as_str(), "text 5");
        assert!(record.has_edit(&Cid::parse("edit-0006").unwrap()));
        assert!(!record.has_edit(&Cid::parse("edit-0005").unwrap()));
    }

    #[test]
    fn earlier_text_that_is_not_kept_leaves_its_id() {
        let record = edited(edited(record(), 1), 2);
        let (body, cid) = (Body::parse("three").unwrap(), Cid::parse("edit-0003").unwrap());
        let record = record.edited((body, &Claims::new()), cid, 103, EarlierTexts::NotKept, 2_003);
        assert!(record.earlier.iter().all(|earlier| earlier.body.as_str().is_empty()), "those before go with it");
        for n in 1..=3 {
            assert!(record.has_edit(&Cid::parse(&format!("edit-{n:04}")).unwrap()));
        }
        assert_eq!(record.message.body.as_str(), "three");
    }

    fn removal() -> Removal {
        Removal { at: 9_000, by: MemberId::operator(), name: Name::parse("Grace").unwrap() }
    }

    #[test]
    fn message_of_somebody_forgotten_says_nothing_of_them() {
        let before = edited(record(), 1);
        let ada = before.message.member.clone();
        let MessageRecord { message, earlier } = before.without(&ada, removal(), 104);
        assert_eq!((message.name.as_str(), message.body.as_str(), message.version), ("—", "", 104));
        assert_eq!((message.edited_at, message.removal), (None, Some(removal())));
        assert!(earlier.iter().all(|earlier| earlier.body.as_str().is_empty()));
    }

    #[test]
    fn message_that_names_somebody_forgotten_names_others_as_before() {
        let [ada, grace] = ["adaadaadaadaada2", "gracegracegrace2"].map(|id| MemberId::parse(id).unwrap());
        let body = "@Ada Lovelace, @Grace & Ada: 🌹 @Ada Lovelace!";
        let at = |text: &str, member: &MemberId, from: usize| {
            let start = from + body[from..].find(text).unwrap();
            Mention { start, len: text.len(), member: member.clone() }
        };
        let mut record = record();
        record.message.member = grace.clone();
        record.message.body = Body::parse(body).unwrap();
        record.message.mentions =
            vec![at("@Ada Lovelace", &ada, 0), at("@Grace", &grace, 0), at("@Ada Lovelace", &ada, 20)];
        let message = record.without(&ada, removal(), 104).message;
        assert_eq!(message.body.as_str(), "@—, @Grace & Ada: 🌹 @—!");
        let named: Vec<_> = message.mentions.iter().map(|it| it.text(message.body.as_str())).collect();
        assert_eq!(named, ["@Grace"]);
        assert_eq!((message.name.as_str(), message.removal), ("Ada", None), "what she said stays");
    }

    #[test]
    fn removal_by_somebody_forgotten_names_nobody() {
        let (record, _) = record().removed(removal(), 103);
        let message = record.without(&MemberId::operator(), removal(), 104).message;
        assert_eq!((message.name.as_str(), message.removal.unwrap().name.as_str()), ("Ada", "—"));
    }

    #[test]
    fn restored_message_is_as_it_was_before_its_removal() {
        let before = edited(record(), 1);
        let removal = Removal { at: 9_000, by: before.message.member.clone(), name: before.message.name.clone() };
        let (tombstone, text) = before.clone().removed(removal.clone(), 103);
        assert_eq!((tombstone.message.removal.as_ref(), tombstone.message.edited_at), (Some(&removal), None));
        assert_eq!((tombstone.message.body.as_str(), tombstone.earlier.len()), ("", 0), "nothing of the text is left");
        let after = tombstone.restored(text, 104);
        let message = Message { version: 104, ..before.message };
        assert_eq!(after, MessageRecord { message, earlier: before.earlier });
    }
}
