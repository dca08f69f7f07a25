SELECT sequence FROM appends WHERE organisation = $1 AND room = $2 AND head = $3
