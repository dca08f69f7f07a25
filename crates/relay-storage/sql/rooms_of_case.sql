SELECT room, head, sequence, followed_by, successor_wanted FROM rooms
WHERE organisation = $1 AND case_id = $2 ORDER BY room
