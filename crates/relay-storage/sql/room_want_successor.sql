UPDATE rooms SET successor_wanted = 1 WHERE organisation = $1 AND room = $2
