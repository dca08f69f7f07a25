UPDATE invitations SET used = 1
WHERE organisation = $1 AND token_hash = $2 AND used = 0 AND expires_at > $3
