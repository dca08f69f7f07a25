INSERT INTO records (organisation, record, sealed) VALUES ($1, $2, $3)
ON CONFLICT (organisation, record) DO UPDATE SET sealed = excluded.sealed
