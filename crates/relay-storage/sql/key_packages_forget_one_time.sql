UPDATE key_packages SET taken = 1, package = $2 WHERE organisation = $1 AND last_resort = 0 AND taken = 0
