SELECT sha256 FROM segments WHERE organisation = $1 AND blob = $2 AND place = $3
