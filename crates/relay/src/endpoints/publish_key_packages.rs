//! `PublishKeyPackages`: a device leaves KeyPackages behind.

use sotto_relay_api::{Answer, KeyPackageUpload, Principal, Refusal};
use sotto_relay_storage::{PublishOutcome, StoreError, StoredKeyPackage};

use super::failed;
use crate::{
    access::Access,
    context::{AskedAct, Context, within_days},
    failure::{Failure, Refused},
    rooms,
};

const MOST_AT_ONCE: usize = 64;
const MOST_STORED: u32 = 200;
/// So that an answer with 256 of them fits into a frame.
const MOST_BYTES: usize = 4000;
/// A last-resort package lives a year; a little more for clocks that differ.
const MOST_DAYS: u64 = 370;

/// Why KeyPackages were not kept.
#[derive(Debug, thiserror::Error)]
pub(crate) enum PublishKeyPackagesError {
    /// Peer: not a device, or not signed by it.
    #[error("not permitted")]
    NotPermitted,
    /// Peer: none or too many, empty, or an expiry that lies behind or too far ahead.
    #[error("the KeyPackages make no sense")]
    BadPackages,
    /// Peer: a package is larger than any of ours.
    #[error("a KeyPackage is too large")]
    TooLarge,
    /// The device has enough.
    #[error("the device has too many KeyPackages")]
    TooMany,
    /// Local.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl Refused for PublishKeyPackagesError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotPermitted => Refusal::NotPermitted,
            Self::BadPackages => Refusal::BadRequest,
            Self::TooLarge => Refusal::TooLarge,
            Self::TooMany => Refusal::QuotaExceeded,
            Self::Failed(failure) => failed(failure),
        }
    }
}

impl From<StoreError> for PublishKeyPackagesError {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

// enforces: KEYP-11
pub(crate) async fn handle(
    context: &Context,
    act: &AskedAct,
    (packages, replaces): (Vec<KeyPackageUpload>, bool),
) -> Result<Answer, PublishKeyPackagesError> {
    let access = context.access().await?;
    let device = match (access, context.proven.map(|proven| proven.principal)) {
        (Access::Member { .. } | Access::Waiting(_), Some(Principal::Device(device))) => device,
        _ => return Err(PublishKeyPackagesError::NotPermitted),
    };
    if !rooms::signed_by(access, act) {
        return Err(PublishKeyPackagesError::NotPermitted);
    }
    if packages.iter().any(|upload| upload.package.len() > MOST_BYTES) {
        return Err(PublishKeyPackagesError::TooLarge);
    }
    let sound = |upload: &KeyPackageUpload| {
        !upload.package.is_empty() && within_days(context.now, upload.expires_at, MOST_DAYS)
    };
    if packages.is_empty() || packages.len() > MOST_AT_ONCE || !packages.iter().all(sound) {
        return Err(PublishKeyPackagesError::BadPackages);
    }
    let stored: Vec<StoredKeyPackage> = packages
        .into_iter()
        .map(|upload| StoredKeyPackage {
            reference: *upload.reference,
            package: upload.package.into(),
            last_resort: upload.last_resort,
            expires_at: upload.expires_at,
        })
        .collect();
    let outcome = context
        .relay
        .content
        .publish_key_packages(context.tenant(), &device, &stored, replaces, context.now, MOST_STORED)
        .await?;
    match outcome {
        PublishOutcome::Published => Ok(Answer::Done),
        PublishOutcome::TooMany => Err(PublishKeyPackagesError::TooMany),
    }
}
