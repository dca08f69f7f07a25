//! `FetchWaiting`: devices that wait to be certified, for those who may invite.

use sotto_protocol::codec;
use sotto_relay_api::{Answer, WaitingDevice};
use sotto_relay_storage::StoreError;

use super::FetchError;
use crate::{
    at_rest::{Row, Scope},
    context::Context,
};

pub(crate) async fn handle(context: &Context) -> Result<Answer, FetchError> {
    let (_, _, role) = context.access().await?.member().ok_or(FetchError::NotPermitted)?;
    if !role.may_invite() {
        return Err(FetchError::NotPermitted);
    }
    let key = context.relay.at_rest.key(context.tenant(), Scope::Organisation).await?;
    let mut waiting = Vec::new();
    for device in context.relay.content.waiting_devices(context.tenant()).await? {
        let profile = key.open(Row::Device(&device.device), &device.profile)?;
        let profile: WaitingDevice = codec::from_slice(&profile).map_err(|_| StoreError::Damaged("devices"))?;
        waiting.push(profile);
    }
    Ok(Answer::Waiting(waiting))
}
