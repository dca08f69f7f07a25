CREATE TABLE disclosures (
    organisation BLOB NOT NULL,
    case_id BLOB NOT NULL,
    disclosure BLOB NOT NULL,
    ciphertext BLOB NOT NULL,
    PRIMARY KEY (organisation, disclosure)
) STRICT, WITHOUT ROWID;
