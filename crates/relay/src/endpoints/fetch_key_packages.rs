//! `FetchKeyPackages`: one KeyPackage for each device. It costs a puzzle, since one-time packages
//! are used up by it.

use sotto_protocol::{ids::DeviceId, puzzle::Solution};
use sotto_relay_api::{Answer, FetchedKeyPackage, Refusal};
use sotto_relay_storage::StoreError;

use super::failed;
use crate::{
    context::Context,
    failure::{Failure, Refused},
};

const MOST_DEVICES: usize = 256;

/// Why no KeyPackages were handed out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchKeyPackagesError {
    /// Peer: proved nothing, or lost its access.
    #[error("not permitted")]
    NotPermitted,
    /// Peer: none, too many, or one device twice.
    #[error("the list of devices makes no sense")]
    BadList,
    /// Peer: the puzzle is not solved, or the solution was spent.
    #[error("the puzzle is not solved")]
    Puzzle,
    /// Local.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl Refused for FetchKeyPackagesError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotPermitted => Refusal::NotPermitted,
            Self::BadList => Refusal::BadRequest,
            Self::Puzzle => Refusal::PuzzleRequired,
            Self::Failed(failure) => failed(failure),
        }
    }
}

impl From<StoreError> for FetchKeyPackagesError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

// enforces: KEYP-12, KEYP-13
pub(crate) async fn handle(
    context: &Context,
    devices: &[DeviceId],
    solution: &Solution,
) -> Result<Answer, FetchKeyPackagesError> {
    if !context.is_mailbox() && context.access().await?.member().is_none() {
        return Err(FetchKeyPackagesError::NotPermitted);
    }
    let mut sorted = devices.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    if devices.is_empty() || devices.len() > MOST_DEVICES || sorted.len() != devices.len() {
        return Err(FetchKeyPackagesError::BadList);
    }
    let spent = context
        .relay
        .puzzles
        .check(context.tenant(), solution, context.now)
        .map_err(|_| FetchKeyPackagesError::Puzzle)?;

    // Packages of a device that is not certified, or no longer, are handed to nobody.
    let current = context.organisation.roster();
    let certified: Vec<DeviceId> =
        devices.iter().copied().filter(|device| current.roster.certified(device).is_some()).collect();
    let taken = context.relay.content.take_key_packages(context.tenant(), &certified, &spent, context.now).await?;
    let taken = taken.ok_or(FetchKeyPackagesError::Puzzle)?;
    let mut packages: std::collections::HashMap<DeviceId, Option<Vec<u8>>> = certified.into_iter().zip(taken).collect();
    let fetched = devices.iter().map(|device| {
        let package = packages.remove(device).flatten().map(Into::into);
        FetchedKeyPackage { device: *device, package }
    });
    Ok(Answer::KeyPackages(fetched.collect()))
}
