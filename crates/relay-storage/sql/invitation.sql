SELECT email, role, invited_by, expires_at FROM invitations WHERE organisation = $1 AND token_hash = $2
