-- What was said, in all rooms. A room ships its own log here in batches; see src/store.rs.
--
-- Keyed by room and place. WITHOUT ROWID: the key is the table, so a message is one row written, not two.
CREATE TABLE messages (
  room      TEXT    NOT NULL,
  seq       INTEGER NOT NULL,
  version   INTEGER NOT NULL,
  member    TEXT    NOT NULL,
  name      TEXT    NOT NULL,
  body      TEXT    NOT NULL,
  cid       TEXT    NOT NULL,
  said_at   INTEGER NOT NULL, -- milliseconds since 1970-01-01 UTC
  continues INTEGER NOT NULL, -- 1 if it stands under the head of the message before it
  PRIMARY KEY (room, seq)
) WITHOUT ROWID, STRICT;
