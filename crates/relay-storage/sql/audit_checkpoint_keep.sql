INSERT INTO checkpoints (organisation, size, checkpoint) VALUES ($1, $2, $3)
ON CONFLICT (organisation) DO UPDATE SET size = excluded.size, checkpoint = excluded.checkpoint
