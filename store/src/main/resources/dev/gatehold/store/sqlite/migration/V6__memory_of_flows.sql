-- What flows remember: a row is a version of a key. Those of draft runs are apart from all others.
-- value: JSON, null where the key was deleted. newest: whether no later version follows.
-- run and step are null where a person wrote, person where a run did.
CREATE TABLE memory (
  flow    TEXT    NOT NULL,
  draft   INTEGER NOT NULL CHECK (draft IN (0, 1)),
  key     TEXT    NOT NULL,
  version INTEGER NOT NULL,
  value   TEXT,
  newest  INTEGER NOT NULL CHECK (newest IN (0, 1)),
  run     TEXT,
  step    TEXT,
  person  TEXT,
  at      INTEGER NOT NULL,
  PRIMARY KEY (flow, draft, key, version)
) STRICT;
CREATE INDEX memory_now ON memory (flow, draft, key) WHERE newest = 1 AND value IS NOT NULL;

-- Writes that may be said again, and the version that they gave.
CREATE TABLE memory_write (
  id      TEXT    NOT NULL PRIMARY KEY,
  digest  TEXT    NOT NULL,
  version INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
