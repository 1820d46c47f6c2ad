//! The tables of a room's own SQLite.

/// Made when the first person is let in, not when a room is looked at: a visit leaves nothing behind.
///
/// `(member, cid)` is what makes a resend recognisable. With it a message is two rows written, and nothing else
/// is ever indexed that a message would have to pay for: `changed` holds only messages that changed
/// after they were said. `precedent` is what is left of a message that was pruned. `person` is a row for everybody who
/// was ever let in, written when they come for the first time or under another name, never for coming and going; `claim`
/// has what their names are compared by, until somebody else takes it.
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
    CREATE TABLE IF NOT EXISTS precedent (\
      seq INTEGER PRIMARY KEY, \
      member TEXT NOT NULL, \
      cid TEXT NOT NULL, \
      said_at INTEGER NOT NULL, \
      UNIQUE (member, cid)\
    ) STRICT; \
    CREATE TABLE IF NOT EXISTS person (\
      member TEXT PRIMARY KEY, \
      name TEXT NOT NULL\
    ) WITHOUT ROWID, STRICT; \
    CREATE TABLE IF NOT EXISTS claim (key TEXT PRIMARY KEY, member TEXT NOT NULL) WITHOUT ROWID, STRICT; \
    CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID, STRICT; \
    CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID, STRICT;";

/// Empties everything, and leaves the tables.
pub(super) const EMPTY: &str = "DELETE FROM message; DELETE FROM precedent; DELETE FROM person; DELETE FROM claim; DELETE FROM note; DELETE FROM fact;";

/// Whether the tables are there.
pub(super) const EXISTS: &str = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'message'";

/// The columns of a message, in the order in which [`super::log`] reads and writes them.
pub(super) const COLUMNS: &str = "seq, version, member, name, body, cid, said_at, continues";
