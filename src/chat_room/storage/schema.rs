//! The tables of a room's own SQLite.

use worker::{Result, SqlStorageValue};

use super::sql::Sql;

/// Creates the tables. It happens when the first member is let in, not when somebody reads: a visit
/// leaves nothing behind.
///
/// `(member, cid)` makes a duplicate send recognisable. With it a message is two rows written, and
/// no index exists that a message would have to pay for: `changed` holds only messages that changed
/// after they were said. `duplicate` is what is left of a message that was pruned. `removed_text`
/// has the texts of removed messages for the seconds in which that can be undone. `reaction` has a
/// row for each member and emoji of a message, also when it was taken back. `member` has a row for
/// everybody who was ever let in, written when they come for the first time or under another name,
/// never for coming and going; `joined_at` is the first time. `name_claim` says who had which name
/// key last. `sanction` has who is muted or banned, and `audit` who decided what, as JSON. `report`
/// has what members reported. `meta` has everything that is one value.
pub(super) const CREATE: &str = "\
    CREATE TABLE IF NOT EXISTS message (\
      seq INTEGER PRIMARY KEY, \
      version INTEGER NOT NULL, \
      member TEXT NOT NULL, \
      name TEXT NOT NULL, \
      body TEXT NOT NULL, \
      cid TEXT NOT NULL, \
      said_at INTEGER NOT NULL, \
      continues INTEGER NOT NULL, \
      edited_at INTEGER NOT NULL DEFAULT 0, \
      removed_at INTEGER NOT NULL DEFAULT 0, \
      removed_by TEXT NOT NULL DEFAULT '', \
      removed_name TEXT NOT NULL DEFAULT '', \
      mentions TEXT NOT NULL DEFAULT '', \
      earlier TEXT NOT NULL DEFAULT '', \
      reply_to INTEGER NOT NULL DEFAULT 0, \
      UNIQUE (member, cid)\
    ) STRICT; \
    CREATE INDEX IF NOT EXISTS changed ON message (version) WHERE version > seq; \
    CREATE TABLE IF NOT EXISTS duplicate (\
      seq INTEGER PRIMARY KEY, \
      member TEXT NOT NULL, \
      cid TEXT NOT NULL, \
      said_at INTEGER NOT NULL, \
      UNIQUE (member, cid)\
    ) STRICT; \
    CREATE TABLE IF NOT EXISTS removed_text (\
      seq INTEGER PRIMARY KEY, \
      removed_at INTEGER NOT NULL, \
      text TEXT NOT NULL\
    ) STRICT; \
    CREATE TABLE IF NOT EXISTS reaction (\
      seq INTEGER NOT NULL, \
      emoji TEXT NOT NULL, \
      member TEXT NOT NULL, \
      name TEXT NOT NULL, \
      is_on INTEGER NOT NULL, \
      version INTEGER NOT NULL, \
      first INTEGER NOT NULL, \
      PRIMARY KEY (seq, emoji, member)\
    ) WITHOUT ROWID, STRICT; \
    CREATE INDEX IF NOT EXISTS reacted ON reaction (version); \
    CREATE TABLE IF NOT EXISTS member (\
      id TEXT PRIMARY KEY, \
      name TEXT NOT NULL, \
      joined_at INTEGER NOT NULL DEFAULT 0\
    ) WITHOUT ROWID, STRICT; \
    CREATE TABLE IF NOT EXISTS name_claim (key TEXT PRIMARY KEY, member TEXT NOT NULL) WITHOUT ROWID, STRICT; \
    CREATE TABLE IF NOT EXISTS sanction (\
      member TEXT NOT NULL, \
      kind TEXT NOT NULL, \
      sanction TEXT NOT NULL, \
      PRIMARY KEY (member, kind)\
    ) WITHOUT ROWID, STRICT; \
    CREATE TABLE IF NOT EXISTS audit (id INTEGER PRIMARY KEY, entry TEXT NOT NULL) STRICT; \
    CREATE TABLE IF NOT EXISTS report (\
      seq INTEGER NOT NULL, \
      member TEXT NOT NULL, \
      name TEXT NOT NULL, \
      reason TEXT NOT NULL, \
      note TEXT NOT NULL, \
      at INTEGER NOT NULL, \
      state TEXT NOT NULL, \
      shipped INTEGER NOT NULL, \
      PRIMARY KEY (seq, member)\
    ) WITHOUT ROWID, STRICT; \
    CREATE INDEX IF NOT EXISTS unshipped ON report (seq) WHERE shipped = 0; \
    CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value ANY NOT NULL) WITHOUT ROWID, STRICT;";

/// Brings the tables of a room from before version 0.2 to these names. Run it before [`CREATE`].
pub(super) const MIGRATE: &str = "\
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
pub(super) const ADD_CHANGES: &str = "\
    ALTER TABLE message ADD COLUMN edited_at INTEGER NOT NULL DEFAULT 0; \
    ALTER TABLE message ADD COLUMN removed_at INTEGER NOT NULL DEFAULT 0; \
    ALTER TABLE message ADD COLUMN removed_by TEXT NOT NULL DEFAULT ''; \
    ALTER TABLE message ADD COLUMN removed_name TEXT NOT NULL DEFAULT ''; \
    ALTER TABLE message ADD COLUMN earlier TEXT NOT NULL DEFAULT '';";

/// The column by which a room is known to have those.
pub(super) const LAST_OF_CHANGES: &str = "earlier";

/// Adds whom a message mentions, to a room from before. Messages from then mention nobody.
pub(super) const ADD_MENTIONS: &str = "ALTER TABLE message ADD COLUMN mentions TEXT NOT NULL DEFAULT '';";

/// The column that this adds.
pub(super) const MENTIONS: &str = "mentions";

/// Adds the place that a reply answers, to a room from before. It is none of an older message.
pub(super) const ADD_REPLIES: &str = "ALTER TABLE message ADD COLUMN reply_to INTEGER NOT NULL DEFAULT 0;";

/// The column by which a room is known to have that.
pub(super) const LAST_OF_REPLIES: &str = "reply_to";

/// Adds when a member was let in for the first time, to a room from before. 0 is long ago.
pub(super) const ADD_JOINED_AT: &str = "ALTER TABLE member ADD COLUMN joined_at INTEGER NOT NULL DEFAULT 0;";

/// The column that this adds.
pub(super) const JOINED_AT: &str = "joined_at";

/// Empties everything, and leaves the tables.
pub(super) const EMPTY: &str = "DELETE FROM message; DELETE FROM duplicate; DELETE FROM removed_text; \
                                 DELETE FROM reaction; DELETE FROM member; DELETE FROM name_claim; DELETE FROM audit; \
                                 DELETE FROM report; \
                                 DELETE FROM sanction; \
                                 DELETE FROM meta;";

/// Names of the tables that are there, each with the statement that would make it as it is now.
pub(super) const TABLES: &str = "SELECT name, sql FROM sqlite_master WHERE type = 'table'";

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
    let members = made_by("member").or(made_by("person"));
    if members.is_some_and(|statement| !statement.contains(JOINED_AT)) {
        sql.rows(ADD_JOINED_AT, vec![])?;
    }
    if exists {
        sql.rows(CREATE, vec![])?;
    }
    Ok(exists)
}

fn text(value: SqlStorageValue) -> Option<String> {
    match value {
        SqlStorageValue::String(text) => Some(text),
        _ => None,
    }
}
