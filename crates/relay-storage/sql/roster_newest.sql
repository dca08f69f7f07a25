SELECT version, roster, entry FROM rosters WHERE organisation = $1 ORDER BY version DESC LIMIT 1
