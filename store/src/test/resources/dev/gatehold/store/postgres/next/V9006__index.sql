-- An index is built beside those who write, outside of a transaction (see the .conf file), and waits as long as it
-- takes: nobody waits for it. One that was broken off stays behind unfinished and goes first.
SET lock_timeout = 0;
DROP INDEX CONCURRENTLY IF EXISTS later_by_note;
CREATE INDEX CONCURRENTLY later_by_note ON run (later) WHERE later IS NOT NULL;
