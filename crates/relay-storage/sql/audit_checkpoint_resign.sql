UPDATE checkpoints SET checkpoint = $3 WHERE organisation = $1 AND size = $2
