INSERT INTO rooms (organisation, room, case_id, head, sequence) VALUES ($1, $2, $3, $4, 1)
ON CONFLICT (organisation, room) DO NOTHING
