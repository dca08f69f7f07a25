SELECT COUNT(*) AS packages FROM key_packages
WHERE organisation = $1 AND device = $2 AND last_resort = $3 AND taken = 0 AND expires_at > $4
