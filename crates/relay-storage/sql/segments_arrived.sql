SELECT place FROM segments WHERE organisation = $1 AND blob = $2 ORDER BY place
