CREATE TABLE messages (
  id      INTEGER PRIMARY KEY,
  room    TEXT    NOT NULL,
  name    TEXT    NOT NULL,
  text    TEXT    NOT NULL,
  said_at INTEGER NOT NULL
);
CREATE INDEX messages_by_room ON messages (room, id);
