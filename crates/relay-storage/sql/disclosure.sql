SELECT readers, approvers, withdrawn FROM disclosed WHERE organisation = $1 AND record = $2 AND case_id = $3
