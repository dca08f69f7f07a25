SELECT record FROM disclosed WHERE organisation = $1 AND withdrawn = 0
