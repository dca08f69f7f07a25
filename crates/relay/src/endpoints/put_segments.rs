//! `PutSegments`: sealed segments, one after another, by the blob's creator. Durable before `Done`; the same bytes again
//! change nothing, and others are refused.

use std::ops::Range;

use sha2::{Digest, Sha256};
use sotto_protocol::{ids::BlobId, stream::SEALED_SEGMENT_BYTES};
use sotto_relay_api::{Answer, MAX_SEGMENTS, Refusal};
use sotto_relay_storage::{Blob, StoreError};

use super::failed;
use crate::{
    at_rest::{Row, Scope},
    context::Context,
    failure::{Failure, Refused},
    rooms,
};

/// Why segments were not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PutSegmentsError {
    /// Peer: not the creator, no such blob, or other bytes than before.
    #[error("not permitted")]
    NotPermitted,
    /// Peer: another length than a segment's, or beyond the end.
    #[error("not segments of this blob")]
    BadSegment,
    /// Local.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl Refused for PutSegmentsError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotPermitted => Refusal::NotPermitted,
            Self::BadSegment => Refusal::BadRequest,
            Self::Failed(failure) => failed(failure),
        }
    }
}

impl From<StoreError> for PutSegmentsError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

// enforces: BLOB-02
pub(crate) async fn handle(
    context: &Context,
    id: BlobId,
    first: u32,
    bytes: &[u8],
) -> Result<Answer, PutSegmentsError> {
    let access = context.access().await?;
    let (relay, tenant) = (&context.relay, context.tenant());
    let blob = relay.content.blob(tenant, &id).await?.ok_or(PutSegmentsError::NotPermitted)?;
    if !rooms::made(context, access, &blob) {
        return Err(PutSegmentsError::NotPermitted);
    }
    let (segments, rest) = bytes.as_chunks::<SEALED_SEGMENT_BYTES>();
    let indices = range(&blob, first, segments.len()).ok_or(PutSegmentsError::BadSegment)?;
    if !rest.is_empty() {
        return Err(PutSegmentsError::BadSegment);
    }
    let key = relay.at_rest.key(tenant, Scope::Case(blob.case)).await?;
    let (mut sealed, mut arrived) = (Vec::with_capacity(segments.len()), Vec::with_capacity(segments.len()));
    for (index, segment) in indices.zip(segments) {
        let sha256: [u8; 32] = Sha256::digest(segment).into();
        match relay.content.segment(tenant, &id, index).await? {
            Some(known) if known == sha256 => continue,
            Some(_) => return Err(PutSegmentsError::NotPermitted),
            None => {}
        }
        sealed.push((index, key.seal(Row::Segment(&id, index), segment)?));
        arrived.push((index, sha256));
    }
    if !arrived.is_empty() {
        relay.segments.write_segments(tenant, &id, sealed).await?;
        relay.content.mark_segments(tenant, &id, &arrived).await?;
    }
    Ok(Answer::Done)
}

/// The indices of `count` segments of a blob from `first` on; none if there are not so many, or more than one request takes.
pub(super) fn range(blob: &Blob, first: u32, count: usize) -> Option<Range<u32>> {
    let count = u32::try_from(count).ok().filter(|count| (1..=MAX_SEGMENTS).contains(count))?;
    let end = first.checked_add(count).filter(|end| *end <= blob.segments)?;
    Some(first..end)
}
