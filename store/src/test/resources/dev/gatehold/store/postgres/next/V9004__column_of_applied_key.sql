ALTER TABLE applied_key ADD COLUMN later boolean NOT NULL DEFAULT false;
