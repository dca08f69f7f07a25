//! Chance, as an argument of the relay.

use std::sync::{Mutex, PoisonError};

use rand_core::{CryptoRng, Rng};

/// The relay's source of randomness, shared by its tasks.
pub(crate) struct Chance(Mutex<Box<dyn CryptoRng + Send>>);

impl Chance {
    pub(crate) fn new(rng: impl CryptoRng + Send + 'static) -> Self {
        Self(Mutex::new(Box::new(rng)))
    }

    /// `N` fresh bytes.
    pub(crate) fn bytes<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut bytes);
        bytes
    }
}
