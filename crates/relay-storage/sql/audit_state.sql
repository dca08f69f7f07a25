SELECT size, checkpoint FROM checkpoints WHERE organisation = $1
