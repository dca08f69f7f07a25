//! Proofs of entries for others: made by a device that verified them, checked by a stranger who has the card alone.

use sotto_protocol::{card::Root, ids::OrganisationId, roster::Roster};
use sotto_rpc_schema::ErrorCode;
use sotto_tlog::{EventError, EventProofError, UnverifiedEventProof, Witnesses};

use crate::{
    Engine, Error, Witnessed,
    card_picture::card_in_file,
    contact::{conflict_of, log_of, root_of, roster_of},
    witnesses::cosigned_under,
};

/// What a proof shows.
#[derive(Clone, Debug)]
pub struct ProvenEntry {
    /// In whose log.
    pub organisation: OrganisationId,
    /// What that organisation is called in its card.
    pub organisation_name: String,
    /// Entries that the proof's checkpoint covers.
    pub size: u64,
    /// Its root hash.
    pub root: [u8; 32],
    /// The entry's place.
    pub index: u64,
    /// What happened; none for a kind that this version does not know.
    pub kind: Option<String>,
    /// When, as the log says.
    pub at: Option<String>,
    /// The event as it was written.
    pub event: String,
    /// What witnesses say under the checkpoint; nobody where the card has no roster that names any.
    pub witnessed: Witnessed,
}

/// Two checkpoints of one log that contradict each other, as the log signed them; a signed note each.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// Whose log.
    pub organisation: OrganisationId,
    /// What this device had seen; empty if it saw nothing before.
    pub seen: Vec<u8>,
    /// What it was offered then.
    pub offered: Vec<u8>,
}

/// Checks a proof against a card, given as a link or as the bytes of its file. Nothing is asked of anybody.
///
/// # Errors
/// `card_invalid`, `card_signature_invalid`; `bad_request` if it is no proof, `log_inconsistent` if this organisation's log
/// did not sign its checkpoint, `entry_missing` if the entry is not in that log.
pub fn verify_bundle(card: &[u8], bundle: &[u8]) -> Result<ProvenEntry, Error> {
    let card = card_in_file(card)?;
    let root = Root::follow(card.roots)?;
    let roster = card.roster.map(|roster| roster.verify(&root)).transpose()?;
    verify_with(&root, roster.as_ref(), bundle)
}

impl Engine {
    /// What is kept of logs that contradicted themselves. Nothing is sent to these organisations any more.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn log_evidence(&self) -> Result<Vec<Evidence>, Error> {
        self.read(|tx| {
            let mut found = Vec::new();
            for row in tx.organisations().list()? {
                let organisation = row.organisation;
                found.extend(conflict_of(tx, &organisation)?.map(|(seen, offered)| Evidence {
                    organisation,
                    seen: seen.into(),
                    offered: offered.into(),
                }));
            }
            Ok(found)
        })
    }

    /// Checks a proof against the cards of this vault. Nothing is asked of anybody.
    ///
    /// # Errors
    /// As [`verify_bundle`], and `organisation_unknown` where no card is of the organisation whose log it is.
    pub fn verify_bundle(&self, bundle: &[u8]) -> Result<ProvenEntry, Error> {
        let organisations = self.read(|tx| Ok(tx.organisations().list()?))?;
        for row in organisations {
            let (root, roster) = self.read(|tx| {
                let root = root_of(tx, &row.organisation)?;
                let roster = roster_of(tx, &root)?;
                Ok((root, roster))
            })?;
            match verify_with(&root, roster.as_ref(), bundle) {
                Err(Error::Refused(ErrorCode::LogInconsistent)) => {}
                checked => return checked,
            }
        }
        Err(Error::Refused(ErrorCode::OrganisationUnknown))
    }
}

fn verify_with(root: &Root, roster: Option<&Roster>, bundle: &[u8]) -> Result<ProvenEntry, Error> {
    let code = |error| {
        Error::Refused(match error {
            EventProofError::TooLong | EventProofError::Malformed => ErrorCode::BadRequest,
            EventProofError::Checkpoint(_) => ErrorCode::LogInconsistent,
            _ => ErrorCode::EntryMissing,
        })
    };
    // How many witnesses are enough is for whoever checks to say: they are told who cosigned.
    let proof = UnverifiedEventProof::from_bytes(bundle).map_err(code)?;
    let log = log_of(root)?;
    let proof = proof.verify(&log, &Witnesses::NONE).map_err(code)?;
    let witnessed = roster.map(|roster| cosigned_under(roster, &log, proof.checkpoint())).transpose()?;
    let event = match proof.event().event() {
        Ok(event) => Some(event),
        Err(EventError::UnknownKind) => None,
        Err(_) => return Err(Error::Refused(ErrorCode::EntryMissing)),
    };
    Ok(ProvenEntry {
        organisation: root.organisation(),
        organisation_name: root.body().name.clone(),
        size: proof.checkpoint().size().0,
        root: *proof.checkpoint().root().as_bytes(),
        index: proof.index().0,
        kind: event.as_ref().map(|event| event.kind().as_str().to_owned()),
        at: event.as_ref().map(|event| event.at().to_string()),
        event: String::from_utf8_lossy(proof.event().event_bytes()).into_owned(),
        witnessed: witnessed.unwrap_or_default(),
    })
}
