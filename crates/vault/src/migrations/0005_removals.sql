-- What was removed and can be brought back for a moment. It is in no list, and its moment ends at the latest when the vault is opened
-- again.

ALTER TABLE draft ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));
ALTER TABLE attachment ADD COLUMN removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1));

CREATE INDEX draft_removed ON draft (draft) WHERE removed = 1;
CREATE INDEX attachment_removed ON attachment (attachment) WHERE removed = 1;
