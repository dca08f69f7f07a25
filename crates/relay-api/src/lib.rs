//! What travels between a device and a relay.
