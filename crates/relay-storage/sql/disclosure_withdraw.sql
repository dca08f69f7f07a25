UPDATE disclosed SET withdrawn = 1 WHERE organisation = $1 AND record = $2 AND case_id = $3 AND withdrawn = 0
