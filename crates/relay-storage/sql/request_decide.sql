UPDATE opening_requests SET state = $5, decided_at = $6
WHERE organisation = $1 AND request = $2 AND record = $3 AND asked_by <> $4 AND state = 0 AND asked_at >= $7
