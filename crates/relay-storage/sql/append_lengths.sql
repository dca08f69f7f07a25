SELECT sequence, bytes FROM appends
WHERE organisation = $1 AND room = $2 AND sequence > $3 ORDER BY sequence LIMIT 256
