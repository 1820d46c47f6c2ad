//! The columns of a message, in the room's storage and in D1. A new column is added here, in both
//! schemas (`chat_room/storage/schema.rs`, `migrations/`) and in [`room::Message`].

use room::{Body, Cid, MemberId, Message, Millis, Name, Seq, Version};
use serde::Deserialize;
use serde_json::{Value, json};
use worker::{Error, Result, SqlStorageValue};

/// The columns, in the order of everything below.
const NAMES: [&str; 8] = ["seq", "version", "member", "name", "body", "cid", "said_at", "continues"];

const COUNT: usize = NAMES.len();

/// The columns as they stand in a statement.
pub(crate) fn columns() -> String {
    NAMES.join(", ")
}

/// A place for the value of each column.
pub(crate) fn placeholders() -> String {
    ["?"; COUNT].join(", ")
}

/// The columns as they are read from an array in JSON.
pub(crate) fn json_columns() -> String {
    let columns: Vec<_> = (0..COUNT).map(|index| format!("value ->> {index}")).collect();
    columns.join(", ")
}

/// What an upsert sets: everything but the place, which never changes.
pub(crate) fn assignments() -> String {
    let assignments: Vec<_> = NAMES.iter().skip(1).map(|name| format!("{name} = excluded.{name}")).collect();
    assignments.join(", ")
}

/// The values of a message, for a statement.
///
/// # Errors
/// A number is larger than JavaScript can carry.
pub(crate) fn values(message: &Message) -> Result<[SqlStorageValue; COUNT]> {
    Ok([
        SqlStorageValue::try_from_i64(message.seq)?,
        SqlStorageValue::try_from_i64(message.version)?,
        message.member.as_str().into(),
        message.name.as_str().into(),
        message.body.as_str().into(),
        message.cid.as_str().into(),
        SqlStorageValue::try_from_i64(message.said_at)?,
        i32::from(message.continues).into(),
    ])
}

/// The values of a message, as an array in JSON.
pub(crate) fn json_values(m: &Message) -> Value {
    json!([m.seq, m.version, m.member, m.name, m.body, m.cid, m.said_at, i32::from(m.continues)])
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
    ] = row
    else {
        return Err(Error::from("a row of messages has other types"));
    };
    let row = NamedRow { seq, version, member, name, body, cid, said_at, continues };
    Ok(row.into())
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
}

impl From<NamedRow> for Message {
    fn from(row: NamedRow) -> Self {
        Self {
            seq: row.seq,
            version: row.version,
            member: MemberId::from_trusted(row.member),
            name: Name::from_trusted(row.name),
            body: Body::from_trusted(row.body),
            cid: Cid::from_trusted(row.cid),
            said_at: row.said_at,
            continues: row.continues != 0,
        }
    }
}
