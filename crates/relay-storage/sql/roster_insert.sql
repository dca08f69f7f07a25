INSERT INTO rosters (organisation, version, roster, entry) VALUES ($1, $2, $3, $4)
