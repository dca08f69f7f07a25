SELECT case_id, head, sequence FROM rooms WHERE organisation = $1 AND room = $2
