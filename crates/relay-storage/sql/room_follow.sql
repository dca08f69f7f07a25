-- Of two rooms that follow one, the first finds nothing there.
UPDATE rooms SET followed_by = $4
WHERE organisation = $1 AND room = $2 AND case_id = $3 AND length(followed_by) = 0
