-- A number that grows with every change of a token, so that nobody has to read a token again that has not changed.
ALTER TABLE people_revision ADD COLUMN tokens bigint NOT NULL DEFAULT 0;
