//! The columns of a message, in the room's storage and in D1. A new column is added here, in both
//! schemas (`chat_room/storage/schema.rs`, `migrations/`) and in [`room::Message`].

use room::{Body, Cid, EarlierText, MemberId, Message, MessageRecord, Millis, Name, Removal, Seq, Version};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use worker::{Error, Result, SqlStorageValue};

/// The columns, in the order of everything below.
const NAMES: [&str; 15] = [
    "seq",
    "version",
    "member",
    "name",
    "body",
    "cid",
    "said_at",
    "continues",
    "edited_at",
    "removed_at",
    "removed_by",
    "removed_name",
    "mentions",
    "reply_to",
    "files",
];

/// The texts before, as JSON. It is read only where a message is changed or shipped: it may be a
/// hundred times as long as all others, and no page shows it.
const EARLIER: &str = "earlier";

/// Whether a message mentions the member who is bound to `?1`.
pub(crate) const MENTIONS_MEMBER: &str = "instr(mentions, '\"' || ?1 || '\"') > 0";

/// Whether a text before does.
const MENTIONED_MEMBER: &str = "instr(earlier, '\"' || ?1 || '\"') > 0";

const COUNT: usize = NAMES.len();

/// The columns that a change writes. The others stay as they were.
const CHANGING: [&str; 10] =
    ["version", "name", "body", "edited_at", "removed_at", "removed_by", "removed_name", "mentions", "files", EARLIER];

/// Whether a message says something of the member who is bound to `?1`, in its text, in one before
/// or beside it.
pub(crate) fn says_of_member() -> String {
    format!(
        "((member = ?1 AND (name <> ?2 OR body <> '')) OR {MENTIONS_MEMBER} OR {MENTIONED_MEMBER} \
           OR (removed_by = ?1 AND removed_name <> ?2))"
    )
}

/// The columns of a message as they stand in a statement.
pub(crate) fn columns() -> String {
    NAMES.join(", ")
}

/// The same with its texts before.
pub(crate) fn record_columns() -> String {
    format!("{}, {EARLIER}", columns())
}

/// A place for the value of each column.
pub(crate) fn placeholders() -> String {
    ["?"; COUNT].join(", ")
}

/// The columns of a record as they are read from an array in JSON.
pub(crate) fn json_columns() -> String {
    let columns: Vec<_> = (0..=COUNT).map(|index| format!("value ->> {index}")).collect();
    columns.join(", ")
}

/// What an upsert of records sets: everything but the place, which never changes.
pub(crate) fn assignments() -> String {
    let names = NAMES.into_iter().skip(1).chain([EARLIER]);
    names.map(|name| format!("{name} = excluded.{name}")).collect::<Vec<_>>().join(", ")
}

/// What a change sets. Its place comes after these.
pub(crate) fn change_assignments() -> String {
    CHANGING.map(|name| format!("{name} = ?")).join(", ")
}

/// The values of a new message, for a statement.
///
/// # Errors
/// A number is larger than JavaScript can carry.
pub(crate) fn values(message: &Message) -> Result<[SqlStorageValue; COUNT]> {
    let RemovalColumns { at, by, name } = RemovalColumns::of(message);
    Ok([
        SqlStorageValue::try_from_i64(message.seq)?,
        SqlStorageValue::try_from_i64(message.version)?,
        message.member.as_str().into(),
        message.name.as_str().into(),
        message.body.as_str().into(),
        message.cid.as_str().into(),
        SqlStorageValue::try_from_i64(message.said_at)?,
        i32::from(message.continues).into(),
        SqlStorageValue::try_from_i64(message.edited_at.unwrap_or_default())?,
        SqlStorageValue::try_from_i64(at)?,
        by.into(),
        name.into(),
        list_text(&message.mentions)?.into(),
        SqlStorageValue::try_from_i64(message.reply_to.unwrap_or_default())?,
        list_text(&message.files)?.into(),
    ])
}

/// The values of [`change_assignments`], and the place.
///
/// # Errors
/// A number is larger than JavaScript can carry.
pub(crate) fn change_values(record: &MessageRecord) -> Result<Vec<SqlStorageValue>> {
    let message = &record.message;
    let RemovalColumns { at, by, name } = RemovalColumns::of(message);
    Ok(vec![
        SqlStorageValue::try_from_i64(message.version)?,
        message.name.as_str().into(),
        message.body.as_str().into(),
        SqlStorageValue::try_from_i64(message.edited_at.unwrap_or_default())?,
        SqlStorageValue::try_from_i64(at)?,
        by.into(),
        name.into(),
        list_text(&message.mentions)?.into(),
        list_text(&message.files)?.into(),
        list_text(&record.earlier)?.into(),
        SqlStorageValue::try_from_i64(message.seq)?,
    ])
}

/// The values of a record, as an array in JSON.
///
/// # Errors
/// None that can happen: numbers and texts are always JSON.
pub(crate) fn json_values(record: &MessageRecord) -> Result<Value> {
    let (m, earlier) = (&record.message, list_text(&record.earlier)?);
    let (mentions, files) = (list_text(&m.mentions)?, list_text(&m.files)?);
    let (edited_at, removed) = (m.edited_at.unwrap_or_default(), RemovalColumns::of(m));
    let continues = i32::from(m.continues);
    Ok(json!([
        m.seq,
        m.version,
        m.member,
        m.name,
        m.body,
        m.cid,
        m.said_at,
        continues,
        edited_at,
        removed.at,
        removed.by,
        removed.name,
        mentions,
        m.reply_to.unwrap_or_default(),
        files,
        earlier
    ]))
}

/// A message from the row of an answer.
///
/// # Errors
/// The row has other columns or other types.
pub(crate) fn message(row: Vec<SqlStorageValue>) -> Result<Message> {
    use SqlStorageValue::{Integer, String};
    let row: [SqlStorageValue; COUNT] =
        row.try_into().map_err(|_| Error::from("a row of messages has other columns"))?;
    let [
        Integer(seq),
        Integer(version),
        String(member),
        String(name),
        String(body),
        String(cid),
        Integer(said_at),
        Integer(continues),
        Integer(edited_at),
        Integer(removed_at),
        String(removed_by),
        String(removed_name),
        String(mentions),
        Integer(reply_to),
        String(files),
    ] = row
    else {
        return Err(Error::from("a row of messages has other types"));
    };
    let row = NamedRow {
        seq,
        version,
        member,
        name,
        body,
        cid,
        said_at,
        continues,
        edited_at,
        removed_at,
        removed_by,
        removed_name,
        mentions,
        reply_to,
        files,
    };
    Ok(row.into())
}

/// A record from the row of an answer: a message, and its texts before.
///
/// # Errors
/// The row has other columns or other types.
pub(crate) fn record(mut row: Vec<SqlStorageValue>) -> Result<MessageRecord> {
    let Some(SqlStorageValue::String(earlier)) = row.pop() else {
        return Err(Error::from("a row of messages has other types"));
    };
    Ok(MessageRecord { message: message(row)?, earlier: earlier_texts(&earlier)? })
}

/// The texts before of a message, as D1 answers.
#[derive(Deserialize)]
pub(crate) struct EarlierRow {
    earlier: String,
}

impl EarlierRow {
    /// Oldest first.
    ///
    /// # Errors
    /// They are no list.
    pub(crate) fn texts(&self) -> Result<Vec<EarlierText>> {
        earlier_texts(&self.earlier)
    }
}

fn earlier_texts(stored: &str) -> Result<Vec<EarlierText>> {
    if stored.is_empty() { Ok(Vec::new()) } else { Ok(serde_json::from_str(stored)?) }
}

/// Nearly every message mentions nobody, has no texts before and no files: then nothing is stored
/// of them.
fn list_text(list: &[impl Serialize]) -> Result<String> {
    if list.is_empty() { Ok(String::new()) } else { Ok(serde_json::to_string(list)?) }
}

/// Mentions or files that are no list would be of a build that is newer than this one: nobody is
/// mentioned, and the message can be read.
pub(crate) fn list_of<T: DeserializeOwned>(stored: &str) -> Vec<T> {
    if stored.is_empty() { Vec::new() } else { serde_json::from_str(stored).unwrap_or_default() }
}

/// What a row says of a removal. A time that is none is 0.
struct RemovalColumns<'a> {
    at: Millis,
    by: &'a str,
    name: &'a str,
}

impl<'a> RemovalColumns<'a> {
    fn of(message: &'a Message) -> Self {
        match &message.removal {
            Some(Removal { at, by, name }) => Self { at: *at, by: by.as_str(), name: name.as_str() },
            None => Self { at: 0, by: "", name: "" },
        }
    }
}

/// A row with the names of its columns, as D1 answers.
#[derive(Deserialize)]
pub(crate) struct NamedRow {
    pub(crate) seq: Seq,
    pub(crate) version: Version,
    pub(crate) member: String,
    pub(crate) name: String,
    pub(crate) body: String,
    pub(crate) cid: String,
    pub(crate) said_at: Millis,
    pub(crate) continues: i64,
    pub(crate) edited_at: Millis,
    pub(crate) removed_at: Millis,
    pub(crate) removed_by: String,
    pub(crate) removed_name: String,
    pub(crate) mentions: String,
    pub(crate) reply_to: Seq,
    pub(crate) files: String,
}

impl From<NamedRow> for Message {
    fn from(row: NamedRow) -> Self {
        let removal = Removal {
            at: row.removed_at,
            by: MemberId::from_trusted(row.removed_by),
            name: Name::from_trusted(row.removed_name),
        };
        Self {
            seq: row.seq,
            version: row.version,
            member: MemberId::from_trusted(row.member),
            name: Name::from_trusted(row.name),
            body: Body::from_trusted(row.body),
            cid: Cid::from_trusted(row.cid),
            said_at: row.said_at,
            continues: row.continues != 0,
            edited_at: (row.edited_at != 0).then_some(row.edited_at),
            mentions: list_of(&row.mentions),
            removal: (row.removed_at != 0).then_some(removal),
            reply_to: (row.reply_to != 0).then_some(row.reply_to),
            files: list_of(&row.files),
        }
    }
}
