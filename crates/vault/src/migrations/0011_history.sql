-- Where a message stands in its conversation: what is handed over later goes between what was there.
ALTER TABLE message ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
UPDATE message SET place = rowid;

-- The message that handed this one over, if it did not come by itself.
ALTER TABLE message ADD COLUMN via BLOB CHECK (length(via) = 16);

DROP INDEX message_by_case;
CREATE INDEX message_by_case ON message (case_id, place);
