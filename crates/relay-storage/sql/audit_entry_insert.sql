INSERT INTO entries (organisation, place, entry, case_id, event, salt) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT DO NOTHING
