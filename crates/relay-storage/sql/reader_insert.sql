INSERT INTO readers (organisation, room, device, handler, joined_at) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT (organisation, room, device) DO NOTHING
