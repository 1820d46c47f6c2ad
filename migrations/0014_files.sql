-- The files of a message, as JSON: id, name, kind, bytes; of a picture its size and what it shows. '' if it has none, as
-- every older row. Removed with the message. The files themselves are in R2.
ALTER TABLE messages ADD COLUMN files TEXT NOT NULL DEFAULT '';
