-- What the operator decides about the whole site: a row for each setting that is not as it comes.
CREATE TABLE site_setting (
  name       TEXT    NOT NULL PRIMARY KEY,
  value      TEXT    NOT NULL,
  changed_at INTEGER NOT NULL -- milliseconds since 1970-01-01 UTC
) WITHOUT ROWID, STRICT;

-- What was done with the operator's key. Never what people wrote.
CREATE TABLE site_audit (
  number INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL, -- milliseconds since 1970-01-01 UTC
  way    TEXT    NOT NULL, -- 'page' or 'program'
  action TEXT    NOT NULL,
  room   TEXT    NOT NULL, -- empty if it was done to none
  detail TEXT    NOT NULL  -- a reason or a number; may be empty
) STRICT;

-- All rooms, for the operator alone. The directory, which everybody reads, has a table of its own: a Worker of the
-- build before knows nothing of this one, and shows nobody an address that is a secret. A room keeps its own row.
CREATE TABLE room_index (
  slug       TEXT    NOT NULL PRIMARY KEY,
  title      TEXT    NOT NULL,
  access     TEXT    NOT NULL, -- 'listed', 'unlisted', 'locked' or 'closed'
  people     INTEGER NOT NULL, -- who are in it now
  bytes      INTEGER NOT NULL, -- of its own storage, rounded
  changed_at INTEGER NOT NULL -- milliseconds since 1970-01-01 UTC
) WITHOUT ROWID, STRICT;

-- Rooms from before that may never wake.
INSERT INTO room_index (slug, title, access, people, bytes, changed_at)
  SELECT room, '', 'unlisted', 0, 0, max(said_at) FROM messages GROUP BY room;
INSERT INTO room_index (slug, title, access, people, bytes, changed_at)
  SELECT slug, title, 'listed', 0, 0, changed_at FROM rooms WHERE true
  ON CONFLICT (slug) DO UPDATE SET title = excluded.title, access = excluded.access, changed_at = excluded.changed_at;
