-- The directory: rooms that their owners list, and nothing of any other. A room keeps its own row; see
-- src/chat_room/listing.rs.
CREATE TABLE rooms (
  slug       TEXT    NOT NULL PRIMARY KEY,
  topic      TEXT    NOT NULL,
  people     INTEGER NOT NULL, -- who are in it now
  changed_at INTEGER NOT NULL, -- milliseconds since 1970-01-01 UTC
  alive      INTEGER NOT NULL AS (people > 0)
) WITHOUT ROWID, STRICT;

-- A page of the directory reads its own rooms, however many there are, and none of those that have been dead for long.
-- It costs one more row for a change of who is in a listed room, 15 s apart at least; a message costs nothing here.
CREATE INDEX liveliest ON rooms (alive, changed_at, slug);
