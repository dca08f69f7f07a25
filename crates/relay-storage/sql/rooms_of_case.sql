SELECT room, head, sequence FROM rooms WHERE organisation = $1 AND case_id = $2 ORDER BY room
