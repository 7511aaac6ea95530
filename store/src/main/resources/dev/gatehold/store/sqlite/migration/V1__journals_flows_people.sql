-- Instants are milliseconds since 1970; lists are JSON arrays of text. docs/storage.md explains the tables.

CREATE TABLE run (
  run            TEXT    NOT NULL PRIMARY KEY,
  flow           TEXT    NOT NULL,
  release        INTEGER NOT NULL,
  release_digest TEXT    NOT NULL,
  status         TEXT    NOT NULL,
  waiting_for    TEXT    NOT NULL,
  requester      TEXT    NOT NULL,
  started_at     INTEGER NOT NULL,
  ended_at       INTEGER,
  seq            INTEGER NOT NULL,
  head_hash      TEXT    NOT NULL,
  next_deadline  INTEGER,
  parked         TEXT
) STRICT;
CREATE INDEX run_by_flow ON run (flow, run);
CREATE INDEX run_by_status ON run (status, run);
CREATE INDEX run_by_deadline ON run (next_deadline) WHERE next_deadline IS NOT NULL AND parked IS NULL;

CREATE TABLE journal (
  run  TEXT    NOT NULL REFERENCES run (run),
  seq  INTEGER NOT NULL,
  body TEXT    NOT NULL,
  hash TEXT    NOT NULL,
  PRIMARY KEY (run, seq)
) STRICT;

CREATE TABLE snapshot (
  run  TEXT    NOT NULL PRIMARY KEY REFERENCES run (run),
  seq  INTEGER NOT NULL,
  body TEXT    NOT NULL
) STRICT;

-- node is null while nobody holds the effect. at is when the lease ends or, without one, when the effect is due.
CREATE TABLE effect (
  id        TEXT    NOT NULL PRIMARY KEY,
  run       TEXT    NOT NULL REFERENCES run (run),
  body      TEXT    NOT NULL,
  tries     INTEGER NOT NULL,
  node      TEXT,
  at        INTEGER NOT NULL,
  set_aside TEXT
) STRICT;
CREATE INDEX effect_by_time ON effect (at) WHERE set_aside IS NULL;
CREATE INDEX effect_set_aside ON effect (run) WHERE set_aside IS NOT NULL;

CREATE TABLE applied_key (
  key     TEXT    NOT NULL PRIMARY KEY,
  command TEXT    NOT NULL,
  run     TEXT    NOT NULL REFERENCES run (run),
  seq     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE request (
  id         TEXT    NOT NULL PRIMARY KEY,
  run        TEXT    NOT NULL REFERENCES run (run),
  step       TEXT    NOT NULL,
  round      INTEGER NOT NULL,
  flow       TEXT    NOT NULL,
  title      TEXT    NOT NULL,
  outcome    TEXT,
  requester  TEXT    NOT NULL,
  progress   TEXT    NOT NULL,
  subject    TEXT    NOT NULL,
  sources    TEXT    NOT NULL,
  not_asked  TEXT    NOT NULL,
  opened_at  INTEGER NOT NULL,
  expires_at INTEGER,
  decided_at INTEGER
) STRICT;
CREATE INDEX request_by_time ON request (opened_at, id);
CREATE INDEX request_open ON request (opened_at, id) WHERE outcome IS NULL;

-- What the inbox looks up: the sources of open requests only, so that it stays as small as the work that waits.
CREATE TABLE request_source (
  source    TEXT    NOT NULL,
  opened_at INTEGER NOT NULL,
  request   TEXT    NOT NULL REFERENCES request (id),
  PRIMARY KEY (source, opened_at, request)
) STRICT, WITHOUT ROWID;

-- newest outlives deleted releases: a number is never used again.
CREATE TABLE flow (
  flow   TEXT    NOT NULL PRIMARY KEY,
  live   INTEGER NOT NULL,
  newest INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE source (
  digest TEXT NOT NULL PRIMARY KEY,
  text   TEXT NOT NULL
) STRICT;

CREATE TABLE draft (
  flow   TEXT    NOT NULL PRIMARY KEY REFERENCES flow (flow),
  source TEXT    NOT NULL,
  digest TEXT    NOT NULL,
  author TEXT    NOT NULL,
  at     INTEGER NOT NULL
) STRICT;

CREATE TABLE release (
  flow   TEXT    NOT NULL REFERENCES flow (flow),
  number INTEGER NOT NULL,
  digest TEXT    NOT NULL REFERENCES source (digest),
  author TEXT    NOT NULL,
  note   TEXT    NOT NULL,
  at     INTEGER NOT NULL,
  PRIMARY KEY (flow, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE promotion (
  flow   TEXT    NOT NULL REFERENCES flow (flow),
  number INTEGER NOT NULL,
  by     TEXT    NOT NULL,
  at     INTEGER NOT NULL
) STRICT;

CREATE TABLE account (
  id            TEXT    NOT NULL PRIMARY KEY,
  name          TEXT    NOT NULL,
  member_of     TEXT    NOT NULL,
  password_hash TEXT,
  admin         INTEGER NOT NULL CHECK (admin IN (0, 1)),
  disabled      INTEGER NOT NULL CHECK (disabled IN (0, 1))
) STRICT;

-- person is whom the token acts as or for; null for a service of nobody.
CREATE TABLE token (
  hash       TEXT    NOT NULL PRIMARY KEY,
  hint       TEXT    NOT NULL,
  name       TEXT    NOT NULL,
  principal  TEXT    NOT NULL,
  kind       TEXT    NOT NULL CHECK (kind IN ('PERSON', 'AGENT', 'SERVICE')),
  acts_for   TEXT,
  person     TEXT,
  created_at INTEGER NOT NULL,
  expires_at INTEGER
) STRICT;
CREATE INDEX token_by_person ON token (person);
