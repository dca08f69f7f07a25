INSERT INTO incarnations (organisation, number, statement, entry) VALUES ($1, $2, $3, $4)
