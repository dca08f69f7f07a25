INSERT INTO invitations (organisation, token_hash, email, role, invited_by, expires_at, used)
VALUES ($1, $2, $3, $4, $5, $6, 0)
ON CONFLICT (organisation, token_hash) DO NOTHING
