SELECT record FROM records WHERE organisation = $1
