UPDATE key_packages SET taken = 1, package = $3 WHERE organisation = $1 AND device = $2 AND taken = 0
