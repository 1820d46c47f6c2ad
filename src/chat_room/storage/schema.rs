//! The tables of a room's own SQLite.

/// Creates the tables. It happens when the first member is let in, not when somebody reads: a visit
/// leaves nothing behind.
///
/// `(member, cid)` makes a duplicate send recognisable. With it a message is two rows written, and
/// no index exists that a message would have to pay for: `changed` holds only messages that changed
/// after they were said. `duplicate` is what is left of a message that was pruned. `member` has a
/// row for everybody who was ever let in, written when they come for the first time or under
/// another name, never for coming and going. `name_claim` says who had which name key last. `meta`
/// has everything that is one value.
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
    CREATE TABLE IF NOT EXISTS member (\
      id TEXT PRIMARY KEY, \
      name TEXT NOT NULL\
    ) WITHOUT ROWID, STRICT; \
    CREATE TABLE IF NOT EXISTS name_claim (key TEXT PRIMARY KEY, member TEXT NOT NULL) WITHOUT ROWID, STRICT; \
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

/// Empties everything, and leaves the tables.
pub(super) const EMPTY: &str =
    "DELETE FROM message; DELETE FROM duplicate; DELETE FROM member; DELETE FROM name_claim; DELETE FROM meta;";

/// Names of the tables that are there.
pub(super) const TABLES: &str = "SELECT name FROM sqlite_master WHERE type = 'table'";
