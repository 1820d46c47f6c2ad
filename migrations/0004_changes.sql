-- Messages that changed after they were said. Of a message that never did, each of these has its default.
ALTER TABLE messages ADD COLUMN edited_at INTEGER NOT NULL DEFAULT 0; -- milliseconds since 1970-01-01 UTC; 0 if never
ALTER TABLE messages ADD COLUMN removed_at INTEGER NOT NULL DEFAULT 0; -- the same; a removed message has no text
ALTER TABLE messages ADD COLUMN removed_by TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN removed_name TEXT NOT NULL DEFAULT '';
ALTER TABLE messages ADD COLUMN earlier TEXT NOT NULL DEFAULT ''; -- texts that edits replaced, as JSON; empty if none
