SELECT device, handler, joined_at FROM readers WHERE organisation = $1 AND room = $2 ORDER BY device
