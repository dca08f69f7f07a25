//! `FetchTile`: the tree of the log in tiles, for whoever sees it grow.

use sotto_relay_api::{Answer, Refusal};
use sotto_tlog::TilePath;

use super::failed;
use crate::{
    context::Context,
    failure::{Failure, LogError, Refused},
};

/// Why no tile is answered.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchTileError {
    /// Peer: may not see the log.
    #[error("not permitted")]
    NotPermitted,
    /// Peer: no tile of this log has that path.
    #[error("no such tile")]
    NoSuchTile,
    /// Local.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl Refused for FetchTileError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotPermitted => Refusal::NotPermitted,
            Self::NoSuchTile => Refusal::BadRequest,
            Self::Failed(failure) => failed(failure),
        }
    }
}

// enforces: LOG-20, LOG-21
pub(crate) async fn handle(context: &Context, path: &str) -> Result<Answer, FetchTileError> {
    if !context.access().await?.sees_log() {
        return Err(FetchTileError::NotPermitted);
    }
    let path: TilePath = path.parse().map_err(|_| FetchTileError::NoSuchTile)?;
    context.pin_log().await?;
    let checkpoint = context.pinned().ok_or(FetchTileError::NoSuchTile)?;
    let tile = context.relay.logs.tile(context.tenant(), checkpoint, path).await;
    let tile = tile.map_err(|error: LogError| Failure::from(error))?;
    Ok(Answer::Tile(tile.ok_or(FetchTileError::NoSuchTile)?.into()))
}
