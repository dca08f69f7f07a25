SELECT DISTINCT recovery_tag FROM cases
WHERE organisation = $1 AND listed_day <= $2 AND recovery_tag > $3
ORDER BY recovery_tag LIMIT $4
