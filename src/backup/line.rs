//! The lines of a file: JSON objects, each with a `type`. What this build does not know in one it
//! leaves alone, so a file of a later build can be read.

use room::{Body, Cid, EarlierText, MemberId, Mention, Message, MessageRecord, Millis, Reaction, Slug, limits};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use super::export::Part;
use crate::limits::{BACKUP_FORMAT, SAFE_INTEGER_MAX};
use crate::room_client::{MemberLine, MessageLine, RoomLine};

/// A line of a file.
#[derive(Debug)]
pub(super) enum Line {
    /// What belongs together, and the room itself.
    Room(Millis, Box<RoomLine>),
    /// Somebody who was ever let in.
    Member(MemberLine),
    /// A message.
    Message(Box<MessageLine>),
    /// The last one.
    End,
    /// What this build does not know.
    Other,
}

/// A part as lines.
///
/// # Errors
/// None that can happen: numbers and texts are always JSON.
pub(super) fn file(part: &Part, slug: &Slug) -> serde_json::Result<String> {
    let mut text = String::new();
    if part.after.is_none() {
        let mut room = json!({ "format": BACKUP_FORMAT, "room": slug.as_str(), "exported_at": part.exported_at });
        push(&mut text, "room", room.as_object_mut(), &part.room)?;
        for member in &part.members {
            push(&mut text, "member", None, member)?;
        }
    }
    for MessageLine { record: MessageRecord { message, earlier }, reactions } in &part.messages {
        let mut more = Map::new();
        if !earlier.is_empty() {
            more.insert("earlier".to_owned(), serde_json::to_value(earlier)?);
        }
        if !reactions.is_empty() {
            more.insert("reactions".to_owned(), serde_json::to_value(reactions)?);
        }
        push(&mut text, "message", Some(&mut more), message)?;
    }
    match part.next {
        Some(after) => push(&mut text, "more", None, &json!({ "after": after }))?,
        None => push(&mut text, "end", None, &json!({}))?,
    }
    Ok(text)
}

/// Adds a line of a type: what comes first, and then the fields of a value.
fn push(
    text: &mut String,
    kind: &str,
    first: Option<&mut Map<String, Value>>,
    value: &impl Serialize,
) -> serde_json::Result<()> {
    let mut line = Map::new();
    first.into_iter().for_each(|first| line.append(first));
    if let Value::Object(mut fields) = serde_json::to_value(value)? {
        line.append(&mut fields);
    }
    // The type comes first: whoever looks through a file sees it.
    let fields = serde_json::to_string(&line)?;
    let fields = fields.trim_start_matches('{');
    let comma = if line.is_empty() { "" } else { "," };
    text.push_str(&format!("{{\"type\":\"{kind}\"{comma}{fields}\n"));
    Ok(())
}

#[derive(Deserialize)]
struct Head {
    #[serde(rename = "type")]
    kind: String,
    #[serde(default)]
    format: u16,
    #[serde(default)]
    exported_at: Millis,
}

#[derive(Deserialize)]
struct Beside {
    #[serde(default)]
    earlier: Vec<EarlierText>,
    #[serde(default)]
    reactions: Vec<Reaction>,
}

/// Reads a line. None if it is not one, or says what no room can hold.
pub(super) fn read(text: &str) -> Option<Line> {
    let head: Head = serde_json::from_str(text).ok()?;
    match head.kind.as_str() {
        "room" if head.format <= BACKUP_FORMAT => {
            let room: RoomLine = serde_json::from_str(text).ok()?;
            let is_fit = is_count(room.version) && (0..=room.version).contains(&room.founded);
            let are_reports_fit = room.reports.iter().all(|report| is_count(report.seq) && is_time(report.at));
            (is_fit && are_reports_fit).then(|| Line::Room(head.exported_at, Box::new(room)))
        }
        "room" => None,
        "member" => {
            let member: MemberLine = serde_json::from_str(text).ok()?;
            let is_fit = is_member(&member.id) && is_time(member.joined_at);
            (is_fit && is_name(member.name.as_str())).then_some(Line::Member(member))
        }
        "message" => {
            let message: Message = serde_json::from_str(text).ok()?;
            let Beside { earlier, reactions } = serde_json::from_str(text).ok()?;
            let line = MessageLine { record: MessageRecord { message, earlier }, reactions };
            is_fit(&line).then(|| Line::Message(Box::new(line)))
        }
        "end" => Some(Line::End),
        _ => Some(Line::Other),
    }
}

/// Whether a room could have written a message like this.
fn is_fit(MessageLine { record, reactions }: &MessageLine) -> bool {
    let MessageRecord { message, earlier } = record;
    let texts = earlier.iter().map(|earlier| (&earlier.body, &earlier.mentions));
    let times = [Some(message.said_at), message.edited_at, message.removal.as_ref().map(|removal| removal.at)];
    let places = [Some(message.seq), Some(message.version), message.reply_to];
    message.version >= message.seq
        && places.into_iter().flatten().all(is_count)
        && times.into_iter().flatten().all(is_time)
        && is_member(&message.member)
        && is_name(message.name.as_str())
        && Cid::parse(message.cid.as_str()).is_ok()
        && [(&message.body, &message.mentions)].into_iter().chain(texts).all(|(body, mentions)| is_text(body, mentions))
        && earlier.len() <= limits::EARLIER_TEXTS_MAX
        && earlier.iter().all(|earlier| is_time(earlier.at))
        && reactions.iter().all(|Reaction { seq, member, version, first, .. }| {
            let are_counts = is_count(*version) && is_count(*first);
            *seq == message.seq && are_counts && is_member(&member.id) && is_name(member.name.as_str())
        })
}

/// Whether somebody could have said so, and mentioned these: each behind the one before, by whole
/// characters.
fn is_text(body: &Body, mentions: &[Mention]) -> bool {
    let (text, mut end) = (body.as_str(), 0);
    let mut are_places = mentions.iter().map(|mention| {
        let is_place = mention.start >= end && !mention.text(text).is_empty() && is_member(&mention.member);
        end = mention.range().end;
        is_place
    });
    text.chars().count() <= limits::BODY_MAX_CHARS && !text.contains(['\0', '\r']) && are_places.all(|is| is)
}

/// Ids stand in attributes and selectors.
fn is_member(member: &MemberId) -> bool {
    MemberId::parse(member.as_str()).is_ok()
}

/// Whether a room can count on from there for long.
fn is_count(number: i64) -> bool {
    (1..=SAFE_INTEGER_MAX / 2).contains(&number)
}

fn is_time(at: Millis) -> bool {
    (0..=SAFE_INTEGER_MAX).contains(&at)
}

/// Names were prepared when they were given. Rules may have changed since; their length has not.
fn is_name(name: &str) -> bool {
    !name.is_empty() && name.len() <= limits::NAME_MAX_BYTES && !name.chars().any(char::is_control)
}
