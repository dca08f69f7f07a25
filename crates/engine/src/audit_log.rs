//! The office's log as its members read it: in pages, each proved before anything of it is shown, and filled with the words
//! that this device may read. Nothing of a page is kept.

mod view;

use sotto_protocol::{codec, ids::OrganisationId, time::UnixSeconds};
use sotto_relay_api::{Answer, MAX_LOG_PAGE, PageEntry, Request};
use sotto_rpc_schema::ErrorCode;
use sotto_tlog::{
    Checkpoint, Commitment, EventError, InclusionProof, LeafIndex, LoggedEvent, Salt, UnverifiedEventProof,
    verify_inclusion,
};
use sotto_vault::Transaction;
pub use view::{LogActor, LogEntry, LogGroup, Logged, LoggedAct, LoggedCase};

use crate::{ContactError, Engine, Error, Witnessed, contact::Contact, witnesses::with_kept_cosignatures};

/// A run of the log, the newest entry first.
#[derive(Clone, Debug)]
pub struct LogPage {
    /// Without a gap.
    pub entries: Vec<LogEntry>,
    /// Under which they were proved.
    pub checkpoint: LogCheckpoint,
}

/// The log as its server signed it, and as this device checked it.
#[derive(Clone, Debug)]
pub struct LogCheckpoint {
    /// How many entries it covers.
    pub size: u64,
    /// Its root hash.
    pub root: [u8; 32],
    /// When it was signed, as it says.
    pub signed_at: UnixSeconds,
    /// When this device checked its signatures, that it continues the last one, and the entries.
    pub verified_at: UnixSeconds,
    /// Since when this device knows the key that signs it; none if the card has changed since.
    pub key_known_since: Option<UnixSeconds>,
    /// What witnesses say of the log.
    pub witnessed: Witnessed,
}

/// An entry with its proof for others.
#[derive(Clone, Debug)]
pub struct LogProof {
    /// The entry.
    pub entry: LogEntry,
    /// Under which it was proved.
    pub checkpoint: LogCheckpoint,
    /// A C2SP `tlog-proof` of it ([`verify_bundle`](crate::verify_bundle)); none where its event is not for this device.
    pub bundle: Option<Vec<u8>>,
}

/// An entry that is in the log.
struct Proved {
    index: u64,
    commitment: Commitment,
    path: InclusionProof,
    /// None where it is not for this device.
    event: Option<LoggedEvent>,
}

/// A page that was asked for: the entries, from the oldest on, and the checkpoint that they are proved under.
struct Asked<'e> {
    contact: Contact<'e>,
    checkpoint: Checkpoint,
    proved: Vec<Proved>,
}

impl Engine {
    /// A hundred entries of the office's log at most, before the one with the index `before`, or the newest.
    ///
    /// # Errors
    /// `not_permitted` where nobody works on cases, `not_found` for a place that the log does not have, `log_inconsistent`,
    /// `entry_missing`, and those of contact.
    pub async fn log_page(&self, before: Option<u64>) -> Result<LogPage, Error> {
        let asked = self.ask_page(before, MAX_LOG_PAGE).await?;
        let checkpoint = self.checkpoint_view(&asked)?;
        let entries = self.log_entries(&asked.contact.root, asked.proved)?;
        Ok(LogPage { entries, checkpoint })
    }

    /// One entry of the office's log with its proof for others.
    ///
    /// # Errors
    /// As [`Engine::log_page`].
    pub async fn log_proof(&self, index: u64) -> Result<LogProof, Error> {
        let before = index.checked_add(1).ok_or(Error::Refused(ErrorCode::NotFound))?;
        let asked = self.ask_page(Some(before), 1).await?;
        let checkpoint = self.checkpoint_view(&asked)?;
        let cosigned = self.read(|tx| with_kept_cosignatures(tx, &asked.contact.organisation, &asked.checkpoint))?;
        let bundle = asked.proved.first().and_then(|entry| bundle(entry, &cosigned)).transpose()?;
        let entry = self.log_entries(&asked.contact.root, asked.proved)?.pop().ok_or(ContactError::EntryMissing)?;
        Ok(LogProof { entry, checkpoint, bundle })
    }

    async fn ask_page(&self, before: Option<u64>, count: u32) -> Result<Asked<'_>, Error> {
        let organisation = self.office()?.ok_or(Error::Refused(ErrorCode::NotPermitted))?;
        let mut contact = self.contact_as_device(organisation).await?;
        // Names of those who joined since.
        let roster = contact.roster().await?;
        self.check_witnesses(&mut contact, &roster).await?;
        let Answer::LogPage(page) = contact.ask(Request::FetchLog { before, count }).await? else {
            return Err(ContactError::Protocol.into());
        };
        let checkpoint = contact.newest_verified().ok_or(ContactError::EntryMissing)?.clone();
        if before.is_some_and(|before| before > checkpoint.size().0) {
            return Err(Error::Refused(ErrorCode::NotFound));
        }
        let mut proved = check_page(&checkpoint, before, count, page)?;
        self.read(|tx| fill_in(tx, organisation, &mut proved))?;
        Ok(Asked { contact, checkpoint, proved })
    }

    fn checkpoint_view(&self, asked: &Asked<'_>) -> Result<LogCheckpoint, Error> {
        let row = self.read(|tx| Ok(tx.organisations().get(asked.contact.organisation)?))?;
        let is_first_card = asked.contact.root.chain().len() == 1;
        Ok(LogCheckpoint {
            size: asked.checkpoint.size().0,
            root: *asked.checkpoint.root().as_bytes(),
            signed_at: asked.checkpoint.time(),
            verified_at: self.now(),
            key_known_since: row.filter(|_| is_first_card).map(|row| row.added_at),
            witnessed: asked.contact.witnessed()?,
        })
    }
}

/// Believes a page that was asked for, as a whole or not at all.
// enforces: LOG-37
fn check_page(
    checkpoint: &Checkpoint,
    before: Option<u64>,
    most: u32,
    page: Vec<PageEntry>,
) -> Result<Vec<Proved>, ContactError> {
    let end = before.unwrap_or(checkpoint.size().0);
    let count = u64::try_from(page.len()).map_err(|_| ContactError::EntryMissing)?;
    let is_of_a_right_length = count <= u64::from(most) && (count > 0) == (end > 0);
    let first = end.checked_sub(count).filter(|_| is_of_a_right_length).ok_or(ContactError::EntryMissing)?;
    (first..)
        .zip(page)
        .map(|(index, entry)| prove(checkpoint, index, entry).ok_or(ContactError::EntryMissing))
        .collect()
}

/// The entry, if it is entry `index` of the log.
fn prove(checkpoint: &Checkpoint, index: u64, entry: PageEntry) -> Option<Proved> {
    let (place, proof, commitment, event) = match entry {
        PageEntry::Event(entry) => {
            let event = LoggedEvent::from_parts(entry.event.into(), Salt::from_bytes(*entry.salt));
            if !matches!(event.event(), Ok(_) | Err(EventError::UnknownKind)) {
                return None;
            }
            (entry.index, entry.proof, event.commitment(), Some(event))
        }
        PageEntry::Commitment(entry) => (entry.index, entry.proof, Commitment::from_bytes(*entry.commitment), None),
    };
    let path: InclusionProof = codec::from_slice(&proof).ok()?;
    let is_proved = place == index && verify_inclusion(checkpoint, LeafIndex(index), &commitment, &path).is_ok();
    is_proved.then_some(Proved { index, commitment, path, event })
}

/// The events that this device verified before, in place of their commitments.
// enforces: LOG-38
fn fill_in(tx: &Transaction<'_>, organisation: OrganisationId, page: &mut [Proved]) -> Result<(), Error> {
    for entry in page.iter_mut().filter(|entry| entry.event.is_none()) {
        let kept = tx.entries().get(organisation, entry.index)?;
        let kept = kept.map(|row| LoggedEvent::from_parts(row.event.into_bytes(), Salt::from_bytes(row.salt)));
        entry.event = kept.filter(|event| event.commitment() == entry.commitment);
    }
    Ok(())
}

fn bundle(entry: &Proved, checkpoint: &Checkpoint) -> Option<Result<Vec<u8>, Error>> {
    let event = entry.event.clone()?;
    let proof = UnverifiedEventProof::new(event, LeafIndex(entry.index), entry.path.clone(), checkpoint);
    Some(proof.map(|proof| proof.to_bytes()).map_err(|_| ContactError::EntryMissing.into()))
}
