DELETE FROM records WHERE organisation = $1 AND record = $2
