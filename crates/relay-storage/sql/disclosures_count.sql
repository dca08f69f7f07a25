SELECT COUNT(*) AS disclosures FROM disclosures WHERE organisation = $1
