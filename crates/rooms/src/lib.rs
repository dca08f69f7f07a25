//! Rooms: MLS groups (RFC 9420) on OpenMLS, strictly ordered by the relay and read by its members.
//!
//! A room takes one append at a time. Every append, a message or a Commit, is an `envelope` that
//! is sealed under a key of the epoch at the head which it extends, so the relay sees neither. This
//! crate seals and opens envelopes, judges Commits by rules that are the same for everyone
//! ([`rules`]), and joins from Welcomes. Provider, time and randomness come from the caller.

// The tests inside this crate share helpers with those outside, which know it by its name.
#[cfg(test)]
extern crate self as sotto_rooms;

mod binding;
mod envelope;
mod join;
mod key_package;
mod opening_key;
mod room;
mod roster_version;
pub mod rules;
mod signer;
mod suite;
#[cfg(test)]
#[path = "../../../tests/vectors/file.rs"]
mod vectors;

pub use binding::Binding;
pub use envelope::EnvelopeError;
pub use join::{JoinError, Joined, join};
pub use key_package::{
    KeyPackageError, LAST_RESORT_LIFETIME_SECONDS, NewKeyPackage, ONE_TIME_LIFETIME_SECONDS, ValidKeyPackage,
    make_key_package,
};
pub use opening_key::{OpeningKey, OpeningKeyError, seal_share};
pub use room::{Change, CreateError, Created, NoRoster, OpenError, Opened, Room, SealError, Sealing};
pub use rules::CommitRefused;
pub use suite::CIPHERSUITE;
