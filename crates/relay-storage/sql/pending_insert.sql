INSERT INTO pending_entries (organisation, entry, case_id, event, salt) VALUES ($1, $2, $3, $4, $5)
