-- Of two appends to one head, one finds it.
UPDATE rooms SET head = $4, sequence = sequence + 1
WHERE organisation = $1 AND room = $2 AND head = $3 AND length(followed_by) = 0
RETURNING case_id, sequence
