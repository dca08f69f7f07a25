-- A day's list has the cases that were opened before it: a difference between two lists tells no more than the day.
ALTER TABLE cases ADD COLUMN listed_day INTEGER NOT NULL DEFAULT 0;
CREATE INDEX cases_by_tag ON cases (organisation, recovery_tag);
