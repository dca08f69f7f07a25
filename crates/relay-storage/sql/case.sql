SELECT act_key, channel_key FROM cases WHERE organisation = $1 AND case_id = $2
