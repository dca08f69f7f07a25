INSERT INTO segments (organisation, blob, place, sha256) VALUES ($1, $2, $3, $4)
ON CONFLICT (organisation, blob, place) DO NOTHING
