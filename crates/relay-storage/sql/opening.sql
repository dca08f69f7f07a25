SELECT openings.device, openings.opened_at, openings.entry, disclosed.withdrawn
FROM openings JOIN disclosed ON disclosed.organisation = openings.organisation AND disclosed.record = openings.record
WHERE openings.organisation = $1 AND openings.opening = $2 AND openings.record = $3
