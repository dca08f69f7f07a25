INSERT INTO rooms (organisation, room, case_id, head, sequence, followed_by, successor_wanted)
VALUES ($1, $2, $3, $4, 1, $5, 0)
ON CONFLICT (organisation, room) DO NOTHING
