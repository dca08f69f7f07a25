//! What a relay stores: traits that a backend implements, and the suite that shows it does.
//!
//! Four stores, each with credentials of its own: [`ContentStore`], [`IdentityStore`], [`AuditStore`]
//! and [`KeyStore`]; and [`SegmentStore`] for the bytes of attachments. Every row bears its
//! organisation, and every query takes the [`Tenant`] that it is for: one without doesn't compile.
//!
//! What is sealed at rest arrives sealed: no store holds a key. The text of the queries is shared by
//! all backends and lies in `sql/`, one file a query; migrations are each backend's own.

mod audit;
mod case;
mod content;
mod device;
mod disclosure;
mod error;
mod identity;
mod key_package;
mod keys;
mod organisation;
mod pending;
mod room;
mod segment;
mod tenant;

#[cfg(feature = "contract")]
pub mod contract;

pub use audit::{AuditBatch, AuditEntry, AuditState, AuditStore};
pub use case::{Cases, NewCase, OpenCase, OpenOutcome, SpentSolution, StoredCase, TagsWanted};
pub use content::ContentStore;
pub use device::{Devices, Invitation, JoinOutcome, NewDevice, StoredDevice};
pub use disclosure::{Disclosures, IdentityStep, NewDisclosure, Opening, StepOutcome};
pub use error::StoreError;
pub use identity::IdentityStore;
pub use key_package::{KeyPackageCount, KeyPackages, PublishOutcome, StoredKeyPackage};
pub use keys::KeyStore;
pub use organisation::{
    ActRecord, Founding, NewRoster, Organisations, RecordedAct, StoredIncarnation, StoredOrganisation, StoredRoster,
};
pub use pending::{EntryId, PendingEntries, PendingEntry, PlacedEntry};
pub use room::{
    AppendOutcome, JoinedRoom, NewAppend, Quota, Reader, ReaderUpdate, Rooms, StoredAppend, StoredRoom,
    SuccessorOutcome,
};
pub use segment::{Blob, BlobOutcome, Blobs, SegmentStore};
pub use tenant::Tenant;
