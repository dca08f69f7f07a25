SELECT sequence, message, sent_by, signer, request, head, entry FROM appends
WHERE organisation = $1 AND room = $2 AND sequence > $3 AND sequence <= $4 ORDER BY sequence
