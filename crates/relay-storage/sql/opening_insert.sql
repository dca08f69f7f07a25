INSERT INTO openings (organisation, opening, record, device, opened_at, entry) VALUES ($1, $2, $3, $4, $5, $6)
