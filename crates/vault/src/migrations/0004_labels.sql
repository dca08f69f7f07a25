-- Labels that the person of this vault puts on cases. They are in no message.

CREATE TABLE case_label (
    case_id BLOB NOT NULL REFERENCES case_file (case_id) ON DELETE CASCADE,
    -- In lower case: what two labels have in common that differ in capitals alone.
    folded TEXT NOT NULL,
    label TEXT NOT NULL,
    PRIMARY KEY (case_id, folded)
) STRICT, WITHOUT ROWID;

CREATE INDEX case_label_by_label ON case_label (folded, case_id, label);

CREATE TRIGGER case_label_inserted AFTER INSERT ON case_label BEGIN
    INSERT OR IGNORE INTO changed_case VALUES (NEW.case_id);
END;
CREATE TRIGGER case_label_deleted AFTER DELETE ON case_label BEGIN
    INSERT OR IGNORE INTO changed_case VALUES (OLD.case_id);
END;
