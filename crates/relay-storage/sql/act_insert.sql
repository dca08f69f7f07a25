INSERT INTO acts (organisation, signer, act, hash, request, entry, done_at)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (organisation, signer, act) DO NOTHING
