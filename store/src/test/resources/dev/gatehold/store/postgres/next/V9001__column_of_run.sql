-- What a next version may do: columns of one table, which writers go on to write, and a table.
ALTER TABLE run ADD COLUMN later text;
ALTER TABLE run ADD COLUMN latest integer NOT NULL DEFAULT 0;

CREATE TABLE later (
  id   text COLLATE "C" NOT NULL PRIMARY KEY,
  note text NOT NULL
);
