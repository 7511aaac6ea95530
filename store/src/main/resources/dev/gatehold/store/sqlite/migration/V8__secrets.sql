-- Secrets of flows, sealed with a key that is kept outside of this database; of each the newest version only.
CREATE TABLE secret (
  name        TEXT    NOT NULL,
  environment TEXT    NOT NULL CHECK (environment IN ('live', 'staging')),
  version     INTEGER NOT NULL CHECK (version > 0),
  sealed      TEXT    NOT NULL,
  set_by      TEXT    NOT NULL,
  set_at      INTEGER NOT NULL,
  PRIMARY KEY (name, environment)
) STRICT, WITHOUT ROWID;
