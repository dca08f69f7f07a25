SELECT roster, entry FROM rosters WHERE organisation = $1 AND version = $2
