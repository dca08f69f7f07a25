//! What the one who speaks may be, at this moment: the roster in force decides, not the connection.

use sotto_protocol::{
    ids::{CaseId, DeviceId, HandlerId},
    roster::Role,
};
use sotto_relay_api::Principal;
use sotto_relay_storage::{ContentStore, StoreError};

use crate::organisations::Organisation;

/// A proven principal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Proven {
    pub(crate) principal: Principal,
    /// By which it proved itself.
    pub(crate) channel_key: [u8; 32],
}

/// What a principal is to its organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Access {
    /// Proved nothing.
    Nobody,
    /// The mailbox of a case that is still to be opened.
    NewMailbox(CaseId),
    /// The mailbox of a case.
    Mailbox {
        case: CaseId,
        /// Signs its acts.
        act_key: [u8; 32],
    },
    /// A device that has not joined.
    NewDevice(DeviceId),
    /// A device that joined and was never certified.
    Waiting(DeviceId),
    /// A certified device.
    Member { device: DeviceId, handler: HandlerId, role: Role },
    /// A device that was certified once and is no longer.
    Dismissed,
}

impl Access {
    /// A certified device.
    pub(crate) fn member(self) -> Option<(DeviceId, HandlerId, Role)> {
        match self {
            Self::Member { device, handler, role } => Some((device, handler, role)),
            _ => None,
        }
    }

    /// Sees the log grow.
    pub(crate) fn sees_log(self) -> bool {
        matches!(self, Self::Mailbox { .. } | Self::Waiting(_) | Self::Member { .. })
    }
}

/// What is known of a principal: its access, and the channel key that it must prove itself by.
pub(crate) struct Known {
    pub(crate) access: Access,
    /// None for whom nothing is known yet: any key will do, and is kept when they present themselves.
    pub(crate) channel_key: Option<[u8; 32]>,
}

/// What is known of `principal` now.
// enforces: CHAN-06
pub(crate) async fn known(
    content: &dyn ContentStore,
    organisation: &Organisation,
    principal: Principal,
) -> Result<Known, StoreError> {
    let tenant = organisation.tenant();
    match principal {
        Principal::Mailbox(case) => Ok(match content.case(tenant, &case).await? {
            Some(stored) => Known {
                access: Access::Mailbox { case, act_key: stored.act_key },
                channel_key: Some(stored.channel_key),
            },
            None => Known { access: Access::NewMailbox(case), channel_key: None },
        }),
        Principal::Device(device) => {
            let current = organisation.roster();
            if let Some((person, keys)) = current.roster.certified(&device) {
                let access = Access::Member { device, handler: person.handler, role: person.role };
                return Ok(Known { access, channel_key: Some(*keys.channel_key) });
            }
            if current.roster.body().revoked.contains(&device) {
                return Ok(Known { access: Access::Dismissed, channel_key: None });
            }
            Ok(match content.device(tenant, &device).await? {
                Some(stored) => Known {
                    access: if stored.was_certified { Access::Dismissed } else { Access::Waiting(device) },
                    channel_key: Some(stored.device.channel_key),
                },
                None => Known { access: Access::NewDevice(device), channel_key: None },
            })
        }
    }
}
