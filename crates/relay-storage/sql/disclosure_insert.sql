INSERT INTO disclosed (organisation, record, case_id, readers, approvers, withdrawn)
VALUES ($1, $2, $3, $4, $5, 0)
ON CONFLICT (organisation, record) DO NOTHING
