UPDATE key_packages SET taken = 1, package = $4
WHERE organisation = $1 AND device = $2 AND reference <> $3 AND last_resort = 1 AND taken = 0
