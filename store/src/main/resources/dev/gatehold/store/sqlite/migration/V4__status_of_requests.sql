-- status: open, rework, preparing or closed, so that lists need not read it out of the progress.
ALTER TABLE request ADD COLUMN status TEXT NOT NULL DEFAULT 'open';
UPDATE request SET status = 'closed' WHERE outcome IS NOT NULL;
UPDATE request SET status = 'rework'
  WHERE outcome IS NULL AND progress GLOB 'changes requested, * resubmits*';
UPDATE request SET status = 'preparing'
  WHERE outcome IS NULL AND progress = 'the next round is being prepared';
CREATE INDEX request_in_rework ON request (opened_at, id) WHERE status = 'rework';
