INSERT INTO devices (organisation, device, channel_key, profile, joined_at, was_certified)
VALUES ($1, $2, $3, $4, $5, 0)
ON CONFLICT (organisation, device) DO NOTHING
