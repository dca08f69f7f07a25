//! Rosters that follow: what an office changes, and the same anew while a device that may sign it is in use, so that an office
//! that changes nothing stays open.

use sotto_protocol::{
    roster::{ROSTER_LIFETIME_SECONDS, Roster, RosterBody},
    sign::PublicKey,
    time::{DAY_SECONDS, UnixSeconds},
};
use sotto_relay_api::Act;
use sotto_rpc_schema::ErrorCode;

use crate::{Engine, Error, contact::Contact, organisations::office};

/// With less than this left, the next version is published. A month is left for whoever comes by rarely.
const RENEWED_BEFORE_SECONDS: u64 = 60 * DAY_SECONDS;

impl Engine {
    /// Publishes the same roster for another 90 days, if this device may and it is time. The time is the log's.
    // enforces: ROST-07
    pub(crate) async fn renew_roster(&self, contact: &mut Contact<'_>, roster: Roster) -> Result<Roster, Error> {
        let now = self.log_time(contact)?;
        if !self.may_sign(contact) || roster.body().expires_at > now.plus(RENEWED_BEFORE_SECONDS) {
            return Ok(roster);
        }
        self.publish_roster(contact, &following(&roster, now)).await
    }

    /// A channel to the office's relay, for a device that signs its rosters, and the roster in force.
    ///
    /// # Errors
    /// `not_permitted` on any other device, and those of contact.
    pub(crate) async fn contact_to_sign(&self) -> Result<(Contact<'_>, Roster), Error> {
        let organisation = self.read(office)?.organisation;
        let mut contact = self.contact_as_device(organisation).await?;
        if !self.may_sign(&contact) {
            return Err(Error::Refused(ErrorCode::NotPermitted));
        }
        let roster = contact.roster().await?;
        Ok((contact, roster))
    }

    /// Signs and publishes the roster that comes next, and has the card that is given away name it.
    pub(crate) async fn publish_roster(&self, contact: &mut Contact<'_>, next: &RosterBody) -> Result<Roster, Error> {
        let roster = next.sign(&self.device.credential);
        contact.act(&self.device.credential, Act::PublishRoster { roster }).await?;
        let published = contact.roster().await?;
        self.export_card(&self.organisation_card(&contact.organisation)?)?;
        Ok(published)
    }

    pub(crate) fn may_sign(&self, contact: &Contact<'_>) -> bool {
        contact.root.body().roster_signers.contains(&PublicKey::of(&self.device.credential))
    }
}

/// The roster that follows `roster`, issued `now`; otherwise the same.
pub(crate) fn following(roster: &Roster, now: UnixSeconds) -> RosterBody {
    RosterBody {
        version: roster.version() + 1,
        issued_at: now,
        expires_at: now.plus(ROSTER_LIFETIME_SECONDS),
        ..roster.body().clone()
    }
}
