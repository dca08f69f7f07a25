SELECT sequence, message, sent_by, signer, request, head, entry FROM appends
WHERE organisation = $1 AND room = $2 AND message = $3
