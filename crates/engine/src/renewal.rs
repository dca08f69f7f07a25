//! The roster is renewed while a device that may sign it is in use: an office that changes nothing stays open.

use sotto_protocol::{
    roster::{ROSTER_LIFETIME_SECONDS, Roster, RosterBody},
    sign::PublicKey,
    time::{DAY_SECONDS, UnixSeconds},
};
use sotto_relay_api::Act;

use crate::{Engine, Error, contact::Contact};

/// With less than this left, the next version is published. A month is left for whoever comes by rarely.
const RENEWED_BEFORE_SECONDS: u64 = 60 * DAY_SECONDS;

impl Engine {
    /// Publishes the same roster for another 90 days, if this device may and it is time. The time is the log's.
    // enforces: ROST-07
    pub(crate) async fn renew_roster(&self, contact: &mut Contact<'_>, roster: Roster) -> Result<Roster, Error> {
        let may_sign = contact.root.body().roster_signers.contains(&PublicKey::of(&self.device.credential));
        let now = self.log_time(contact)?;
        if !may_sign || roster.body().expires_at > now.plus(RENEWED_BEFORE_SECONDS) {
            return Ok(roster);
        }
        let roster = following(&roster, now).sign(&self.device.credential);
        contact.act(&self.device.credential, Act::PublishRoster { roster }).await?;
        let renewed = contact.roster().await?;
        self.export_card(&self.organisation_card(&contact.organisation)?)?;
        Ok(renewed)
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
