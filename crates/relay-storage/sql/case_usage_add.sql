INSERT INTO case_usage (organisation, case_id, bytes, messages) VALUES ($1, $2, $3, $4)
ON CONFLICT (organisation, case_id)
DO UPDATE SET bytes = case_usage.bytes + excluded.bytes, messages = case_usage.messages + excluded.messages
RETURNING bytes, messages
