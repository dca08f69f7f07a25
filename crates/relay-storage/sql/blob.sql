SELECT room, case_id, creator, segments FROM blobs WHERE organisation = $1 AND blob = $2
