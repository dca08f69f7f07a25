//! Attachments: blobs of sealed segments, resumable at each.

use async_trait::async_trait;
use sotto_protocol::ids::{BlobId, CaseId, RoomId};
use sotto_relay_api::Principal;

use crate::{Quota, SpentSolution, StoreError, Tenant};

/// A blob, announced by whoever uploads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its identifier.
    pub blob: BlobId,
    /// Whose readers may fetch it.
    pub room: RoomId,
    /// Whose quota it counts to, and whose key seals it.
    pub case: CaseId,
    /// Who uploads it.
    pub creator: Principal,
    /// How many segments it will have.
    pub segments: u32,
}

/// What became of an announcement.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlobOutcome {
    /// It is there; announcing the same again changes nothing.
    Created,
    /// Another blob has this identifier.
    Taken,
    /// The solution was spent before.
    SolutionSpent,
    /// The quota is used up.
    QuotaExceeded,
}

/// What is known of blobs; the bytes are in a [`SegmentStore`].
#[async_trait]
pub trait Blobs: Send + Sync {
    /// Announces a blob; `counted_bytes` of the case's quota are taken at once.
    async fn create_blob(
        &self,
        tenant: &Tenant,
        blob: &Blob,
        solution: Option<&SpentSolution>,
        counted_bytes: u64,
        quota: Quota,
    ) -> Result<BlobOutcome, StoreError>;

    /// A blob.
    async fn blob(&self, tenant: &Tenant, blob: &BlobId) -> Result<Option<Blob>, StoreError>;

    /// SHA-256 of a segment that has arrived, as it travelled.
    async fn segment(&self, tenant: &Tenant, blob: &BlobId, index: u32) -> Result<Option<[u8; 32]>, StoreError>;

    /// Notes that segments have arrived, with their SHA-256; their bytes are durable already.
    async fn mark_segments(
        &self,
        tenant: &Tenant,
        blob: &BlobId,
        arrived: &[(u32, [u8; 32])],
    ) -> Result<(), StoreError>;

    /// The segments that have arrived, in order.
    async fn arrived_segments(&self, tenant: &Tenant, blob: &BlobId) -> Result<Vec<u32>, StoreError>;
}

/// The bytes of segments, all of one length, sealed.
#[async_trait]
pub trait SegmentStore: Send + Sync {
    /// Writes segments; when this returns, they survive a loss of power.
    async fn write_segments(
        &self,
        tenant: &Tenant,
        blob: &BlobId,
        sealed: Vec<(u32, Vec<u8>)>,
    ) -> Result<(), StoreError>;

    /// Reads the `len_bytes` of a segment that was written; `None` if it is not there.
    async fn read_segment(
        &self,
        tenant: &Tenant,
        blob: &BlobId,
        index: u32,
        len_bytes: usize,
    ) -> Result<Option<Vec<u8>>, StoreError>;
}
