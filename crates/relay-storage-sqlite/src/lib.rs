//! The relay's stores on SQLite, one file a store, and a folder for attachments.
//!
//! Every file is of mode 0600. A commit is on disk when it returns: write-ahead log with
//! `synchronous = FULL`. Queries are the shared ones of `relay-storage/sql`, checked at compile time
//! against the migrations here (`.sqlx`; `prepare.sh` writes it anew).

mod audit;
mod blobs;
mod cases;
mod content;
mod database;
mod devices;
mod disclosures;
mod folder;
mod identity;
mod key_packages;
mod keys;
mod organisations;
mod pending;
mod rooms;
mod rows;

pub use audit::SqliteAudit;
pub use content::SqliteContent;
pub use folder::SegmentFolder;
pub use identity::SqliteIdentity;
pub use keys::SqliteKeys;
