//! The texts of removed messages, for as long as that can be undone. They stand apart from the
//! messages, so no query for those can find them.

use room::{MemberId, MessageRecord, Millis, RemovedText, Seq};
use worker::{Error, Result, SqlStorageValue};

use super::messages;
use super::sql::{Sql, number};

/// Keeps the text of a message that was just removed.
pub(super) fn keep(sql: &impl Sql, seq: Seq, removed_at: Millis, text: &RemovedText) -> Result<()> {
    let text = serde_json::to_string(text)?.into();
    let insert = "INSERT OR REPLACE INTO removed_text (seq, removed_at, text) VALUES (?, ?, ?)";
    sql.rows(insert, vec![number(seq)?, number(removed_at)?, text])?;
    Ok(())
}

/// The text of a removed message, if it is still here.
pub(super) fn of(sql: &impl Sql, seq: Seq) -> Result<Option<RemovedText>> {
    let text = sql.text("SELECT text FROM removed_text WHERE seq = ?", vec![number(seq)?])?;
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

/// The messages of a member that somebody else has removed, with the texts that are still here.
pub(super) fn of_member(sql: &impl Sql, by: &MemberId, member: &MemberId) -> Result<Vec<(MessageRecord, RemovedText)>> {
    let select = format!("SELECT seq {OF_MEMBER} ORDER BY seq");
    with_texts(sql, sql.rows(&select, vec![member.as_str().into(), by.as_str().into()])?)
}

/// The messages whose texts are still here and mention a member.
pub(super) fn naming(sql: &impl Sql, member: &MemberId) -> Result<Vec<(MessageRecord, RemovedText)>> {
    // In JSON no id stands between these quotation marks but as a value: those of a text have a
    // backslash in front.
    let select = "SELECT seq FROM removed_text WHERE instr(text, '\"' || ?1 || '\"') > 0 ORDER BY seq";
    with_texts(sql, sql.rows(select, vec![member.as_str().into()])?)
}

fn with_texts(sql: &impl Sql, seqs: Vec<Vec<SqlStorageValue>>) -> Result<Vec<(MessageRecord, RemovedText)>> {
    let mut removed = Vec::new();
    for row in seqs {
        let [SqlStorageValue::Integer(seq)] = row.as_slice() else { continue };
        if let (Some(record), Some(text)) = (messages::record(sql, *seq)?, of(sql, *seq)?) {
            removed.push((record, text));
        }
    }
    Ok(removed)
}

/// How many those are.
pub(super) fn count(sql: &impl Sql, by: &MemberId, member: &MemberId) -> Result<usize> {
    let select = format!("SELECT count(*) {OF_MEMBER}");
    let count = sql.number(&select, vec![member.as_str().into(), by.as_str().into()])?;
    Ok(count.and_then(|count| usize::try_from(count).ok()).unwrap_or(0))
}

const OF_MEMBER: &str = "FROM removed_text JOIN message USING (seq) WHERE member = ? AND removed_by = ?";

/// Erases the text of a removed message.
pub(super) fn erase(sql: &impl Sql, seq: Seq) -> Result<()> {
    sql.rows("DELETE FROM removed_text WHERE seq = ?", vec![number(seq)?])?;
    Ok(())
}

/// Every message whose text is still here, and when it was removed.
pub(super) fn all(sql: &impl Sql) -> Result<Vec<(Seq, Millis)>> {
    let rows = sql.rows("SELECT seq, removed_at FROM removed_text", vec![])?;
    let both = |row: Vec<SqlStorageValue>| match row.as_slice() {
        [SqlStorageValue::Integer(seq), SqlStorageValue::Integer(removed_at)] => Ok((*seq, *removed_at)),
        _ => Err(Error::from("a row of removed texts has other types")),
    };
    rows.into_iter().map(both).collect()
}
