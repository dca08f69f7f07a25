-- Wrapped by the key-encryption key. `secure_delete` is on: a deleted row leaves nothing.
CREATE TABLE data_keys (
    organisation BLOB NOT NULL,
    scope BLOB NOT NULL,
    wrapped BLOB NOT NULL,
    PRIMARY KEY (organisation, scope)
) STRICT, WITHOUT ROWID;
