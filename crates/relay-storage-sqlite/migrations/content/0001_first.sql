-- Everything but identities, the log and keys. What is marked "sealed" is sealed by the relay under
-- the data key of its case or organisation.

CREATE TABLE organisations (
    organisation BLOB NOT NULL PRIMARY KEY,
    roots BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE rosters (
    organisation BLOB NOT NULL REFERENCES organisations,
    version INTEGER NOT NULL,
    roster BLOB NOT NULL,
    entry BLOB NOT NULL,
    PRIMARY KEY (organisation, version)
) STRICT;

-- Signed acts: the log's entries commit to them.
CREATE TABLE acts (
    organisation BLOB NOT NULL REFERENCES organisations,
    signer BLOB NOT NULL,
    act BLOB NOT NULL,
    hash BLOB NOT NULL,
    request BLOB NOT NULL, -- sealed
    entry BLOB NOT NULL,
    done_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, signer, act)
) STRICT;

CREATE TABLE invitations (
    organisation BLOB NOT NULL REFERENCES organisations,
    token_hash BLOB NOT NULL,
    email BLOB NOT NULL, -- sealed
    role INTEGER NOT NULL,
    invited_by BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    used INTEGER NOT NULL,
    PRIMARY KEY (organisation, token_hash)
) STRICT, WITHOUT ROWID;

CREATE TABLE devices (
    organisation BLOB NOT NULL REFERENCES organisations,
    device BLOB NOT NULL,
    channel_key BLOB NOT NULL,
    profile BLOB NOT NULL, -- sealed
    joined_at INTEGER NOT NULL,
    was_certified INTEGER NOT NULL,
    PRIMARY KEY (organisation, device)
) STRICT;

-- Handed-out packages stay, emptied, until they expire: a reference is handed out once.
CREATE TABLE key_packages (
    organisation BLOB NOT NULL REFERENCES organisations,
    device BLOB NOT NULL,
    reference BLOB NOT NULL,
    package BLOB NOT NULL,
    last_resort INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    PRIMARY KEY (organisation, device, reference)
) STRICT;

CREATE TABLE spent_solutions (
    organisation BLOB NOT NULL REFERENCES organisations,
    seed BLOB NOT NULL,
    nonce BLOB NOT NULL,
    expires_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, seed, nonce)
) STRICT, WITHOUT ROWID;

CREATE TABLE cases (
    organisation BLOB NOT NULL REFERENCES organisations,
    case_id BLOB NOT NULL,
    act_key BLOB NOT NULL,
    channel_key BLOB NOT NULL,
    recovery_tag BLOB NOT NULL,
    channel TEXT NOT NULL,
    PRIMARY KEY (organisation, case_id)
) STRICT, WITHOUT ROWID;

-- Apart from the cases: attachments arrive before their case is opened.
CREATE TABLE case_usage (
    organisation BLOB NOT NULL REFERENCES organisations,
    case_id BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    PRIMARY KEY (organisation, case_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE rooms (
    organisation BLOB NOT NULL REFERENCES organisations,
    room BLOB NOT NULL,
    case_id BLOB NOT NULL,
    head BLOB NOT NULL,
    sequence INTEGER NOT NULL,
    followed_by BLOB NOT NULL, -- empty while the case goes on in this room
    successor_wanted INTEGER NOT NULL,
    PRIMARY KEY (organisation, room)
) STRICT, WITHOUT ROWID;
CREATE INDEX rooms_by_case ON rooms (organisation, case_id);

CREATE TABLE appends (
    organisation BLOB NOT NULL REFERENCES organisations,
    room BLOB NOT NULL,
    sequence INTEGER NOT NULL,
    message BLOB NOT NULL,
    sent_by BLOB NOT NULL,
    signer BLOB NOT NULL,
    request BLOB NOT NULL, -- sealed
    bytes INTEGER NOT NULL, -- of the request
    head BLOB NOT NULL,
    entry BLOB NOT NULL, -- empty without an event
    PRIMARY KEY (organisation, room, sequence),
    UNIQUE (organisation, room, message)
) STRICT;

CREATE TABLE readers (
    organisation BLOB NOT NULL REFERENCES organisations,
    room BLOB NOT NULL,
    device BLOB NOT NULL,
    handler BLOB NOT NULL,
    joined_at INTEGER NOT NULL,
    PRIMARY KEY (organisation, room, device)
) STRICT, WITHOUT ROWID;
CREATE INDEX readers_by_device ON readers (organisation, device);

CREATE TABLE blobs (
    organisation BLOB NOT NULL REFERENCES organisations,
    blob BLOB NOT NULL,
    room BLOB NOT NULL,
    case_id BLOB NOT NULL,
    creator BLOB NOT NULL,
    segments INTEGER NOT NULL,
    PRIMARY KEY (organisation, blob)
) STRICT, WITHOUT ROWID;

CREATE TABLE segments (
    organisation BLOB NOT NULL REFERENCES organisations,
    blob BLOB NOT NULL,
    place INTEGER NOT NULL,
    sha256 BLOB NOT NULL,
    PRIMARY KEY (organisation, blob, place)
) STRICT, WITHOUT ROWID;

-- AUTOINCREMENT: a position is never used twice, so settling can't drop what came later.
CREATE TABLE pending_entries (
    position INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    organisation BLOB NOT NULL REFERENCES organisations,
    entry BLOB NOT NULL,
    case_id BLOB NOT NULL, -- empty for the organisation's own
    event BLOB NOT NULL,
    salt BLOB NOT NULL
) STRICT;
CREATE INDEX pending_by_organisation ON pending_entries (organisation, position);
