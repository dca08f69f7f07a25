DELETE FROM key_packages WHERE organisation = $1 AND device = $2 AND expires_at <= $3
