-- Events from outside, kept for 30 days. data: a JSON object. delivered: whether everybody who had
-- subscribed has it.
CREATE TABLE event (
  id        TEXT    NOT NULL PRIMARY KEY,
  name      TEXT    NOT NULL,
  key       TEXT,
  data      TEXT    NOT NULL,
  sender    TEXT    NOT NULL,
  at        INTEGER NOT NULL,
  delivered INTEGER NOT NULL CHECK (delivered IN (0, 1))
) STRICT;
CREATE INDEX event_by_topic ON event (name, key, at, id);
CREATE INDEX event_by_time ON event (at, id);
CREATE INDEX event_undelivered ON event (at, id) WHERE delivered = 0;

-- Waits of runs for events of a name and key; a null key stands for events without one.
CREATE TABLE subscription (
  run     TEXT    NOT NULL REFERENCES run (run),
  step    TEXT    NOT NULL,
  attempt INTEGER NOT NULL,
  name    TEXT    NOT NULL,
  key     TEXT,
  PRIMARY KEY (run, step, attempt)
) STRICT;
CREATE INDEX subscription_by_topic ON subscription (name, key, run, step, attempt);

-- The triggers of live releases. source: what a trigger starts runs upon, as text. event: the name of the
-- events that fire it. paused_by and paused_at are null together, while it is not paused.
CREATE TABLE flow_trigger (
  flow      TEXT NOT NULL,
  id        TEXT NOT NULL,
  source    TEXT NOT NULL,
  event     TEXT,
  due       INTEGER,
  paused_by TEXT,
  paused_at INTEGER,
  PRIMARY KEY (flow, id)
) STRICT;
CREATE INDEX flow_trigger_by_event ON flow_trigger (event) WHERE event IS NOT NULL;
CREATE INDEX flow_trigger_due ON flow_trigger (due) WHERE due IS NOT NULL;

-- What fired a trigger, and what became of it. cause: a due time, an event, a call or a person's
-- start; one starts one run at most. event: what the trigger's expressions see.
CREATE TABLE firing (
  flow  TEXT    NOT NULL,
  id    TEXT    NOT NULL,
  cause TEXT    NOT NULL,
  at    INTEGER NOT NULL,
  event TEXT    NOT NULL,
  state TEXT    NOT NULL CHECK (state IN ('waiting', 'started', 'skipped', 'refused')),
  run   TEXT,
  note  TEXT,
  PRIMARY KEY (flow, id, cause)
) STRICT;
CREATE INDEX firing_by_state ON firing (flow, id, state, at, cause);
CREATE INDEX firing_waiting ON firing (flow, id) WHERE state = 'waiting';
