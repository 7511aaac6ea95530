-- Effects that wait for workers outside; a row has the id of its effect and goes when that is done.
-- silence: how many milliseconds whoever has it may say nothing. losses: how many leases ended in silence.
-- lease, worker, principal and until are null together, while nobody has it.
CREATE TABLE task (
  id        TEXT    NOT NULL PRIMARY KEY,
  run       TEXT    NOT NULL REFERENCES run (run),
  step      TEXT    NOT NULL,
  attempt   INTEGER NOT NULL,
  draft     INTEGER NOT NULL CHECK (draft IN (0, 1)),
  queue     TEXT    NOT NULL,
  input     TEXT    NOT NULL,
  silence   INTEGER NOT NULL,
  at        INTEGER NOT NULL,
  losses    INTEGER NOT NULL,
  lease     INTEGER,
  worker    TEXT,
  principal TEXT,
  until     INTEGER,
  share     REAL,
  message   TEXT
) STRICT;
CREATE INDEX task_by_queue ON task (queue, at, id);
CREATE INDEX task_by_time ON task (at, id);
CREATE INDEX task_held ON task (until) WHERE lease IS NOT NULL;

-- The number of the lease that was given last, of whatever task: one row.
CREATE TABLE task_lease (last INTEGER NOT NULL) STRICT;
INSERT INTO task_lease (last) VALUES (0);
