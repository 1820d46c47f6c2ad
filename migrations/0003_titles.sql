-- What a listed room is called; empty if it is only known by its address, as every older row.
ALTER TABLE rooms ADD COLUMN title TEXT NOT NULL DEFAULT '';
