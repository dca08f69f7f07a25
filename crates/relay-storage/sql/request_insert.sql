INSERT INTO opening_requests (organisation, request, record, asked_by, asked_at, state, decided_at)
VALUES ($1, $2, $3, $4, $5, 0, 0)
