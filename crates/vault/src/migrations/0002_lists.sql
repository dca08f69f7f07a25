-- What lists of cases are filtered, sorted and searched by, so that a page of a long list is read without the rest.

CREATE TABLE listed (
    case_id BLOB NOT NULL PRIMARY KEY REFERENCES case_file (case_id) ON DELETE CASCADE,
    status TEXT NOT NULL,
    -- The person of this vault reads it.
    mine INTEGER NOT NULL CHECK (mine IN (0, 1)),
    -- The last word was the office's.
    waits INTEGER NOT NULL CHECK (waits IN (0, 1)),
    -- When the office owes the next step.
    due_at INTEGER,
    updated_at INTEGER NOT NULL,
    -- Title and pseudonym, in lower case.
    words TEXT NOT NULL
) STRICT;

CREATE INDEX listed_by_due ON listed (due_at IS NULL, due_at, case_id, status, mine, waits);
CREATE INDEX listed_by_update ON listed (updated_at DESC, case_id, status, mine, waits);

-- The words of messages.
CREATE VIRTUAL TABLE message_word USING fts5 (words, case_id UNINDEXED, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO message_word (message_word, rank) VALUES ('secure-delete', 1);
INSERT INTO message_word (words, case_id) SELECT body, case_id FROM message WHERE kind IN ('report', 'message');

-- Cases whose row in `listed` is behind. The transaction that puts one here takes it out again before it ends.
CREATE TABLE changed_case (
    case_id BLOB NOT NULL PRIMARY KEY
) STRICT, WITHOUT ROWID;

INSERT INTO changed_case SELECT case_id FROM case_file;

CREATE TRIGGER case_file_inserted AFTER INSERT ON case_file BEGIN
    INSERT OR IGNORE INTO changed_case VALUES (NEW.case_id);
END;
CREATE TRIGGER case_file_updated AFTER UPDATE OF pseudonym, title, status, opened_at, updated_at ON case_file BEGIN
    INSERT OR IGNORE INTO changed_case VALUES (NEW.case_id);
END;
CREATE TRIGGER message_inserted AFTER INSERT ON message BEGIN
    INSERT OR IGNORE INTO changed_case VALUES (NEW.case_id);
END;
CREATE TRIGGER reader_inserted AFTER INSERT ON reader BEGIN
    INSERT OR IGNORE INTO changed_case VALUES (NEW.case_id);
END;
CREATE TRIGGER reader_deleted AFTER DELETE ON reader BEGIN
    INSERT OR IGNORE INTO changed_case VALUES (OLD.case_id);
END;
CREATE TRIGGER outbox_inserted AFTER INSERT ON outbox WHEN NEW.case_id IS NOT NULL BEGIN
    INSERT OR IGNORE INTO changed_case VALUES (NEW.case_id);
END;
CREATE TRIGGER outbox_deleted AFTER DELETE ON outbox WHEN OLD.case_id IS NOT NULL BEGIN
    INSERT OR IGNORE INTO changed_case VALUES (OLD.case_id);
END;
