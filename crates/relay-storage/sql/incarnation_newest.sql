SELECT number, statement, entry FROM incarnations WHERE organisation = $1 ORDER BY number DESC LIMIT 1
