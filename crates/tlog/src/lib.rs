#![doc = include_str!("../../../docs/protocol/log.md")]
//!
//! # This crate
//!
//! Events and their commitments ([`Event`], [`LoggedEvent`]), the tree ([`Tree`]), its tiles ([`Tile`],
//! [`UnverifiedTiles`], [`EntryBundle`]), signed checkpoints ([`LogKey`], [`UnverifiedCheckpoint`],
//! [`Checkpoint`]), proofs ([`verify_inclusion`], [`verify_consistency`]), witnesses ([`Witnesses`],
//! [`AddCheckpoint`], [`Witness`]) and proofs for strangers ([`UnverifiedEventProof`]). It implements
//! RFC 6962 §2.1 and C2SP `signed-note`, `tlog-checkpoint`, `tlog-tiles`, `tlog-cosignature` (Ed25519),
//! `tlog-witness` (`add-checkpoint`) and `tlog-proof`, and nothing of how they travel or are kept: no
//! I/O, no clock, no source of randomness. What a storage must read first, [`Tree`] and [`Tile`] name
//! by index.
//!
//! ```
//! use std::collections::BTreeMap;
//! use sotto_protocol::time::UnixSeconds;
//! use sotto_tlog::{Commitment, LeafIndex, LogKey, Origin, Tree, verify_inclusion};
//!
//! // The relay: append a batch, sign what the tree has become, prove an entry of it.
//! let mut stored = BTreeMap::new();
//! let batch = [Commitment::from_bytes([1; 32]), Commitment::from_bytes([2; 32])];
//! let appended = Tree::EMPTY.append(&batch, &stored)?;
//! stored.extend(appended.stored.iter().map(|s| (s.index, s.hash)));
//! let key = LogKey::from_seed(Origin::new("example.org/log")?, &[7; 32])?;
//! let signed = key.sign(None, appended.head, UnixSeconds(1_700_000_000))?;
//! let proof = appended.tree.prove_inclusion(LeafIndex(1), &stored)?;
//!
//! // The device: believe the checkpoint, then the entry.
//! let checkpoint = signed.to_unverified().verify(key.verifier())?;
//! verify_inclusion(&checkpoint, LeafIndex(1), &batch[1], &proof)?;
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod add_checkpoint;
mod checkpoint;
mod cosignature;
mod entries;
mod event;
mod event_proof;
mod hash;
mod key;
mod kind;
mod note;
mod proof;
mod tile;
mod tiles;
mod time;
mod tree;
mod witness;

#[cfg(test)]
mod known_answers;

pub use add_checkpoint::{
    AddCheckpoint, AddCheckpointAnswer, AddCheckpointError, MAX_ADD_CHECKPOINT_BYTES, MAX_PROOF_LINES, NotAnAnswer,
    Refusal, SIZE_CONTENT_TYPE, TEXT_CONTENT_TYPE, monitoring_path,
};
pub use checkpoint::{Checkpoint, CheckpointError, MAX_NOTE_BYTES, UnverifiedCheckpoint};
pub use cosignature::{
    CosignatureError, Cosigned, InvalidWitnessKey, InvalidWitnesses, MAX_WITNESSES, QuorumError, WitnessKey,
    WitnessName, WitnessVerifier, Witnesses,
};
pub use entries::{EntriesError, MAX_ENTRY_BUNDLE_BYTES};
pub use event::{Actor, Event, EventError, LoggedEvent, MAX_EVENT_BYTES, RequestHash};
pub use event_proof::{EventProof, EventProofError, MAX_EVENT_PROOF_BYTES, UnverifiedEventProof};
pub use hash::{Commitment, LeafHash, LeafIndex, NodeHash, RootHash, Salt, StoredIndex, TreeSize};
pub use key::{LogKey, SignError};
pub use kind::{EventKind, Stream};
pub use note::{InvalidLogKey, InvalidOrigin, LogVerifier, MAX_VKEY_BYTES, Origin};
pub use proof::{
    ConsistencyProof, InclusionProof, MAX_PROOF_NODES, ProofError, TooManyNodes, verify_consistency, verify_inclusion,
};
pub use tile::{EntryBundle, MAX_TILE_PATH_BYTES, NoSuchTile, TILE_HEIGHT, TILE_WIDTH, Tile, TilePath};
pub use tiles::{TileError, Tiles, UnverifiedTiles};
pub use time::EventTime;
pub use tree::{Appended, HashReader, StoredHash, Tree, TreeError, TreeHead};
pub use witness::{Accepted, ForkEvidence, Refused, Witness, Witnessed};
