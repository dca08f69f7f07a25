SELECT case_id, head, sequence, followed_by, successor_wanted FROM rooms WHERE organisation = $1 AND room = $2
