-- parent: the run that called this one. draft: whether it works with what staging has.
ALTER TABLE run ADD COLUMN parent TEXT;
ALTER TABLE run ADD COLUMN draft INTEGER NOT NULL DEFAULT 0 CHECK (draft IN (0, 1));
UPDATE run SET draft = 1 WHERE release = 0;
