//! Who may be told who a reporter is: a part of the roster.

use sotto_protocol::{ids::HandlerId, roster::IdentityPolicy};
use sotto_rpc_schema::ErrorCode;

use crate::{
    Engine, Error,
    contact::{root_of, roster_of},
    organisations::office,
    renewal::following,
};

impl Engine {
    /// Who may open identities, and who may agree to it, by the newest roster on this device.
    ///
    /// # Errors
    /// `not_permitted` where nobody works on cases.
    pub fn identity_policy(&self) -> Result<(Vec<HandlerId>, Vec<HandlerId>), Error> {
        self.read(|tx| {
            let root = root_of(tx, &office(tx)?.organisation)?;
            let roster = roster_of(tx, &root)?.ok_or(Error::Refused(ErrorCode::NotPermitted))?;
            let people = roster.body().people.iter().map(|person| person.handler);
            Ok((people.filter(|handler| roster.may_open(handler)).collect(), roster.approvers().to_vec()))
        })
    }

    /// Publishes a roster by which only `openers` may open identities, and only when one of `approvers`, somebody else,
    /// agrees; without approvers, one person is enough.
    ///
    /// # Errors
    /// `not_permitted` on a device that does not sign rosters, `not_found` for somebody whom the roster does not name,
    /// `bad_request` where an opener would have nobody to ask, and those of contact.
    pub async fn set_identity_policy(&self, openers: &[HandlerId], approvers: &[HandlerId]) -> Result<u32, Error> {
        let _one_at_a_time = self.syncing.lock().await;
        let (mut contact, roster) = self.contact_to_sign().await?;
        if openers.iter().chain(approvers).any(|handler| roster.person(handler).is_none()) {
            return Err(Error::Refused(ErrorCode::NotFound));
        }
        let has_another = |opener: &HandlerId| approvers.iter().any(|approver| approver != opener);
        if openers.is_empty() || (!approvers.is_empty() && !openers.iter().all(has_another)) {
            return Err(Error::Refused(ErrorCode::BadRequest));
        }
        let now = self.log_time(&contact)?;
        let mut next = following(&roster, now);
        next.identity = Some(IdentityPolicy { openers: openers.to_vec(), approvers: approvers.to_vec() });
        Ok(self.publish_roster(&mut contact, &next).await?.version())
    }
}
