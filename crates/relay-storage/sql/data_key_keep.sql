INSERT INTO data_keys (organisation, scope, wrapped) VALUES ($1, $2, $3)
ON CONFLICT (organisation, scope) DO UPDATE SET wrapped = data_keys.wrapped
RETURNING wrapped
