SELECT entry FROM acts WHERE organisation = $1
UNION ALL
SELECT entry FROM appends WHERE organisation = $1 AND LENGTH(entry) > 0
