//! The columns of a reaction, in the room's storage and in D1.

use room::emoji::Emoji;
use room::{Member, MemberId, Name, Reaction, ReactionKind, ReactionState, Reactions, Seq, Version, limits};
use serde::Deserialize;
use serde_json::{Value, json};
use worker::{Error, Result, SqlStorageValue};

/// The columns, in the order of everything below. `first` is the version at which the row was made:
/// the order of kinds.
pub(crate) const COLUMNS: &str = "seq, emoji, member, name, is_on, version, first";

/// A place for the value of each column.
pub(crate) const PLACES: &str = "?, ?, ?, ?, ?, ?, ?";

/// The columns as they are read from an array in JSON.
pub(crate) const JSON_COLUMNS: &str = "value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, \
                                       value ->> 6";

/// What a change sets. The rest says which reaction it is, and never changes.
pub(crate) const ASSIGNMENTS: &str = "name = excluded.name, is_on = excluded.is_on, version = excluded.version";

/// The reactions of messages that were not removed, added up, with who was first named first: the
/// places are `?1` as JSON, the reader is `?2`.
pub(crate) fn listed_sql(reactions: &str, messages: &str, of_room: &str) -> String {
    format!(
        "SELECT seq, emoji, sum(is_on) AS count, json_group_array(name ORDER BY first) FILTER (WHERE is_on) AS names, \
         max(is_on AND member = ?2) AS is_own \
         FROM {reactions} AS r WHERE {of_room} seq IN (SELECT value FROM json_each(?1)) \
         AND NOT EXISTS (SELECT 1 FROM {messages} AS m WHERE {of_room} m.seq = r.seq AND m.removed_at > 0) \
         GROUP BY seq, emoji HAVING sum(is_on) > 0 ORDER BY seq, min(first)"
    )
}

/// The values of a reaction, for a statement.
///
/// # Errors
/// A number is larger than JavaScript can carry.
pub(crate) fn values(reaction: &Reaction) -> Result<Vec<SqlStorageValue>> {
    let version = SqlStorageValue::try_from_i64(reaction.version)?;
    Ok(vec![
        SqlStorageValue::try_from_i64(reaction.seq)?,
        reaction.emoji.as_str().into(),
        reaction.member.id.as_str().into(),
        reaction.member.name.as_str().into(),
        i32::from(reaction.state == ReactionState::On).into(),
        version.clone(),
        version,
    ])
}

/// The same as an array in JSON.
pub(crate) fn json_values(reaction: &Reaction) -> Value {
    let Reaction { seq, emoji, member, state, version, first } = reaction;
    json!([seq, emoji, member.id, member.name, i32::from(*state == ReactionState::On), version, first])
}

/// A reaction from the row of an answer.
///
/// # Errors
/// The row has other columns or other types.
pub(crate) fn reaction(row: Vec<SqlStorageValue>) -> Result<Reaction> {
    use SqlStorageValue::{Integer, String};
    let Ok([Integer(seq), String(emoji), String(id), String(name), Integer(is_on), Integer(version), Integer(first)]) =
        <[SqlStorageValue; 7]>::try_from(row)
    else {
        return Err(other_row());
    };
    Ok(ReactionRow { seq, emoji, member: id, name, is_on, version, first }.into())
}

/// A reaction, as D1 answers.
#[derive(Deserialize)]
pub(crate) struct ReactionRow {
    seq: Seq,
    emoji: String,
    member: String,
    name: String,
    is_on: i64,
    version: Version,
    first: Version,
}

impl From<ReactionRow> for Reaction {
    fn from(row: ReactionRow) -> Self {
        let ReactionRow { seq, emoji, member, name, is_on, version, first } = row;
        let member = Member { id: MemberId::from_trusted(member), name: Name::from_trusted(name) };
        Self { seq, emoji: Emoji::from_trusted(emoji), member, state: state_of(is_on), version, first }
    }
}

fn state_of(is_on: i64) -> ReactionState {
    if is_on == 0 { ReactionState::Off } else { ReactionState::On }
}

/// All who reacted with one emoji, as D1 answers.
#[derive(Deserialize)]
pub(crate) struct KindRow {
    pub(crate) seq: Seq,
    pub(crate) emoji: String,
    pub(crate) count: i64,
    /// As JSON.
    pub(crate) names: String,
    pub(crate) is_own: i64,
}

/// The same from the row of an answer.
///
/// # Errors
/// The row has other columns or other types.
pub(crate) fn kind(row: Vec<SqlStorageValue>) -> Result<KindRow> {
    use SqlStorageValue::{Integer, String};
    match <[SqlStorageValue; 5]>::try_from(row) {
        Ok([Integer(seq), String(emoji), Integer(count), String(names), Integer(is_own)]) => {
            Ok(KindRow { seq, emoji, count, names, is_own })
        }
        _ => Err(other_row()),
    }
}

/// The kinds of each message together, with the names of so many at most.
///
/// # Errors
/// One of the rows could not be read.
pub(crate) fn grouped(rows: impl IntoIterator<Item = Result<KindRow>>, names_max: usize) -> Result<Vec<Reactions>> {
    let mut grouped: Vec<Reactions> = Vec::new();
    for row in rows {
        let KindRow { seq, emoji, count, names, is_own } = row?;
        let count = usize::try_from(count).unwrap_or_default();
        let mut names: Vec<Name> = serde_json::from_str(&names)?;
        names.truncate(names_max);
        // Of a few it would seem that they were all.
        if names_max == limits::REACTORS_NAMED_MAX && count > names_max {
            names.clear();
        }
        let kind = ReactionKind { emoji: Emoji::from_trusted(emoji), count, names, is_own: is_own != 0 };
        match grouped.last_mut().filter(|last| last.seq == seq) {
            Some(last) => last.kinds.push(kind),
            None => grouped.push(Reactions { seq, kinds: vec![kind] }),
        }
    }
    Ok(grouped)
}

fn other_row() -> Error {
    Error::from("a row of reactions has other columns")
}
