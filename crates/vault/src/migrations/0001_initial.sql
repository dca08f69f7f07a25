-- Times are seconds since 1970-01-01 UTC. Ids are their bytes. Words without a CHECK are the engine's.

CREATE TABLE vault (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    created_at INTEGER NOT NULL,
    -- Counts the write transactions. A vault that was copied back counts less than the rooms have seen.
    generation INTEGER NOT NULL
) STRICT;

-- Holds free pages for a moment, so that the file grows in fixed steps.
CREATE TABLE padding (
    id INTEGER PRIMARY KEY,
    filling BLOB NOT NULL
) STRICT;

CREATE TABLE secret (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE organisation (
    organisation BLOB NOT NULL PRIMARY KEY CHECK (length(organisation) = 32),
    name TEXT NOT NULL,
    card BLOB NOT NULL,
    roster BLOB NOT NULL,
    roster_version INTEGER NOT NULL,
    checkpoint BLOB,
    compared INTEGER NOT NULL CHECK (compared IN (0, 1)),
    role TEXT NOT NULL CHECK (role IN ('reporter', 'handler', 'owner')),
    handler BLOB CHECK (length(handler) = 16),
    added_at INTEGER NOT NULL
) STRICT;

CREATE TABLE draft (
    draft BLOB NOT NULL PRIMARY KEY CHECK (length(draft) = 16),
    organisation BLOB NOT NULL REFERENCES organisation (organisation),
    channel TEXT NOT NULL,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE case_file (
    case_id BLOB NOT NULL PRIMARY KEY CHECK (length(case_id) = 16),
    organisation BLOB NOT NULL REFERENCES organisation (organisation),
    room BLOB NOT NULL UNIQUE CHECK (length(room) = 16),
    side TEXT NOT NULL CHECK (side IN ('reporter', 'handler')),
    case_index INTEGER,
    keys BLOB,
    channel TEXT NOT NULL,
    pseudonym BLOB NOT NULL,
    title TEXT NOT NULL,
    status TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    unread INTEGER NOT NULL,
    head BLOB NOT NULL CHECK (length(head) = 32),
    sequence INTEGER NOT NULL,
    last_content BLOB CHECK (length(last_content) = 32),
    generation INTEGER NOT NULL,
    halted TEXT
) STRICT;

CREATE INDEX case_file_by_update ON case_file (updated_at DESC);

CREATE TABLE attachment (
    attachment BLOB NOT NULL PRIMARY KEY CHECK (length(attachment) = 16),
    draft BLOB REFERENCES draft (draft),
    case_id BLOB REFERENCES case_file (case_id) ON DELETE CASCADE,
    message BLOB CHECK (length(message) = 16),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    size_bytes INTEGER NOT NULL,
    sha256 BLOB NOT NULL CHECK (length(sha256) = 32),
    file_key BLOB NOT NULL CHECK (length(file_key) = 32),
    stored TEXT,
    blob BLOB NOT NULL CHECK (length(blob) = 16),
    state TEXT NOT NULL CHECK (state IN ('stored', 'uploaded', 'remote'))
) STRICT;

CREATE INDEX attachment_by_draft ON attachment (draft, position) WHERE draft IS NOT NULL;
CREATE INDEX attachment_by_message ON attachment (message, position) WHERE message IS NOT NULL;
CREATE INDEX attachment_by_case ON attachment (case_id) WHERE case_id IS NOT NULL;

CREATE TABLE message (
    message BLOB NOT NULL PRIMARY KEY CHECK (length(message) = 16),
    case_id BLOB NOT NULL REFERENCES case_file (case_id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL,
    kind TEXT NOT NULL,
    author_kind TEXT NOT NULL,
    author BLOB NOT NULL,
    author_name TEXT NOT NULL,
    at INTEGER NOT NULL,
    body TEXT NOT NULL,
    -- The signed object, verbatim: what a new member is given must verify.
    content BLOB NOT NULL,
    -- Its author saw something before it that is not here.
    after_gap INTEGER NOT NULL CHECK (after_gap IN (0, 1)),
    head BLOB NOT NULL CHECK (length(head) = 32)
) STRICT;

CREATE INDEX message_by_case ON message (case_id, sequence);

CREATE TABLE reader (
    case_id BLOB NOT NULL REFERENCES case_file (case_id) ON DELETE CASCADE,
    device BLOB NOT NULL CHECK (length(device) = 32),
    handler BLOB NOT NULL CHECK (length(handler) = 16),
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    verified INTEGER NOT NULL CHECK (verified IN (0, 1)),
    PRIMARY KEY (case_id, device)
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    -- Never a position twice: what is sent keeps the order in which it was written.
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    message BLOB NOT NULL UNIQUE CHECK (length(message) = 16),
    case_id BLOB REFERENCES case_file (case_id) ON DELETE CASCADE,
    draft BLOB CHECK (length(draft) = 16),
    kind TEXT NOT NULL,
    payload BLOB NOT NULL,
    approved BLOB NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('queued', 'sealed', 'sent', 'paused', 'failed')),
    reason TEXT,
    sealed BLOB,
    attempts INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;

CREATE INDEX outbox_by_case ON outbox (case_id, position) WHERE case_id IS NOT NULL;

CREATE TABLE envelope (
    room BLOB NOT NULL CHECK (length(room) = 16),
    sequence INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    PRIMARY KEY (room, sequence)
) STRICT;

CREATE INDEX envelope_by_time ON envelope (received_at);

CREATE TABLE seen (
    room BLOB NOT NULL CHECK (length(room) = 16),
    leaf BLOB NOT NULL,
    message BLOB NOT NULL CHECK (length(message) = 16),
    PRIMARY KEY (room, leaf, message)
) STRICT, WITHOUT ROWID;

CREATE TABLE key_package (
    reference BLOB NOT NULL PRIMARY KEY,
    last_resort INTEGER NOT NULL CHECK (last_resort IN (0, 1)),
    expires_at INTEGER NOT NULL,
    uploaded INTEGER NOT NULL CHECK (uploaded IN (0, 1))
) STRICT;

CREATE TABLE entry (
    organisation BLOB NOT NULL REFERENCES organisation (organisation) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    event TEXT NOT NULL,
    salt BLOB NOT NULL CHECK (length(salt) = 32),
    case_id BLOB CHECK (length(case_id) = 16),
    verified_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, position)
) STRICT;

CREATE INDEX entry_by_case ON entry (case_id, position) WHERE case_id IS NOT NULL;
