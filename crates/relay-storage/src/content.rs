//! The content store.

use crate::{Blobs, Cases, Devices, Disclosures, KeyPackages, Organisations, PendingEntries, Rooms};

/// Organisations, devices, cases, rooms, attachments and KeyPackages. Each operation is one
/// transaction that commits an effect together with its pending log entries, or nothing.
pub trait ContentStore:
    Organisations + Devices + KeyPackages + Cases + Rooms + Disclosures + Blobs + PendingEntries
{
}

impl<T: Organisations + Devices + KeyPackages + Cases + Rooms + Disclosures + Blobs + PendingEntries> ContentStore
    for T
{
}
