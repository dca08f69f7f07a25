SELECT position, entry, case_id, event, salt FROM pending_entries
WHERE organisation = $1 ORDER BY position LIMIT $2
