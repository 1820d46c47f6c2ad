-- Who is muted or banned in which room, for the operator. Each room has its own, and is the source; this is a copy of all
-- rooms. It never has where somebody came from.
CREATE TABLE sanctions (
  room    TEXT    NOT NULL,
  member  TEXT    NOT NULL, -- whom it concerns
  kind    TEXT    NOT NULL, -- 'mute' or 'ban'
  name    TEXT    NOT NULL, -- what they were called then
  until   INTEGER,          -- milliseconds since 1970-01-01 UTC; NULL: for good
  reason  TEXT    NOT NULL, -- may be empty
  decider TEXT    NOT NULL, -- who decided it
  decider_name TEXT NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (room, member, kind)
) WITHOUT ROWID, STRICT;
CREATE INDEX sanctions_latest ON sanctions (at);
