-- What the office stated of a relay that was put back from an older copy.

CREATE TABLE incarnations (
    organisation BLOB NOT NULL REFERENCES organisations,
    number INTEGER NOT NULL,
    statement BLOB NOT NULL,
    entry BLOB NOT NULL,
    PRIMARY KEY (organisation, number)
) STRICT, WITHOUT ROWID;
