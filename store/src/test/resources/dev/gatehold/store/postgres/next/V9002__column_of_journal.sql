ALTER TABLE journal ADD COLUMN later text;
