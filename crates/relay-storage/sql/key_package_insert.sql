-- A reference that is known, handed out or not, changes nothing.
INSERT INTO key_packages (organisation, device, reference, package, last_resort, expires_at, taken)
VALUES ($1, $2, $3, $4, $5, $6, 0)
ON CONFLICT (organisation, device, reference) DO NOTHING
