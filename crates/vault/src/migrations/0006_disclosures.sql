-- Who disclosed themselves to whom, and what came of it. What they said of themselves is never kept here.

CREATE TABLE disclosure (
    record BLOB NOT NULL PRIMARY KEY CHECK (length(record) = 16),
    case_id BLOB NOT NULL REFERENCES case_file (case_id) ON DELETE CASCADE,
    message BLOB NOT NULL CHECK (length(message) = 16),
    -- The statement without its shares, as CBOR.
    statement BLOB NOT NULL,
    at INTEGER NOT NULL,
    -- Where the log has it.
    position INTEGER NOT NULL,
    withdrawn_at INTEGER,
    withdrawn_position INTEGER
) STRICT;

CREATE INDEX disclosure_by_case ON disclosure (case_id);

-- Keys and halves of keys, sealed to this device. Gone with the withdrawal.
CREATE TABLE identity_share (
    record BLOB NOT NULL REFERENCES disclosure (record) ON DELETE CASCADE,
    share BLOB NOT NULL,
    PRIMARY KEY (record, share)
) STRICT, WITHOUT ROWID;

CREATE TABLE opening (
    -- What asked for a second person, or opened where none was needed.
    request BLOB NOT NULL CHECK (length(request) = 16),
    record BLOB NOT NULL REFERENCES disclosure (record) ON DELETE CASCADE,
    device BLOB NOT NULL CHECK (length(device) = 32),
    -- Who it was, when it came.
    name TEXT NOT NULL,
    reason TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('asked', 'approved', 'refused', 'opened')),
    asked_at INTEGER NOT NULL,
    decided_by TEXT,
    decided_at INTEGER,
    opening BLOB CHECK (length(opening) = 16),
    opened_at INTEGER,
    position INTEGER NOT NULL,
    PRIMARY KEY (record, request)
) STRICT;
