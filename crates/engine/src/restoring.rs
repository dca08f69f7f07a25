//! Accepting, as the office, that its relay was put back from an older copy; and what a device says of one that was.

use sotto_protocol::{ids::OrganisationId, incarnation::IncarnationBody, roster::UnverifiedRoster, time::UnixSeconds};
use sotto_relay_api::{Act, Answer, Principal, Request};
use sotto_rpc_schema::ErrorCode;
use sotto_tlog::{Checkpoint, UnverifiedCheckpoint};

use crate::{
    ContactError, Engine, Error,
    contact::{
        Contact, conflict_of,
        incarnation::{number_of, restore_of},
        log_of, logged_roster, root_of, roster_of,
    },
    organisations::office,
    transport::Proving,
};

/// A restore of an office's relay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// Its number: the relay as it was founded is 1.
    pub incarnation: u32,
    /// How many entries the log had from which it goes on.
    pub kept: u64,
    /// How many entries of the log before this device had seen; none if none of these is lost.
    pub seen: Option<u64>,
    /// When the office stated it, by its clock; none where it has yet to.
    pub stated_at: Option<UnixSeconds>,
}

impl Engine {
    /// What the office stated of its relay, and this device accepted. Read from the vault alone.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn restored(&self, organisation: &OrganisationId) -> Result<Option<Restored>, Error> {
        let restore = self.read(|tx| {
            let root = root_of(tx, organisation)?;
            restore_of(tx, organisation, &log_of(&root)?)
        })?;
        Ok(restore.map(|restore| Restored {
            incarnation: restore.body.number,
            kept: restore.base.size().0,
            seen: restore.seen.map(|seen| seen.size().0),
            stated_at: Some(restore.body.stated_at),
        }))
    }

    /// Looks at what the office's relay lost, and states that it was put back from a copy if that is `confirmed`. What the relay
    /// lacks of the rosters is published again.
    ///
    /// # Errors
    /// `not_permitted` on a device that does not sign for the office, and those of contact.
    pub async fn accept_restore(&self, confirmed: bool) -> Result<Restored, Error> {
        let _one_at_a_time = self.syncing.lock().await;
        let organisation = self.read(office)?.organisation;
        let proving = Proving { principal: Principal::Device(self.device.device()), key: &self.device.channel };
        let mut contact = Contact::open_unsettled(self, organisation, proving).await?;
        if !self.may_sign(&contact) {
            return Err(Error::Refused(ErrorCode::NotPermitted));
        }
        let base = contact.unbelieved_checkpoint().await?;
        let lost = self.lost(&mut contact, &base).await?;
        let restored = Restored {
            incarnation: contact.next_incarnation().await?,
            kept: base.size().0,
            seen: lost.as_ref().map(|seen| seen.size().0),
            stated_at: None,
        };
        if !confirmed {
            return Ok(restored);
        }
        let stated_at = self.now();
        let statement = IncarnationBody {
            organisation,
            number: restored.incarnation,
            base: base.note().to_vec().into(),
            seen: lost.iter().map(|seen| seen.note().to_vec().into()).collect(),
            stated_at,
        };
        let rosters = self.known_rosters(&organisation)?;
        let statement = statement.sign(&self.device.credential);
        // Its answer brings the log that goes on from there, which this device accepts as every other does.
        contact.act(&self.device.credential, Act::StateRestored { statement }).await?;
        contact.heed_statement().await?;
        if self.read(|tx| number_of(tx, &organisation))? != restored.incarnation {
            return Err(ContactError::LogInconsistent.into());
        }
        self.publish_again(&mut contact, rosters).await?;
        Ok(Restored { stated_at: Some(stated_at), ..restored })
    }

    /// What this device saw of what the log at `base` lacks.
    async fn lost(&self, contact: &mut Contact<'_>, base: &Checkpoint) -> Result<Option<Checkpoint>, Error> {
        let kept = self.read(|tx| conflict_of(tx, &contact.organisation))?;
        let log = log_of(&contact.root)?;
        let kept = kept.and_then(|(seen, _)| UnverifiedCheckpoint::from_bytes(seen.into()).verify(&log).ok());
        let Some(seen) = kept.or(contact.last_checkpoint()?) else { return Ok(None) };
        Ok(if contact.continues(&seen, base).await? { None } else { Some(seen) })
    }

    /// Every roster that this device knows as it was published, from the oldest on.
    fn known_rosters(&self, organisation: &OrganisationId) -> Result<Vec<(u32, UnverifiedRoster)>, Error> {
        self.read(|tx| {
            let Some(newest) = roster_of(tx, &root_of(tx, organisation)?)? else { return Ok(Vec::new()) };
            let mut known = Vec::new();
            for version in 1..newest.version() {
                known.extend(logged_roster(tx, organisation, version)?.map(|roster| (version, roster)));
            }
            known.push((newest.version(), newest.signed().clone()));
            Ok(known)
        })
    }

    /// Publishes what the relay has lost of `rosters`, each as it was.
    async fn publish_again(
        &self,
        contact: &mut Contact<'_>,
        rosters: Vec<(u32, UnverifiedRoster)>,
    ) -> Result<(), Error> {
        let Answer::Roster(Some((current, _))) = contact.ask(Request::FetchRoster { newer_than: 0 }).await? else {
            return Err(ContactError::Protocol.into());
        };
        let current = current.verify(&contact.root)?.version();
        for (version, roster) in rosters.into_iter().filter(|(version, _)| *version > current) {
            contact.act(&self.device.credential, Act::PublishRoster { roster }).await?;
            contact.has_roster_of_version(version).await?;
        }
        Ok(())
    }
}
