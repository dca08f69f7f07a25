//! `PutSegment`: one sealed segment, by the blob's creator. Durable before `Done`; the same bytes
//! again change nothing, and others are refused.

use sha2::{Digest, Sha256};
use sotto_protocol::{ids::BlobId, stream::SEALED_SEGMENT_BYTES};
use sotto_relay_api::{Answer, Refusal};
use sotto_relay_storage::StoreError;

use super::failed;
use crate::{
    at_rest::{Row, Scope},
    context::Context,
    failure::{Failure, Refused},
    rooms,
};

/// Why a segment was not taken.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PutSegmentError {
    /// Peer: not the creator, no such blob, or other bytes than before.
    #[error("not permitted")]
    NotPermitted,
    /// Peer: another length than a segment's, or beyond the end.
    #[error("not a segment of this blob")]
    BadSegment,
    /// Local.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl Refused for PutSegmentError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotPermitted => Refusal::NotPermitted,
            Self::BadSegment => Refusal::BadRequest,
            Self::Failed(failure) => failed(failure),
        }
    }
}

impl From<StoreError> for PutSegmentError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

// enforces: BLOB-02
pub(crate) async fn handle(context: &Context, id: BlobId, index: u32, bytes: &[u8]) -> Result<Answer, PutSegmentError> {
    let access = context.access().await?;
    let (relay, tenant) = (&context.relay, context.tenant());
    let blob = relay.content.blob(tenant, &id).await?.ok_or(PutSegmentError::NotPermitted)?;
    if !rooms::made(context, access, &blob) {
        return Err(PutSegmentError::NotPermitted);
    }
    if bytes.len() != SEALED_SEGMENT_BYTES || index >= blob.segments {
        return Err(PutSegmentError::BadSegment);
    }
    let sha256: [u8; 32] = Sha256::digest(bytes).into();
    match relay.content.segment(tenant, &id, index).await? {
        Some(known) if known == sha256 => return Ok(Answer::Done),
        Some(_) => return Err(PutSegmentError::NotPermitted),
        None => {}
    }
    let key = relay.at_rest.key(tenant, Scope::Case(blob.case)).await?;
    let sealed = key.seal(Row::Segment(&id, index), bytes)?;
    relay.segments.write_segment(tenant, &id, index, sealed).await?;
    relay.content.mark_segment(tenant, &id, index, &sha256).await?;
    Ok(Answer::Done)
}
