INSERT INTO cases (organisation, case_id, act_key, channel_key, recovery_tag, listed_day, channel)
VALUES ($1, $2, $3, $4, $5, $6, $7)
ON CONFLICT (organisation, case_id) DO NOTHING
