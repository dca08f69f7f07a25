DELETE FROM pending_entries WHERE organisation = $1 AND position <= $2
