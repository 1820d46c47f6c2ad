-- Whom a message mentions.
ALTER TABLE messages ADD COLUMN mentions TEXT NOT NULL DEFAULT ''; -- as JSON, [[start, length, "member"], …] in bytes of the text; empty if nobody
