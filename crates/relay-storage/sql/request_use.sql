UPDATE opening_requests SET state = 3
WHERE organisation = $1 AND request = $2 AND record = $3 AND asked_by = $4 AND state = 1 AND decided_at >= $5
