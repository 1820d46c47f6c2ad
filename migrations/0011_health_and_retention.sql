-- Rooms that have something which the archive does not have, since when (milliseconds since 1970-01-01 UTC). A room
-- writes its row only when D1 has failed it for a while, and takes it away once it is up to date: /healthz reads how
-- far the archive is behind, and no room is woken for it.
CREATE TABLE behind (
  room  TEXT    NOT NULL PRIMARY KEY,
  since INTEGER NOT NULL
) WITHOUT ROWID, STRICT;

-- For how many days rooms keep their messages, where their owners want fewer than the site (KEEP_DAYS). A room that
-- nobody wakes any more is cleaned up by this.
CREATE TABLE retention (
  room      TEXT    NOT NULL PRIMARY KEY,
  keep_days INTEGER NOT NULL
) WITHOUT ROWID, STRICT;
