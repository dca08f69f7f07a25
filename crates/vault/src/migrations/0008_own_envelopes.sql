-- A restored relay is filled again by those who wrote, with what they knew it to have. Of the envelopes kept so far nobody
-- knows whose they were, and those that this vault sent are not among them.

DROP TABLE envelope;

CREATE TABLE envelope (
    room BLOB NOT NULL CHECK (length(room) = 16),
    sequence INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    received_at INTEGER NOT NULL,
    own INTEGER NOT NULL CHECK (own IN (0, 1)),
    -- How many entries the log had when the relay was last known to hold it; none if a restored relay may lack it.
    log_size INTEGER,
    PRIMARY KEY (room, sequence)
) STRICT;

CREATE INDEX envelope_by_time ON envelope (received_at);
CREATE INDEX envelope_lost ON envelope (room, sequence) WHERE log_size IS NULL;
