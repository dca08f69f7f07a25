SELECT rooms.room, rooms.case_id, rooms.head, rooms.sequence, rooms.followed_by, rooms.successor_wanted, readers.joined_at
FROM readers JOIN rooms ON rooms.organisation = readers.organisation AND rooms.room = readers.room
WHERE readers.organisation = $1 AND readers.device = $2 ORDER BY rooms.room
