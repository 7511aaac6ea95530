-- key: runs of a flow with the same one supersede each other. due_at: when an answer is expected.
ALTER TABLE run ADD COLUMN key TEXT;
CREATE INDEX run_by_key ON run (flow, key, started_at) WHERE key IS NOT NULL AND status = 'active';

ALTER TABLE request ADD COLUMN due_at INTEGER;

-- How many turns of each round robin were taken.
CREATE TABLE rotation (
  name  TEXT    NOT NULL PRIMARY KEY,
  turns INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
