SELECT channel_key, profile, joined_at, was_certified FROM devices WHERE organisation = $1 AND device = $2
