-- Whose a listed room is, and a keyed hash of the address that founded it: so that nobody takes up the whole list. The key
-- of the hash changes, and no address can be told from it (src/http/address.rs). Empty where nobody knows, as in older rows.
ALTER TABLE rooms ADD COLUMN owner TEXT NOT NULL DEFAULT '';
ALTER TABLE rooms ADD COLUMN address TEXT NOT NULL DEFAULT '';
CREATE INDEX rooms_of_owner ON rooms (owner) WHERE owner <> '';
CREATE INDEX rooms_of_address ON rooms (address) WHERE address <> '';

-- What the operator has decided about rooms on the list. A table of its own: a room takes its row out of the list and puts
-- it back, and what was decided about it stays.
CREATE TABLE listing_decisions (
  room        TEXT    NOT NULL PRIMARY KEY,
  is_off      INTEGER NOT NULL, -- 1 if the room is not shown
  hides_topic INTEGER NOT NULL, -- 1 if it is shown without its topic
  is_picked   INTEGER NOT NULL  -- 1 if it is shown where only rooms are shown that were picked by hand
) WITHOUT ROWID, STRICT;
