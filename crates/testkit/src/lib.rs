//! A whole organisation in a test.
