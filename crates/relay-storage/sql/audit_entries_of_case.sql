SELECT place, entry, event, salt FROM entries WHERE organisation = $1 AND case_id = $2 ORDER BY place
