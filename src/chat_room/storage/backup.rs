//! What is taken out of the storage of a room, and what comes in again. Nothing is shipped while a
//! backup comes in: versions do not rise with places, so the cursor of the archive would leave some
//! out.

use room::{MemberId, Millis, Name, Seq, Settings, SingleLineText, Version};
use serde::{Deserialize, Serialize};
use worker::{Error, Result, SqlStorageValue};

use super::cached::Cached;
use super::meta::{self, MetaKey};
use super::sanctions::StoredSanctions;
use super::sql::{Sql, count, number};
use super::{audit, members, messages, reactions, reports, uploads};
use crate::message_row;
use crate::reaction_row;
use crate::room_client::{ImportPart, MemberLine, MessageLine, RoomLine};

/// A backup that comes in.
#[derive(Debug, Serialize, Deserialize)]
struct Importing {
    /// When it was made.
    of: Millis,
    /// What the room is to have once it is all here. Until then it is closed.
    settings: Settings,
}

/// Everything that was ever in a room. Nothing in one that was never founded.
pub(crate) struct Backup<'a, S> {
    sql: Option<&'a S>,
}

impl<'a, S: Sql> Backup<'a, S> {
    pub(super) fn of(sql: Option<&'a S>) -> Self {
        Self { sql }
    }

    /// The next of those who were ever let in, by id.
    pub(crate) fn members(&self, after: &str, limit: usize) -> Result<Vec<MemberLine>> {
        let Some(sql) = self.sql else { return Ok(Vec::new()) };
        let next = format!("SELECT id, name, joined_at FROM member WHERE id > ? ORDER BY id LIMIT {}", count(limit));
        let rows = sql.rows(&next, vec![after.into()])?;
        rows.into_iter().map(|row| member(sql, row)).collect()
    }

    /// The next messages that are here, those too that were taken back from the archive.
    pub(crate) fn messages(&self, after: Seq, limit: usize) -> Result<Vec<MessageLine>> {
        let Some(sql) = self.sql else { return Ok(Vec::new()) };
        let columns = message_row::record_columns();
        let next = format!("SELECT {columns} FROM message WHERE seq > ? ORDER BY seq LIMIT {}", count(limit));
        let line = |row| {
            let record = message_row::record(row)?;
            let reactions = format!("SELECT {} FROM reaction WHERE seq = ? ORDER BY first", reaction_row::COLUMNS);
            let reactions = sql.rows(&reactions, vec![number(record.message.seq)?])?;
            let reactions = reactions.into_iter().map(reaction_row::reaction).collect::<Result<Vec<_>>>()?;
            Ok(MessageLine { record, reactions })
        };
        sql.rows(&next, vec![number(after)?])?.into_iter().map(line).collect()
    }

    /// When the backup was made that comes in; none if none does.
    pub(crate) fn importing(&self) -> Result<Option<Millis>> {
        let Some(sql) = self.sql else { return Ok(None) };
        Ok(meta::load_value::<Importing>(sql, MetaKey::Importing)?.map(|importing| importing.of))
    }
}

fn member(sql: &impl Sql, row: Vec<SqlStorageValue>) -> Result<MemberLine> {
    use SqlStorageValue::{Integer, String};
    let Ok([String(id), String(name), Integer(joined_at)]) = <[SqlStorageValue; 3]>::try_from(row) else {
        return Err(Error::from("a row of members has other types"));
    };
    let (id, name) = (MemberId::from_trusted(id), Name::from_trusted(name));
    let holds_name = members::holds(sql, &name, &id)?;
    Ok(MemberLine { id, name, joined_at, holds_name })
}

/// Writes a part of a backup. What is here of it already is written again.
pub(super) fn import(sql: &impl Sql, cached: &Cached, part: &ImportPart) -> Result<()> {
    if let Some(room) = &part.room {
        import_room(sql, &cached.sanctions, room, (part.exported_at, &part.closed))?;
    }
    for MemberLine { id, name, joined_at, holds_name } in &part.members {
        members::import(sql, (id, name), *joined_at, *holds_name)?;
    }
    for MessageLine { record, reactions } in &part.messages {
        sql.rows("DELETE FROM message WHERE seq = ?", vec![number(record.message.seq)?])?;
        messages::bring_back(sql, record)?;
        cached.sends.record(sql, &record.message)?;
        uploads::import(sql, &record.message)?;
        reactions::erase(sql, record.message.seq)?;
        reactions::bring_back(sql, reactions)?;
    }
    if part.is_last
        && let Some(Importing { settings, .. }) = meta::load_value(sql, MetaKey::Importing)?
    {
        meta::save_value(sql, MetaKey::Settings, &settings)?;
        meta::erase(sql, MetaKey::Importing)?;
    }
    Ok(())
}

fn import_room(
    sql: &impl Sql,
    stored: &StoredSanctions,
    room: &RoomLine,
    (of, closed): (Millis, &SingleLineText),
) -> Result<()> {
    let RoomLine { founded, version, settings, owners, moderators, sanctions, audit, reports } = room;
    meta::save_number(sql, MetaKey::Founded, *founded)?;
    // The room counts on from here, and a page that was open before reads everything anew.
    meta::save_number(sql, MetaKey::PrunedChange, *version)?;
    meta::save_value(sql, MetaKey::Importing, &Importing { of, settings: settings.clone() })?;
    meta::save_value(sql, MetaKey::Settings, &Settings { closed: closed.clone(), ..settings.clone() })?;
    meta::save_value(sql, MetaKey::Owners, owners)?;
    meta::save_value(sql, MetaKey::Moderators, moderators)?;
    for sanction in sanctions {
        stored.put(sql, sanction)?;
    }
    sql.rows("DELETE FROM audit", vec![])?;
    for entry in audit {
        audit::add(sql, entry)?;
    }
    for report in reports {
        reports::put(sql, report)?;
    }
    Ok(())
}

/// Has the archive take everything once more, in a room that is at a version. The cursor of the
/// archive was part of its count, which must not go back.
pub(super) fn ship_again(sql: &impl Sql, cached: &Cached, version: Version) -> Result<()> {
    for key in [MetaKey::Shipped, MetaKey::ShippedReactions] {
        meta::erase(sql, key)?;
    }
    // D1 may say anything again: it is told, whatever the room would take for known.
    meta::save_number(sql, MetaKey::KeepDays, i64::from(u16::MAX))?;
    for key in [MetaKey::Listed, MetaKey::Behind] {
        meta::save_number(sql, key, 1)?;
    }
    meta::save_number(sql, MetaKey::PrunedChange, version)?;
    cached.sanctions.ship_again(sql)?;
    reports::ship_again(sql)
}
