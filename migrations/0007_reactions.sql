-- Reactions to messages: a row for each member and emoji of a message, also when it was taken back. Those of a removed
-- message are erased with the arrival of its tombstone.
CREATE TABLE reactions (
  room    TEXT    NOT NULL,
  seq     INTEGER NOT NULL,
  emoji   TEXT    NOT NULL,
  member  TEXT    NOT NULL,
  name    TEXT    NOT NULL,
  is_on   INTEGER NOT NULL, -- 0 if it was taken back
  version INTEGER NOT NULL,
  first   INTEGER NOT NULL, -- the version at which it was chosen first: the order of kinds
  PRIMARY KEY (room, seq, emoji, member)
) WITHOUT ROWID, STRICT;
