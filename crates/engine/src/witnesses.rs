//! Witnesses of the log: whom the roster names, and what they last agreed on, compared with what this device sees.

use sotto_protocol::{
    ids::OrganisationId,
    roster::{Roster, WitnessPolicy},
    time::UnixSeconds,
};
use sotto_relay_api::{Answer, Request};
use sotto_rpc_schema::ErrorCode;
use sotto_tlog::{Checkpoint, Cosigned, LogVerifier, QuorumError, UnverifiedCheckpoint, WitnessVerifier, Witnesses};
use sotto_vault::Transaction;

use crate::{
    ContactError, Engine, Error,
    contact::{Contact, log_of, root_of, roster_of},
    organisations::office,
    renewal::following,
};

/// A relay asks its witnesses each minute. What is not much older is not asked for again.
const RECENT_SECONDS: u64 = 600;

/// What witnesses said of a log, as this device checked it: that it is the one that this device sees.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Witnessed {
    /// Who the roster names.
    pub named: Vec<String>,
    /// How many of them must agree.
    pub threshold: usize,
    /// Who agreed, and when by their clocks.
    pub cosigned: Vec<(String, UnixSeconds)>,
    /// How many entries the log had then.
    pub size: u64,
}

impl Witnessed {
    /// Whether as many agree as the office asks for.
    pub fn is_quorum(&self) -> bool {
        self.threshold > 0 && self.cosigned.len() >= self.threshold
    }
}

impl Engine {
    /// What witnesses of an organisation's log said when this device last asked. Read from the vault alone.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn witnessed(&self, organisation: &OrganisationId) -> Result<Witnessed, Error> {
        self.read(|tx| {
            let root = root_of(tx, organisation)?;
            let Some(roster) = roster_of(tx, &root)? else { return Ok(Witnessed::default()) };
            let log = log_of(&root)?;
            let witnesses = witnesses_of(&roster, &log)?;
            let seen = kept(tx, organisation, &log)?;
            Ok(told(&witnesses, seen.as_ref()))
        })
    }

    /// Who watches the office's log, and how many of them must agree, by the newest roster on this device.
    ///
    /// # Errors
    /// `not_permitted` where nobody works on cases.
    pub fn witness_policy(&self) -> Result<Option<WitnessPolicy>, Error> {
        self.read(|tx| {
            let root = root_of(tx, &office(tx)?.organisation)?;
            let roster = roster_of(tx, &root)?.ok_or(Error::Refused(ErrorCode::NotPermitted))?;
            Ok(roster.body().witnesses.clone())
        })
    }

    /// Publishes a roster that names these witnesses of the log; none for nobody.
    ///
    /// # Errors
    /// `not_permitted` on a device that does not sign rosters, `bad_request` for keys that are no witnesses' or a threshold
    /// that they cannot reach, and those of contact.
    pub async fn set_witness_policy(&self, policy: Option<WitnessPolicy>) -> Result<u32, Error> {
        let _one_at_a_time = self.syncing.lock().await;
        let (mut contact, roster) = self.contact_to_sign().await?;
        let mut next = following(&roster, self.log_time(&contact)?);
        if let Some(policy) = &policy {
            let read = read(policy, &log_of(&contact.root)?);
            if read.is_err() || policy.threshold == 0 {
                return Err(Error::Refused(ErrorCode::BadRequest));
            }
        }
        next.witnesses = policy;
        Ok(self.publish_roster(&mut contact, &next).await?.version())
    }

    /// Asks what witnesses last agreed on, unless that was a moment ago, and whether it is the log that this device sees.
    ///
    /// Too few of them are no error: a witness that is out of reach must not keep anybody from reporting.
    ///
    /// # Errors
    /// `log_inconsistent` if they saw another log, and those of contact.
    // enforces: LOG-40
    pub(crate) async fn check_witnesses(&self, contact: &mut Contact<'_>, roster: &Roster) -> Result<(), Error> {
        let log = log_of(&contact.root)?;
        let witnesses = witnesses_of(roster, &log)?;
        if witnesses.verifiers().is_empty() {
            return Ok(());
        }
        let organisation = contact.organisation;
        let seen = self.read(|tx| kept(tx, &organisation, &log))?;
        let recently = self.log_time(contact)?.0.saturating_sub(RECENT_SECONDS);
        if told(&witnesses, seen.as_ref()).cosigned.iter().any(|(_, at)| at.0 >= recently) {
            return Ok(());
        }
        let Answer::Witnessed(note) = contact.ask(Request::FetchWitnessed).await? else {
            return Err(ContactError::Protocol.into());
        };
        let Some(note) = note else { return Ok(()) };
        let theirs = UnverifiedCheckpoint::from_bytes(note.to_vec()).verify(&log);
        let theirs = theirs.map_err(|_| ContactError::Protocol)?;
        // One wrong line, and none of them is taken.
        if let Err(QuorumError::Cosignature(_)) = witnesses.quorum(&theirs) {
            return Err(ContactError::Protocol.into());
        }
        contact.compare(&theirs).await?;
        if seen.is_some_and(|seen| seen.size() > theirs.size()) {
            return Ok(());
        }
        self.write(|tx| Ok(tx.settings().put(&setting(&organisation), theirs.note())?))
    }
}

/// `checkpoint` with the cosignatures that this device keeps, if they are of the same tree: what others can check too.
// enforces: LOG-41
pub(crate) fn with_kept_cosignatures(
    tx: &Transaction<'_>,
    organisation: &OrganisationId,
    checkpoint: &Checkpoint,
) -> Result<Checkpoint, Error> {
    let root = root_of(tx, organisation)?;
    let log = log_of(&root)?;
    let (Some(roster), Some(seen)) = (roster_of(tx, &root)?, kept(tx, organisation, &log)?) else {
        return Ok(checkpoint.clone());
    };
    if seen.head() != checkpoint.head() {
        return Ok(checkpoint.clone());
    }
    let cosigned = checkpoint.with_cosignatures(&witnesses_of(&roster, &log)?, seen.signature_lines());
    Ok(cosigned.unwrap_or_else(|_| checkpoint.clone()))
}

/// What the witnesses of a roster say under a checkpoint.
pub(crate) fn cosigned_under(roster: &Roster, log: &LogVerifier, checkpoint: &Checkpoint) -> Result<Witnessed, Error> {
    Ok(told(&witnesses_of(roster, log)?, Some(checkpoint)))
}

// enforces: LOG-39
fn witnesses_of(roster: &Roster, log: &LogVerifier) -> Result<Witnesses, Error> {
    let Some(policy) = &roster.body().witnesses else { return Ok(Witnesses::NONE) };
    read(policy, log).map_err(|()| Error::Refused(ErrorCode::RosterInvalid))
}

fn read(policy: &WitnessPolicy, log: &LogVerifier) -> Result<Witnesses, ()> {
    let verifiers = policy.vkeys.iter().map(|vkey| vkey.parse::<WitnessVerifier>()).collect::<Result<_, _>>();
    Witnesses::new(log, verifiers.map_err(drop)?, policy.threshold.into()).map_err(drop)
}

fn told(witnesses: &Witnesses, seen: Option<&Checkpoint>) -> Witnessed {
    let cosigned = match seen.map(|seen| witnesses.quorum(seen)) {
        Some(Ok(cosigned) | Err(QuorumError::TooFew { cosigned, .. })) => cosigned,
        _ => Vec::new(),
    };
    Witnessed {
        named: witnesses.verifiers().iter().map(|witness| witness.name().to_string()).collect(),
        threshold: witnesses.threshold(),
        cosigned: cosigned.into_iter().map(|Cosigned { witness, at }| (witness.to_string(), at)).collect(),
        size: seen.map_or(0, |seen| seen.size().0),
    }
}

fn kept(tx: &Transaction<'_>, organisation: &OrganisationId, log: &LogVerifier) -> Result<Option<Checkpoint>, Error> {
    let note = tx.settings().get(&setting(organisation))?;
    // What is kept was verified, by the key that the card names now too.
    Ok(note.and_then(|note| UnverifiedCheckpoint::from_bytes(note).verify(log).ok()))
}

/// Forgets what witnesses said of a log that does not go on.
pub(crate) fn forget(tx: &Transaction<'_>, organisation: &OrganisationId) -> Result<(), Error> {
    tx.settings().remove(&setting(organisation))?;
    Ok(())
}

fn setting(organisation: &OrganisationId) -> String {
    format!("log-witnessed/{organisation}")
}
