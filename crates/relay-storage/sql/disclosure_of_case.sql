SELECT record FROM disclosed WHERE organisation = $1 AND case_id = $2 AND withdrawn = 0 LIMIT 1
