SELECT hash, entry FROM acts WHERE organisation = $1 AND signer = $2 AND act = $3
