-- Who is connected where, so that ending a session reaches its sockets in every room. Rooms write it, and it is the only
-- place that knows which members of different rooms are one person: nothing shows it. A row lives as long as a session.
CREATE TABLE visits (
  person TEXT    NOT NULL, -- in all rooms; a digest of the session
  room   TEXT    NOT NULL,
  member TEXT    NOT NULL, -- in this room
  at     INTEGER NOT NULL, -- the last connection, to a day; milliseconds since 1970-01-01 UTC
  PRIMARY KEY (person, room)
) WITHOUT ROWID, STRICT;
CREATE INDEX visits_of_member ON visits (member);

-- Sessions that are over: all of a person that began before a time.
CREATE TABLE ended_sessions (
  person TEXT    NOT NULL PRIMARY KEY,
  before INTEGER NOT NULL,
  at     INTEGER NOT NULL -- when that was decided
) WITHOUT ROWID, STRICT;
CREATE INDEX ended_sessions_latest ON ended_sessions (at);
