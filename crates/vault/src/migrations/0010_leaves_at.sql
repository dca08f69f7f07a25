-- What waits may wait for a moment that chance chose, so that the time of its sending is not the time of its writing.
ALTER TABLE outbox ADD COLUMN leaves_at INTEGER;
