INSERT INTO spent_solutions (organisation, seed, nonce, expires_at) VALUES ($1, $2, $3, $4)
ON CONFLICT (organisation, seed, nonce) DO NOTHING
