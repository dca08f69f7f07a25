//! The relay: a post office and a notary.
