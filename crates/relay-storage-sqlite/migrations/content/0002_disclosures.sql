-- Which identities were disclosed, and what came of each. What they say is nowhere here.

CREATE TABLE disclosed (
    organisation BLOB NOT NULL REFERENCES organisations,
    record BLOB NOT NULL,
    case_id BLOB NOT NULL,
    readers BLOB NOT NULL, -- handlers, 16 bytes each
    approvers BLOB NOT NULL, -- the same
    withdrawn INTEGER NOT NULL,
    PRIMARY KEY (organisation, record)
) STRICT, WITHOUT ROWID;

CREATE TABLE opening_requests (
    organisation BLOB NOT NULL REFERENCES organisations,
    request BLOB NOT NULL,
    record BLOB NOT NULL,
    asked_by BLOB NOT NULL,
    asked_at INTEGER NOT NULL,
    state INTEGER NOT NULL, -- 0 asked, 1 approved, 2 refused, 3 used
    decided_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, request)
) STRICT, WITHOUT ROWID;

CREATE TABLE openings (
    organisation BLOB NOT NULL REFERENCES organisations,
    opening BLOB NOT NULL,
    record BLOB NOT NULL,
    device BLOB NOT NULL,
    opened_at INTEGER NOT NULL,
    entry BLOB NOT NULL,
    PRIMARY KEY (organisation, opening)
) STRICT, WITHOUT ROWID;
