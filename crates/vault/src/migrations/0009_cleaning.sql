-- A file that has not left yet has been looked at for what it hides, and may have two copies: the one that goes, which is the
-- row's own, and the other one, so that a person can choose between them until it left.

-- SHA-256 of the file that the row's own copy was cleaned from; none if it is the file as it was.
ALTER TABLE attachment ADD COLUMN original_sha256 BLOB CHECK (length(original_sha256) = 32);
-- What was found in it, in the engine's own form; none once it left, and for files that came.
ALTER TABLE attachment ADD COLUMN looked BLOB;
ALTER TABLE attachment ADD COLUMN other_size_bytes INTEGER;
ALTER TABLE attachment ADD COLUMN other_sha256 BLOB CHECK (length(other_sha256) = 32);
ALTER TABLE attachment ADD COLUMN other_file_key BLOB CHECK (length(other_file_key) = 32);
ALTER TABLE attachment ADD COLUMN other_stored TEXT;
