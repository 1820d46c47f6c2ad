//! Rooms of earlier builds: what makes their tables into those of [`super::schema`].

use worker::{Result, SqlStorageValue};

use super::members;
use super::meta::{self, MetaKey};
use super::schema::CREATE;
use super::sends::Sends;
use super::sql::Sql;
use crate::message_row;

/// Brings the tables of a room from before version 0.2 to these names. Run it before [`CREATE`].
const MIGRATE: &str = "\
    ALTER TABLE precedent RENAME TO duplicate; \
    ALTER TABLE person RENAME COLUMN member TO id; \
    ALTER TABLE person RENAME TO member; \
    ALTER TABLE claim RENAME TO name_claim; \
    CREATE TABLE meta (name TEXT PRIMARY KEY, value ANY NOT NULL) WITHOUT ROWID, STRICT; \
    INSERT INTO meta SELECT name, value FROM note UNION ALL SELECT name, value FROM fact; \
    DROP TABLE note; \
    DROP TABLE fact;";

/// Adds the columns that came with changes of messages, to a room from before. Run it before
/// [`CREATE`]. Their defaults stand for a message that never changed.
const ADD_CHANGES: &str = "\
    ALTER TABLE message ADD COLUMN edited_at INTEGER NOT NULL DEFAULT 0; \
    ALTER TABLE message ADD COLUMN removed_at INTEGER NOT NULL DEFAULT 0; \
    ALTER TABLE message ADD COLUMN removed_by TEXT NOT NULL DEFAULT ''; \
    ALTER TABLE message ADD COLUMN removed_name TEXT NOT NULL DEFAULT ''; \
    ALTER TABLE message ADD COLUMN earlier TEXT NOT NULL DEFAULT '';";

/// The column by which a room is known to have those.
const LAST_OF_CHANGES: &str = "earlier";

/// Adds whom a message mentions, to a room from before. Messages from then mention nobody.
const ADD_MENTIONS: &str = "ALTER TABLE message ADD COLUMN mentions TEXT NOT NULL DEFAULT '';";

/// The column that this adds.
const MENTIONS: &str = "mentions";

/// Adds the place that a reply answers, to a room from before. It is none of an older message.
const ADD_REPLIES: &str = "ALTER TABLE message ADD COLUMN reply_to INTEGER NOT NULL DEFAULT 0;";

/// The column by which a room is known to have that.
const LAST_OF_REPLIES: &str = "reply_to";

/// Adds the files of a message, to a room from before. An older message has none.
const ADD_FILES: &str = "ALTER TABLE message ADD COLUMN files TEXT NOT NULL DEFAULT '';";

/// The column by which a room is known to have that.
const FILES: &str = "files";

/// Adds when a member was let in for the first time, to a room from before. 0 is long ago.
const ADD_JOINED_AT: &str = "ALTER TABLE member ADD COLUMN joined_at INTEGER NOT NULL DEFAULT 0;";

/// The column that this adds.
const JOINED_AT: &str = "joined_at";

/// Sets messages aside that have an index of their sends. Run it before [`CREATE`].
const SET_MESSAGES_ASIDE: &str = "ALTER TABLE message RENAME TO indexed_message; DROP INDEX IF EXISTS changed;";

/// What the tables of messages had that were made by builds before that of [`super::sends`].
const INDEX_OF_SENDS: &str = "UNIQUE (member, cid)";

/// Names of the tables that are there, each with the statement that would make it as it is now.
const TABLES: &str = "SELECT name, sql FROM sqlite_master WHERE type = 'table'";

/// Brings the tables of a room from before to what this build reads. Returns whether there are any.
pub(super) fn bring_up_to_date(sql: &impl Sql) -> Result<bool> {
    let tables: Vec<Vec<String>> =
        sql.rows(TABLES, vec![])?.into_iter().map(|row| row.into_iter().filter_map(text).collect()).collect();
    let made_by = |name: &str| tables.iter().find(|table| table.first().is_some_and(|is| is == name))?.get(1);
    if made_by("precedent").is_some() {
        sql.rows(MIGRATE, vec![])?;
    }
    let exists = made_by("message").is_some();
    let lacks = |column| made_by("message").is_some_and(|statement| !statement.contains(column));
    if lacks(LAST_OF_CHANGES) {
        sql.rows(ADD_CHANGES, vec![])?;
    }
    if lacks(LAST_OF_REPLIES) {
        sql.rows(ADD_REPLIES, vec![])?;
    }
    if lacks(MENTIONS) {
        sql.rows(ADD_MENTIONS, vec![])?;
    }
    if lacks(FILES) {
        sql.rows(ADD_FILES, vec![])?;
    }
    let members = made_by("member").or(made_by("person"));
    if members.is_some_and(|statement| !statement.contains(JOINED_AT)) {
        sql.rows(ADD_JOINED_AT, vec![])?;
    }
    if exists {
        let is_indexed = made_by("message").is_some_and(|statement| statement.contains(INDEX_OF_SENDS));
        if is_indexed {
            sql.rows(SET_MESSAGES_ASIDE, vec![])?;
        }
        sql.rows(CREATE, vec![])?;
        if is_indexed {
            restore_messages(sql)?;
        }
        // An earlier build makes this table again, if a deploy was taken back: then messages may
        // have been said that no table of sends knows.
        let has_duplicates = made_by("duplicate").or(made_by("precedent")).is_some();
        if is_indexed || has_duplicates {
            Sends::load(sql)?.record_all(sql, "message")?;
        }
        if has_duplicates {
            Sends::load(sql)?.record_all(sql, "duplicate")?;
            sql.rows("DROP TABLE duplicate", vec![])?;
        }
        if meta::load_number(sql, MetaKey::NameKeys)? != Some(room::NAME_KEYS_VERSION) {
            members::claim_again(sql)?;
            meta::save_number(sql, MetaKey::NameKeys, room::NAME_KEYS_VERSION)?;
        }
    }
    Ok(exists)
}

/// Takes back the messages that were set aside.
fn restore_messages(sql: &impl Sql) -> Result<()> {
    let columns = message_row::record_columns();
    sql.rows(&format!("INSERT INTO message ({columns}) SELECT {columns} FROM indexed_message"), vec![])?;
    sql.rows("DROP TABLE indexed_message", vec![])?;
    Ok(())
}

fn text(value: SqlStorageValue) -> Option<String> {
    match value {
        SqlStorageValue::String(text) => Some(text),
        _ => None,
    }
}
