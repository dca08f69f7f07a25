UPDATE devices SET was_certified = 1 WHERE organisation = $1 AND device = $2
