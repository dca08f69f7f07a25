DELETE FROM data_keys WHERE organisation = $1 AND scope = $2
