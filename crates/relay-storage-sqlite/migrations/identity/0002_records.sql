-- No case stands here any more: who holds this store alone cannot tell whose record one is.

DROP TABLE disclosures;

CREATE TABLE records (
    organisation BLOB NOT NULL,
    record BLOB NOT NULL,
    sealed BLOB NOT NULL, -- by its reporter, and again by the relay under the data key of the record
    PRIMARY KEY (organisation, record)
) STRICT, WITHOUT ROWID;
