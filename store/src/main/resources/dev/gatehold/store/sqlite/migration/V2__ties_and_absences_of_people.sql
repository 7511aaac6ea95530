-- What connects an account with others. Lists are JSON arrays of text, relations a JSON object of
-- ids by relation.
ALTER TABLE account ADD COLUMN roles TEXT NOT NULL DEFAULT '[]';
ALTER TABLE account ADD COLUMN accounts TEXT NOT NULL DEFAULT '[]';
ALTER TABLE account ADD COLUMN relations TEXT NOT NULL DEFAULT '{}';

-- person need not have an account here: people of the file are away too.
CREATE TABLE absence (
  id       TEXT    NOT NULL PRIMARY KEY,
  person   TEXT    NOT NULL,
  from_at  INTEGER NOT NULL,
  until_at INTEGER,
  delegate TEXT,
  set_by   TEXT    NOT NULL,
  set_at   INTEGER NOT NULL
) STRICT;
