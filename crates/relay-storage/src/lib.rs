//! What a relay stores: traits and their contract suite.
