INSERT INTO data_keys (organisation, scope, wrapped) VALUES ($1, $2, $3)
ON CONFLICT (organisation, scope) DO NOTHING
