SELECT position, entry, case_id, event, salt FROM pending_entries
WHERE organisation = $1 AND position > $2 ORDER BY position LIMIT $3
