-- What members reported, for the operator. Each room has its own, and is the source; this is a copy of all rooms.
CREATE TABLE reports (
  room   TEXT    NOT NULL,
  seq    INTEGER NOT NULL, -- the place of the message
  member TEXT    NOT NULL, -- who reported it
  name   TEXT    NOT NULL, -- what they were called then
  reason TEXT    NOT NULL,
  note   TEXT    NOT NULL, -- the same in their words; may be empty
  at     INTEGER NOT NULL,
  state  TEXT    NOT NULL, -- open, resolved or dismissed
  PRIMARY KEY (room, seq, member)
) WITHOUT ROWID, STRICT;
CREATE INDEX reports_open ON reports (at) WHERE state = 'open';
