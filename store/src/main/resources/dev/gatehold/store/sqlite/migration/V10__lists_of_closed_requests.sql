-- Lists of closed requests are not to be looked for among all that are open, and the other way round: request_open and
-- this one are what lists of all are made of.
CREATE INDEX request_closed ON request (opened_at, id) WHERE outcome IS NOT NULL;
DROP INDEX request_by_time;
