//! `CountKeyPackages`: how many KeyPackages of its own a device has left.

use sotto_relay_api::{Answer, Principal};

use super::FetchError;
use crate::{access::Access, context::Context};

pub(crate) async fn handle(context: &Context) -> Result<Answer, FetchError> {
    let device = match (context.access().await?, context.proven.map(|proven| proven.principal)) {
        (Access::Member { .. } | Access::Waiting(_), Some(Principal::Device(device))) => device,
        _ => return Err(FetchError::NotPermitted),
    };
    let left = context.relay.content.count_key_packages(context.tenant(), &device, context.now).await?;
    Ok(Answer::KeyPackageCount { one_time: left.one_time, last_resort: left.last_resort })
}
