//! The transparency log: tree, checkpoints, proofs.
