//! `FetchSegments`: sealed segments, one after another, for the readers of their room.

use sotto_protocol::{ids::BlobId, stream::SEALED_SEGMENT_BYTES};
use sotto_relay_api::Answer;

use super::{FetchError, put_segments::range};
use crate::{
    aead::OVERHEAD_BYTES,
    at_rest::{Row, Scope},
    context::Context,
    rooms,
};

pub(crate) async fn handle(context: &Context, id: BlobId, first: u32, count: u32) -> Result<Answer, FetchError> {
    let access = context.access().await?;
    let (relay, tenant) = (&context.relay, context.tenant());
    let blob = relay.content.blob(tenant, &id).await?.ok_or(FetchError::NotPermitted)?;
    if !rooms::reads_blob(context, access, &blob).await? {
        return Err(FetchError::NotPermitted);
    }
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let indices = range(&blob, first, count).ok_or(FetchError::NotPermitted)?;
    let key = relay.at_rest.key(tenant, Scope::Case(blob.case)).await?;
    let mut bytes = Vec::with_capacity(indices.len() * SEALED_SEGMENT_BYTES);
    for index in indices {
        if relay.content.segment(tenant, &id, index).await?.is_none() {
            return Err(FetchError::NotPermitted);
        }
        let len = SEALED_SEGMENT_BYTES + OVERHEAD_BYTES;
        let sealed = relay.segments.read_segment(tenant, &id, index, len).await?.ok_or(FetchError::NotPermitted)?;
        bytes.extend_from_slice(&key.open(Row::Segment(&id, index), &sealed)?);
    }
    Ok(Answer::Segments(bytes.into()))
}
