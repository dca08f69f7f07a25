DELETE FROM readers WHERE organisation = $1 AND room = $2 AND device = $3
