SELECT place, entry, event, salt FROM entries WHERE organisation = $1 AND place >= $2 ORDER BY place LIMIT $3
