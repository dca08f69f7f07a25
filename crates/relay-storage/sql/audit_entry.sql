SELECT place, entry, event, salt FROM entries WHERE organisation = $1 AND entry = $2
