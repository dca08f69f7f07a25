INSERT INTO appends (organisation, room, sequence, message, sent_by, signer, request, bytes, head, entry)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
