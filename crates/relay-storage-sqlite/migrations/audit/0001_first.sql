CREATE TABLE entries (
    organisation BLOB NOT NULL,
    place INTEGER NOT NULL,
    entry BLOB NOT NULL,
    case_id BLOB NOT NULL, -- empty for the organisation's own
    event BLOB NOT NULL,
    salt BLOB NOT NULL,
    PRIMARY KEY (organisation, place),
    UNIQUE (organisation, entry)
) STRICT;
CREATE INDEX entries_by_case ON entries (organisation, case_id, place);

CREATE TABLE tree_hashes (
    organisation BLOB NOT NULL,
    place INTEGER NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (organisation, place)
) STRICT, WITHOUT ROWID;

-- The newest one alone.
CREATE TABLE checkpoints (
    organisation BLOB NOT NULL PRIMARY KEY,
    size INTEGER NOT NULL,
    checkpoint BLOB NOT NULL
) STRICT, WITHOUT ROWID;
