//! `FetchBlobState`: which segments of a blob have arrived, for its creator and its room's readers.

use sotto_protocol::ids::BlobId;
use sotto_relay_api::{Answer, BlobState};

use super::FetchError;
use crate::{context::Context, rooms};

pub(crate) async fn handle(context: &Context, id: BlobId) -> Result<Answer, FetchError> {
    let access = context.access().await?;
    let blob = context.relay.content.blob(context.tenant(), &id).await?.ok_or(FetchError::NotPermitted)?;
    if !rooms::made(context, access, &blob) && !rooms::reads_blob(context, access, &blob).await? {
        return Err(FetchError::NotPermitted);
    }
    let arrived = context.relay.content.arrived_segments(context.tenant(), &id).await?;
    Ok(Answer::Blob(BlobState { segments: blob.segments, missing: missing(blob.segments, &arrived) }))
}

/// The gaps in `arrived`, which is in order.
fn missing(segments: u32, arrived: &[u32]) -> Vec<(u32, u32)> {
    let mut gaps = Vec::new();
    let mut next = 0;
    for index in arrived.iter().copied().chain([segments]) {
        if index > next {
            gaps.push((next, index));
        }
        next = index.saturating_add(1);
    }
    gaps
}

#[cfg(test)]
mod tests {
    use super::missing;

    #[test]
    fn gaps_are_what_has_not_arrived() {
        assert_eq!(missing(4, &[]), [(0, 4)]);
        assert_eq!(missing(4, &[0, 1, 2, 3]), []);
        assert_eq!(missing(6, &[1, 4]), [(0, 1), (2, 4), (5, 6)]);
    }
}
