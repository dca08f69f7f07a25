-- One-time packages first, the soonest to expire first; then the last-resort one.
SELECT reference, package, last_resort FROM key_packages
WHERE organisation = $1 AND device = $2 AND taken = 0 AND expires_at > $3
ORDER BY last_resort, expires_at, reference LIMIT 1
