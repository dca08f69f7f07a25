INSERT INTO tree_hashes (organisation, place, hash) VALUES ($1, $2, $3)
