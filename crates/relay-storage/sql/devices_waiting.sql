SELECT device, channel_key, profile, joined_at FROM devices
WHERE organisation = $1 AND was_certified = 0 ORDER BY joined_at, device
