SELECT hash FROM tree_hashes WHERE organisation = $1 AND place = $2
