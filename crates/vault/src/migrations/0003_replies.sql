-- Replies that aren't sent yet, saved as typed. Their files are the attachments of the case that no message has taken.

CREATE TABLE reply (
    case_id BLOB NOT NULL PRIMARY KEY REFERENCES case_file (case_id) ON DELETE CASCADE,
    body TEXT NOT NULL
) STRICT;
