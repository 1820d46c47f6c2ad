//! The tables of a room's own SQLite.

/// Creates the tables. It happens when the first member is let in, not when somebody reads: a visit
/// leaves nothing behind.
///
/// `sends_a` and `sends_b` make a duplicate send recognisable, pruned or not; they are used in turn
/// ([`super::sends`]). With its row there a message is two rows written, and no index exists that a
/// message would have to pay for, when it is said or when it goes: `changed` holds only messages
/// that changed after they were said. `removed_text`
/// has the texts of removed messages for the seconds in which that can be undone. `reaction` has a
/// row for each member and emoji of a message, also when it was taken back. `member` has a row for
/// everybody who was ever let in, written when they come for the first time or under another name,
/// never for coming and going; `joined_at` is the first time. `name_claim` says who had which name
/// key last. `sanction` has who is muted or banned, and `audit` who decided what, as JSON. `report`
/// has what members reported. `upload` has every file of the room, with the place of the message
/// that has it; `doomed_file` those that are still to be deleted from R2. `meta` has everything
/// that is one value.
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
      files TEXT NOT NULL DEFAULT ''\
    ) STRICT; \
    CREATE INDEX IF NOT EXISTS changed ON message (version) WHERE version > seq; \
    CREATE TABLE IF NOT EXISTS sends_a (\
      member TEXT NOT NULL, \
      cid TEXT NOT NULL, \
      seq INTEGER NOT NULL, \
      PRIMARY KEY (member, cid)\
    ) WITHOUT ROWID, STRICT; \
    CREATE TABLE IF NOT EXISTS sends_b (\
      member TEXT NOT NULL, \
      cid TEXT NOT NULL, \
      seq INTEGER NOT NULL, \
      PRIMARY KEY (member, cid)\
    ) WITHOUT ROWID, STRICT; \
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
    CREATE TABLE IF NOT EXISTS upload (\
      id TEXT PRIMARY KEY, \
      member TEXT NOT NULL, \
      came_from TEXT NOT NULL, \
      at INTEGER NOT NULL, \
      bytes INTEGER NOT NULL, \
      state TEXT NOT NULL, \
      seq INTEGER NOT NULL, \
      file TEXT NOT NULL\
    ) WITHOUT ROWID, STRICT; \
    CREATE INDEX IF NOT EXISTS waiting ON upload (at) WHERE seq = 0; \
    CREATE INDEX IF NOT EXISTS traceable ON upload (at) WHERE came_from <> ''; \
    CREATE INDEX IF NOT EXISTS claimed ON upload (seq) WHERE seq > 0; \
    CREATE TABLE IF NOT EXISTS doomed_file (id TEXT PRIMARY KEY) WITHOUT ROWID, STRICT; \
    CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value ANY NOT NULL) WITHOUT ROWID, STRICT;";

/// Empties everything, and leaves the tables.
pub(super) const EMPTY: &str = "DELETE FROM message; DELETE FROM sends_a; DELETE FROM sends_b; \
                                 DELETE FROM removed_text; DELETE FROM reaction; DELETE FROM member; \
                                 DELETE FROM name_claim; DELETE FROM audit; DELETE FROM report; \
                                 DELETE FROM sanction; DELETE FROM upload; DELETE FROM doomed_file; \
                                 DELETE FROM meta;";
