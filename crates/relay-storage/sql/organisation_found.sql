-- One organisation a relay for now: the setup token is good once, whoever races for it.
INSERT INTO organisations (organisation, roots)
SELECT $1, $2 WHERE NOT EXISTS (SELECT 1 FROM organisations)
