-- The place of the message that a message answers; 0 if it answers none, as every older row.
ALTER TABLE messages ADD COLUMN reply_to INTEGER NOT NULL DEFAULT 0;
