INSERT INTO blobs (organisation, blob, room, case_id, creator, segments) VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (organisation, blob) DO NOTHING
