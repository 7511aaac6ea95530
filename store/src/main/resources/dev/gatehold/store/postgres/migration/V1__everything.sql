-- Instants are milliseconds since 1970. Text that is compared, ordered or paged by has the collation "C": the order
-- of its code points, whatever the database's locale. What a run writes has no foreign keys: its rows are written
-- beside the run's row, which the same transaction guards by its version. docs/storage.md explains the tables.

-- claimed_until is in no index, so that a claim stays a heap-only update, like everything else that changes often.
CREATE TABLE run (
  run            text COLLATE "C" NOT NULL PRIMARY KEY,
  flow           text COLLATE "C" NOT NULL,
  release        integer NOT NULL,
  release_digest text    NOT NULL,
  status         text COLLATE "C" NOT NULL,
  waiting_for    text    NOT NULL,
  requester      text    NOT NULL,
  started_at     bigint  NOT NULL,
  ended_at       bigint,
  seq            bigint  NOT NULL,
  head_hash      text    NOT NULL,
  next_deadline  bigint,
  claimed_until  bigint,
  parked         text,
  key            text COLLATE "C",
  draft          boolean NOT NULL,
  parent         text
) WITH (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.05);
CREATE INDEX run_by_flow ON run (flow, run);
CREATE INDEX run_by_status ON run (status, run);
CREATE INDEX run_by_deadline ON run (next_deadline) WHERE next_deadline IS NOT NULL AND parked IS NULL;
CREATE INDEX run_by_key ON run (flow, key, started_at, run) WHERE key IS NOT NULL AND status = 'active';

-- body is text and not jsonb: it is hashed byte for byte.
CREATE TABLE journal (
  run  text COLLATE "C" NOT NULL,
  seq  bigint NOT NULL,
  body text   NOT NULL,
  hash text   NOT NULL,
  PRIMARY KEY (run, seq)
);

CREATE TABLE snapshot (
  run  text COLLATE "C" NOT NULL PRIMARY KEY,
  seq  bigint NOT NULL,
  body text   NOT NULL
) WITH (fillfactor = 80);

-- node is null while nobody holds the effect. at is when the lease ends or, without one, when the effect is due.
-- Nearly every row lives for moments only, so that the table must be cleaned sooner than the usual fifth of it.
CREATE TABLE effect (
  id        text COLLATE "C" NOT NULL PRIMARY KEY,
  run       text COLLATE "C" NOT NULL,
  body      text    NOT NULL,
  tries     integer NOT NULL,
  node      text COLLATE "C",
  at        bigint  NOT NULL,
  set_aside text
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 5000);
CREATE INDEX effect_by_time ON effect (at) WHERE set_aside IS NULL;
CREATE INDEX effect_set_aside ON effect (run) WHERE set_aside IS NOT NULL;

CREATE TABLE applied_key (
  key     text COLLATE "C" NOT NULL PRIMARY KEY,
  command text   NOT NULL,
  run     text COLLATE "C" NOT NULL,
  seq     bigint NOT NULL
);

CREATE TABLE request (
  id         text COLLATE "C" NOT NULL PRIMARY KEY,
  run        text COLLATE "C" NOT NULL,
  step       text    NOT NULL,
  round      integer NOT NULL,
  flow       text    NOT NULL,
  title      text    NOT NULL,
  status     text COLLATE "C" NOT NULL,
  outcome    text,
  requester  text    NOT NULL,
  progress   text    NOT NULL,
  subject    text    NOT NULL,
  sources    text[]  NOT NULL,
  not_asked  text[]  NOT NULL,
  opened_at  bigint  NOT NULL,
  due_at     bigint,
  expires_at bigint,
  decided_at bigint
) WITH (fillfactor = 80);
CREATE INDEX request_by_time ON request (opened_at, id);
CREATE INDEX request_open ON request (opened_at, id) WHERE outcome IS NULL;
CREATE INDEX request_in_rework ON request (opened_at, id) WHERE status = 'rework';

-- What the inbox looks up: the sources of open requests only, so that it stays as small as the work that waits.
CREATE TABLE request_source (
  source    text COLLATE "C" NOT NULL,
  opened_at bigint NOT NULL,
  request   text COLLATE "C" NOT NULL,
  PRIMARY KEY (source, opened_at, request)
) WITH (autovacuum_vacuum_scale_factor = 0.05);

-- How many turns of each round robin were taken.
CREATE TABLE rotation (
  name  text COLLATE "C" NOT NULL PRIMARY KEY,
  turns bigint NOT NULL
) WITH (fillfactor = 50);

-- Effects that wait for workers outside; a row has the id of its effect and goes when that is done.
-- silence: how many milliseconds whoever has it may say nothing. losses: how many leases ended in silence.
-- lease, worker, principal and until are null together, while nobody has it.
CREATE TABLE task (
  id        text COLLATE "C" NOT NULL PRIMARY KEY,
  run       text COLLATE "C" NOT NULL,
  step      text    NOT NULL,
  attempt   integer NOT NULL,
  draft     boolean NOT NULL,
  queue     text COLLATE "C" NOT NULL,
  input     text    NOT NULL,
  silence   bigint  NOT NULL,
  at        bigint  NOT NULL,
  losses    integer NOT NULL,
  lease     bigint,
  worker    text,
  principal text,
  until     bigint,
  share     double precision,
  message   text
) WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
CREATE INDEX task_by_queue ON task (queue, at, id);
CREATE INDEX task_by_time ON task (at, id);
CREATE INDEX task_held ON task (until) WHERE lease IS NOT NULL;

-- Numbers of leases, of whatever task. A sequence gives none twice, not even after a rollback or a crash.
CREATE SEQUENCE task_lease;

-- Events from outside, kept for 30 days. data: a JSON object. delivered: whether everybody who had subscribed has it.
CREATE TABLE event (
  id        text COLLATE "C" NOT NULL PRIMARY KEY,
  name      text COLLATE "C" NOT NULL,
  key       text COLLATE "C",
  data      text    NOT NULL,
  sender    text    NOT NULL,
  at        bigint  NOT NULL,
  delivered boolean NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX event_by_topic ON event (name, key, at, id);
CREATE INDEX event_by_time ON event (at, id);
CREATE INDEX event_undelivered ON event (at, id) WHERE NOT delivered;

-- Waits of runs for events of a name and key; a null key stands for events without one.
CREATE TABLE subscription (
  run     text COLLATE "C" NOT NULL,
  step    text COLLATE "C" NOT NULL,
  attempt integer NOT NULL,
  name    text COLLATE "C" NOT NULL,
  key     text COLLATE "C",
  PRIMARY KEY (run, step, attempt)
);
CREATE INDEX subscription_by_topic ON subscription (name, key, run, step, attempt);

-- The triggers of live releases. source: what a trigger starts runs upon, as text. event: the name of the events that
-- fire it. paused_by and paused_at are null together, while it is not paused.
CREATE TABLE flow_trigger (
  flow      text COLLATE "C" NOT NULL,
  id        text COLLATE "C" NOT NULL,
  source    text NOT NULL,
  event     text COLLATE "C",
  due       bigint,
  paused_by text,
  paused_at bigint,
  PRIMARY KEY (flow, id)
);
CREATE INDEX flow_trigger_by_event ON flow_trigger (event) WHERE event IS NOT NULL;
CREATE INDEX flow_trigger_due ON flow_trigger (due) WHERE due IS NOT NULL;

-- What fired a trigger, and what became of it. cause: a due time, an event, a call or a person's start; one starts
-- one run at most. event: what the trigger's expressions see.
CREATE TABLE firing (
  flow  text COLLATE "C" NOT NULL,
  id    text COLLATE "C" NOT NULL,
  cause text COLLATE "C" NOT NULL,
  at    bigint NOT NULL,
  event text   NOT NULL,
  state text COLLATE "C" NOT NULL CHECK (state IN ('waiting', 'started', 'skipped', 'refused')),
  run   text COLLATE "C",
  note  text,
  PRIMARY KEY (flow, id, cause)
);
CREATE INDEX firing_by_state ON firing (flow, id, state, at, cause);
CREATE INDEX firing_waiting ON firing (flow, id) WHERE state = 'waiting';

-- newest outlives deleted releases: a number is never used again.
CREATE TABLE flow (
  flow   text COLLATE "C" NOT NULL PRIMARY KEY,
  live   integer NOT NULL,
  newest integer NOT NULL
);

CREATE TABLE source (
  digest text COLLATE "C" NOT NULL PRIMARY KEY,
  text   text NOT NULL
);

CREATE TABLE draft (
  flow   text COLLATE "C" NOT NULL PRIMARY KEY REFERENCES flow (flow),
  source text   NOT NULL,
  digest text   NOT NULL,
  author text   NOT NULL,
  at     bigint NOT NULL
);

CREATE TABLE release (
  flow   text COLLATE "C" NOT NULL REFERENCES flow (flow),
  number integer NOT NULL,
  digest text COLLATE "C" NOT NULL REFERENCES source (digest),
  author text    NOT NULL,
  note   text    NOT NULL,
  at     bigint  NOT NULL,
  PRIMARY KEY (flow, number)
);

CREATE TABLE promotion (
  flow   text COLLATE "C" NOT NULL REFERENCES flow (flow),
  number integer NOT NULL,
  by     text    NOT NULL,
  at     bigint  NOT NULL
);

-- What connects an account with others: JSON arrays of groups, roles and other ids, and an object of ids by relation.
CREATE TABLE account (
  id            text COLLATE "C" NOT NULL PRIMARY KEY,
  name          text    NOT NULL,
  member_of     text    NOT NULL,
  roles         text    NOT NULL,
  accounts      text    NOT NULL,
  relations     text    NOT NULL,
  password_hash text,
  admin         boolean NOT NULL,
  disabled      boolean NOT NULL
);

-- person need not have an account here: people of the file are away too.
CREATE TABLE absence (
  id       text COLLATE "C" NOT NULL PRIMARY KEY,
  person   text COLLATE "C" NOT NULL,
  from_at  bigint NOT NULL,
  until_at bigint,
  delegate text,
  set_by   text   NOT NULL,
  set_at   bigint NOT NULL
);

-- One row: a number that grows with every change of an account or an absence.
CREATE TABLE people_revision (
  one    boolean NOT NULL PRIMARY KEY CHECK (one),
  number bigint  NOT NULL
);

-- person is whom the token acts as or for; null for a service of nobody.
CREATE TABLE token (
  hash       text COLLATE "C" NOT NULL PRIMARY KEY,
  hint       text   NOT NULL,
  name       text   NOT NULL,
  principal  text   NOT NULL,
  kind       text   NOT NULL CHECK (kind IN ('PERSON', 'AGENT', 'SERVICE')),
  acts_for   text,
  person     text COLLATE "C",
  created_at bigint NOT NULL,
  expires_at bigint
);
CREATE INDEX token_by_person ON token (person);

-- What flows remember: a row is a version of a key. Those of draft runs are apart from all others.
-- value: JSON, null where the key was deleted. newest: whether no later version follows.
-- run and step are null where a person wrote, person where a run did.
CREATE TABLE memory (
  flow    text COLLATE "C" NOT NULL,
  draft   boolean NOT NULL,
  key     text COLLATE "C" NOT NULL,
  version bigint  NOT NULL,
  value   text,
  newest  boolean NOT NULL,
  run     text,
  step    text,
  person  text,
  at      bigint  NOT NULL,
  PRIMARY KEY (flow, draft, key, version)
);
CREATE INDEX memory_now ON memory (flow, draft, key) WHERE newest AND value IS NOT NULL;

-- Writes that may be said again, and the version that they gave.
CREATE TABLE memory_write (
  id      text COLLATE "C" NOT NULL PRIMARY KEY,
  digest  text   NOT NULL,
  version bigint NOT NULL
);

-- Secrets of flows, sealed with a key that is kept outside of this database; of each the newest version only.
CREATE TABLE secret (
  name        text COLLATE "C" NOT NULL,
  environment text COLLATE "C" NOT NULL CHECK (environment IN ('live', 'staging')),
  version     integer NOT NULL CHECK (version > 0),
  sealed      text    NOT NULL,
  set_by      text    NOT NULL,
  set_at      bigint  NOT NULL,
  PRIMARY KEY (name, environment)
);

-- Blobs by the digest of their content, in parts of one MiB. stored_at: when it was stored last.
CREATE TABLE resource (
  digest    text COLLATE "C" NOT NULL PRIMARY KEY,
  size      bigint NOT NULL,
  stored_at bigint NOT NULL
);
CREATE TABLE resource_part (
  digest text COLLATE "C" NOT NULL REFERENCES resource (digest) ON DELETE CASCADE,
  number integer NOT NULL,
  bytes  bytea   NOT NULL,
  PRIMARY KEY (digest, number)
);

-- When retention deleted a blob.
CREATE TABLE resource_gone (
  digest text COLLATE "C" NOT NULL PRIMARY KEY,
  at     bigint NOT NULL
);

-- One row: when retention looked last.
CREATE TABLE sweep (
  one boolean NOT NULL PRIMARY KEY CHECK (one),
  at  bigint  NOT NULL
);

-- What all nodes have to have in common, made by the first of them.
CREATE TABLE kept (
  name  text COLLATE "C" NOT NULL PRIMARY KEY,
  bytes bytea NOT NULL
);
