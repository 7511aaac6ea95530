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
