SELECT roots FROM organisations WHERE organisation = $1
