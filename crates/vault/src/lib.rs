//! The device's encrypted store.
