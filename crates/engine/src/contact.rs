//! Contact with one organisation's relay: what it says is checked before it is believed.
//!
//! Every answer that carries a checkpoint is checked against the last one that this device saw,
//! for any case and any principal of the organisation alike.

pub(crate) mod incarnation;

use std::collections::VecDeque;

use ed25519_dalek::SigningKey;
use minicbor::bytes::{ByteArray, ByteVec};
use rand_core::Rng;
use sotto_protocol::{
    card::{Card, Root},
    codec,
    ids::{DeviceId, OrganisationId},
    puzzle::{Puzzle, Solution},
    roster::{Roster, UnverifiedRoster},
};
use sotto_relay_api::{
    Act, ActBody, Answer, FetchedKeyPackage, LogUpdate, LoggedEntry, Push, Refusal, Request, SignedAct,
};
use sotto_rooms::{Binding, NoRoster};
use sotto_rpc_schema::ErrorCode;
use sotto_tlog::{
    Checkpoint, ConsistencyProof, Event as LogEvent, EventKind, InclusionProof, LeafIndex, LogVerifier, LoggedEvent,
    Origin, RequestHash, Salt, UnverifiedCheckpoint, UnverifiedEventProof, verify_consistency, verify_inclusion,
};
use sotto_vault::{Transaction, tables};

use crate::{
    ContactError, Engine, Error, Event, Witnessed,
    outbox::Leaving,
    surroundings::chance,
    transport::{Channel, Proving, Window},
    witnesses::with_kept_cosignatures,
};

/// How often the log may grow between two answers before the relay is taken for one that plays for time.
const MAX_GROWTHS: u32 = 16;
/// How many solutions are tried before it is left for the next contact.
const MOST_SOLUTIONS: u32 = 4;
/// What a puzzle may cost: ten minutes of one core. The default of a relay under the heaviest load is a tenth of it.
const MOST_EFFORT: u32 = 65_536;
/// How many answers back an entry may have come.
const MOST_VERIFIED: usize = 16;
/// How many checkpoints of others wait to be compared.
const MOST_HEARD: usize = 64;

/// A channel to an organisation's relay, and what this device knows of the organisation.
pub(crate) struct Contact<'e> {
    engine: &'e Engine,
    pub(crate) organisation: OrganisationId,
    pub(crate) root: Root,
    log: LogVerifier,
    channel: Channel,
    /// What it sends of what waits.
    pub(crate) leaving: Leaving,
    /// Checkpoints that were verified here, the newest last: an answer's entries are proved under its own.
    verified: VecDeque<Checkpoint>,
}

/// How many solutions the relay did not take, for one request.
#[derive(Default)]
pub(crate) struct Solutions(u32);

impl Solutions {
    /// One that was spent, or came too late, is followed by another.
    // enforces: PUZZ-04
    pub(crate) fn is_another_worth(&mut self, error: &Error) -> bool {
        self.0 += 1;
        self.0 < MOST_SOLUTIONS && error.is_refusal(Refusal::PuzzleRequired)
    }
}

/// An entry of the log that was checked on this device.
#[derive(Clone, Debug)]
pub(crate) struct CheckedEntry {
    pub(crate) index: u64,
    pub(crate) event: LogEvent,
}

impl<'e> Contact<'e> {
    /// Connects to the relay of `organisation`.
    pub(crate) async fn open(
        engine: &'e Engine,
        organisation: OrganisationId,
        proving: Option<Proving<'_>>,
    ) -> Result<Self, Error> {
        let root = engine.read(|tx| root_of(tx, &organisation))?;
        Self::open_with(engine, root, proving).await
    }

    /// Connects to the relay that `root` names.
    pub(crate) async fn open_with(engine: &'e Engine, root: Root, proving: Option<Proving<'_>>) -> Result<Self, Error> {
        let organisation = root.organisation();
        let log = log_of(&root)?;
        Self::settle_conflict(engine, &root, &log).await?;
        let channel = Channel::open(&engine.dialer, &root.body().relay, Some(organisation), proving).await?;
        Ok(Self { engine, organisation, root, log, channel, leaving: Leaving::All, verified: VecDeque::new() })
    }

    /// Asks, and believes the answer's checkpoint only if it continues the last one.
    pub(crate) async fn ask(&mut self, request: Request) -> Result<Answer, Error> {
        // One at a time for all contacts with the organisation: what is believed never goes back.
        let turn = self.engine.turn(self.organisation);
        let _turn = turn.lock().await;
        let seen = self.last_checkpoint()?;
        let seen_size = seen.as_ref().map_or(0, |checkpoint| checkpoint.size().0);
        let (answer, update) = self.channel.ask(seen_size, request).await?;
        if let Some(update) = update {
            self.take_checkpoint(seen.as_ref(), &update).await?;
        }
        match answer {
            Answer::Refused(refusal) => Err(ContactError::Refused(refusal).into()),
            answer => Ok(answer),
        }
    }

    /// Asks for parts of files.
    pub(crate) fn window(&mut self) -> Window<'_> {
        self.channel.window()
    }

    /// What witnesses said of the log when this device last asked.
    pub(crate) fn witnessed(&self) -> Result<Witnessed, Error> {
        self.engine.witnessed(&self.organisation)
    }

    /// Signs and asks for a change. The same `id` again, after a cut, is done once.
    pub(crate) async fn act(&mut self, key: &SigningKey, act: Act) -> Result<(Answer, RequestHash), Error> {
        let mut id = [0; 16];
        chance().fill_bytes(&mut id);
        let seen = self.last_checkpoint()?;
        let seen = seen.map(|checkpoint| (checkpoint.size().0, ByteArray::from(*checkpoint.root().as_bytes())));
        let body = ActBody { organisation: Some(self.organisation), id: id.into(), seen, act };
        let signed = SignedAct::sign(&body, key);
        let hash = RequestHash::from_bytes(signed.hash());
        Ok((self.ask(Request::Act(signed)).await?, hash))
    }

    /// Waits for what the relay says unasked.
    pub(crate) async fn next_push(&mut self) -> Result<Push, Error> {
        Ok(self.channel.next_push().await?)
    }

    /// The newest roster, with its entry checked; the relay may not go back behind the last one.
    pub(crate) async fn roster(&mut self) -> Result<Roster, Error> {
        let known = self.engine.read(|tx| roster_of(tx, &self.root))?;
        let newer_than = known.as_ref().map_or(0, Roster::version);
        match (self.fetch_roster(newer_than).await?, known) {
            (Some(newer), _) => Ok(newer),
            (None, Some(known)) => Ok(known),
            (None, None) => Err(ContactError::Protocol.into()),
        }
    }

    /// The newest roster, also if it is known, since its entry comes with a checkpoint: a mailbox whose case is still to
    /// come is shown no other, and a wrong clock decides nothing.
    pub(crate) async fn roster_and_time(&mut self) -> Result<Roster, Error> {
        let known = self.engine.read(|tx| roster_of(tx, &self.root))?;
        let before = known.map_or(0, |known| known.version().saturating_sub(1));
        self.fetch_roster(before).await?.ok_or_else(|| ContactError::RosterOlder.into())
    }

    /// Why this relay denies a case of our own whose opening this device saw in its log: it has lost or dropped it.
    ///
    /// It shows a mailbox that it does not know no checkpoint but the one that a roster comes with. That tells a log that went
    /// back, of which both checkpoints are kept, from one that goes on without the case.
    // enforces: LOG-17
    pub(crate) async fn denial(&mut self) -> Error {
        match self.fetch_roster(0).await {
            Err(error) if error.code() == ErrorCode::LogInconsistent => error,
            _ => ContactError::EntryMissing.into(),
        }
    }

    // enforces: ROST-06
    async fn fetch_roster(&mut self, newer_than: u32) -> Result<Option<Roster>, Error> {
        let Answer::Roster(newer) = self.ask(Request::FetchRoster { newer_than }).await? else {
            return Err(ContactError::Protocol.into());
        };
        let Some((roster, entry)) = newer else { return Ok(None) };
        let roster = roster.verify(&self.root)?;
        if roster.version() <= newer_than {
            return Err(ContactError::RosterOlder.into());
        }
        let index = self.check_roster_entry(&roster, &entry)?;
        let known = self.engine.read(|tx| roster_of(tx, &self.root))?;
        if known.is_none_or(|known| known.version() < roster.version()) {
            self.engine.write(|tx| keep_logged_roster(tx, &roster, index))?;
            self.engine.tell(Event::OrganisationChanged(self.organisation));
        }
        Ok(Some(roster))
    }

    /// Brings the roster of exactly this version, by which a Commit is judged; whether there is one.
    pub(crate) async fn has_roster_of_version(&mut self, version: u32) -> Result<bool, Error> {
        let Answer::Roster(found) = self.ask(Request::FetchRosterVersion { version }).await? else {
            return Err(ContactError::Protocol.into());
        };
        let Some((roster, entry)) = found else { return Ok(false) };
        let roster = roster.verify(&self.root)?;
        if roster.version() != version {
            return Err(ContactError::Protocol.into());
        }
        let index = self.check_roster_entry(&roster, &entry)?;
        self.engine.write(|tx| keep_logged_roster(tx, &roster, index))?;
        Ok(true)
    }

    /// The roster by which the Commit with this binding is judged.
    pub(crate) fn roster_named(&self, tx: &Transaction<'_>, binding: &Binding) -> Result<Roster, NoRoster> {
        let known = || roster_by_version(tx, &self.root, binding.roster_version).ok().flatten();
        logged_before(&self.log, &binding.checkpoint, known)
    }

    /// As [`Self::act`], for an act that costs a solution.
    ///
    /// # Errors
    /// `puzzle_required` if the relay takes none, and those of contact.
    pub(crate) async fn paid_act(
        &mut self,
        key: &SigningKey,
        act: impl Fn(Solution) -> Act,
    ) -> Result<(Answer, RequestHash), Error> {
        let mut solutions = Solutions::default();
        loop {
            let solution = self.solution().await?;
            match self.act(key, act(solution)).await {
                Err(error) if solutions.is_another_worth(&error) => {}
                answered => return answered,
            }
        }
    }

    async fn solution(&mut self) -> Result<Solution, Error> {
        let Answer::Puzzle(puzzle) = self.ask(Request::FetchPuzzle).await? else {
            return Err(ContactError::Protocol.into());
        };
        solved(puzzle).await
    }

    /// One KeyPackage for each device that has left one.
    pub(crate) async fn key_packages(&mut self, devices: Vec<DeviceId>) -> Result<Vec<FetchedKeyPackage>, Error> {
        let mut solutions = Solutions::default();
        loop {
            let solution = self.solution().await?;
            match self.ask(Request::FetchKeyPackages { devices: devices.clone(), solution }).await {
                Ok(Answer::KeyPackages(packages)) => return Ok(packages),
                Ok(_) => return Err(ContactError::Protocol.into()),
                Err(error) if solutions.is_another_worth(&error) => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// Takes note of the checkpoint that another member saw, with what brought it: a cut after that forgets nothing. One
    /// that the log did not sign says nothing about the log.
    pub(crate) fn hear(&self, tx: &Transaction<'_>, note: &[u8]) -> Result<(), Error> {
        if UnverifiedCheckpoint::from_bytes(note.to_vec()).verify(&self.log).is_err() {
            return Ok(());
        }
        let mut heard = heard_of(tx, &self.organisation)?;
        if !heard.iter().any(|known| known.as_slice() == note) {
            heard.push(note.to_vec().into());
        }
        keep_heard(tx, &self.organisation, &heard)
    }

    /// Compares what other members saw of the log with what this device sees: one log for everyone, or evidence.
    // enforces: LOG-19
    pub(crate) async fn compare_heard(&mut self) -> Result<(), Error> {
        while let Some(note) = self.engine.read(|tx| heard_of(tx, &self.organisation))?.pop() {
            if let Ok(theirs) = UnverifiedCheckpoint::from_bytes(note.to_vec()).verify(&self.log) {
                self.compare(&theirs).await?;
            }
            self.engine.write(|tx| {
                let mut heard = heard_of(tx, &self.organisation)?;
                heard.retain(|known| *known != note);
                keep_heard(tx, &self.organisation, &heard)
            })?;
        }
        Ok(())
    }

    pub(crate) async fn compare(&mut self, theirs: &Checkpoint) -> Result<(), Error> {
        for _ in 0..MAX_GROWTHS {
            self.ask(Request::FetchCheckpoint).await?;
            let own = self.last_checkpoint()?.ok_or(ContactError::EntryMissing)?;
            if theirs.size() > own.size() {
                // They saw it before they wrote what this relay has handed out since.
                return self.differ(&own, theirs).await;
            }
            let (_, update) = self.channel.ask(theirs.size().0, Request::FetchCheckpoint).await?;
            let update = update.ok_or(ContactError::Protocol)?;
            let newest = UnverifiedCheckpoint::from_bytes(update.checkpoint.to_vec()).verify(&self.log);
            let newest = newest.map_err(|_| ContactError::Protocol)?;
            if newest.size() != own.size() {
                // The log grew between the two answers.
                continue;
            }
            let proof = consistency_of(&update);
            let same = newest.root() == own.root();
            if same && proof.is_some_and(|proof| proves_one_log(theirs, &newest, &proof)) {
                return Ok(());
            }
            return self.differ(&own, theirs).await;
        }
        Err(ContactError::Protocol.into())
    }

    /// Keeps both checkpoints as evidence.
    fn contradicts(&self, seen: &[u8], offered: &[u8]) -> Result<(), Error> {
        self.engine.write(|tx| keep_conflict(tx, &self.organisation, seen, offered))?;
        Err(ContactError::LogInconsistent.into())
    }

    /// Checks that `entry` is in the log that this device knows.
    // enforces: LOG-16
    pub(crate) fn check_entry(&self, entry: &LoggedEntry) -> Result<CheckedEntry, Error> {
        let event = self.proved(entry)?.0.event().map_err(|_| ContactError::EntryMissing)?;
        Ok(CheckedEntry { index: entry.index, event })
    }

    /// A proof of `entry` for others, under a checkpoint that was verified here.
    ///
    /// # Errors
    /// `entry_missing`.
    pub(crate) fn bundle(&self, entry: &LoggedEntry) -> Result<Vec<u8>, Error> {
        let (logged, path, checkpoint) = self.proved(entry)?;
        let checkpoint = self.engine.read(|tx| with_kept_cosignatures(tx, &self.organisation, checkpoint))?;
        let proof = UnverifiedEventProof::new(logged, LeafIndex(entry.index), path, &checkpoint);
        Ok(proof.map_err(|_| ContactError::EntryMissing)?.to_bytes())
    }

    /// The event of `entry`, its proof, and the checkpoint verified here to which that leads.
    fn proved(&self, entry: &LoggedEntry) -> Result<(LoggedEvent, InclusionProof, &Checkpoint), Error> {
        let path: InclusionProof = codec::from_slice(&entry.proof).map_err(|_| ContactError::EntryMissing)?;
        let logged = LoggedEvent::from_parts(entry.event.to_vec(), Salt::from_bytes(*entry.salt));
        let (index, commitment) = (LeafIndex(entry.index), logged.commitment());
        let proves = |checkpoint: &&Checkpoint| verify_inclusion(checkpoint, index, &commitment, &path).is_ok();
        let checkpoint = self.verified.iter().rev().find(proves).ok_or(ContactError::EntryMissing)?;
        Ok((logged, path, checkpoint))
    }

    /// The checkpoint that was last verified here: of the last answer that came with one.
    pub(crate) fn newest_verified(&self) -> Option<&Checkpoint> {
        self.verified.back()
    }

    /// Keeps a checked entry of a case.
    pub(crate) fn keep_entry(
        &self,
        tx: &Transaction<'_>,
        entry: &LoggedEntry,
        case: Option<sotto_protocol::ids::CaseId>,
    ) -> Result<(), Error> {
        let row = tables::Entry {
            organisation: self.organisation,
            position: entry.index,
            event: String::from_utf8_lossy(&entry.event).into_owned(),
            salt: *entry.salt,
            case,
            verified_at: self.engine.now(),
        };
        Ok(tx.entries().put(&row)?)
    }

    pub(crate) fn last_checkpoint(&self) -> Result<Option<Checkpoint>, Error> {
        let row = self.engine.read(|tx| Ok(tx.organisations().get(self.organisation)?))?;
        let Some(note) = row.and_then(|row| row.checkpoint) else { return Ok(None) };
        let checkpoint = UnverifiedCheckpoint::from_bytes(note).verify(&self.log);
        checkpoint.map(Some).map_err(|_| Error::Malformed(codec::Malformed))
    }

    /// The last checkpoint as it travels inside messages; empty before the first.
    pub(crate) fn checkpoint_note(&self, tx: &Transaction<'_>) -> Result<Vec<u8>, Error> {
        let row = tx.organisations().get(self.organisation)?;
        Ok(row.and_then(|row| row.checkpoint).unwrap_or_default())
    }

    // enforces: LOG-17
    async fn take_checkpoint(&mut self, seen: Option<&Checkpoint>, update: &LogUpdate) -> Result<(), Error> {
        let offered = UnverifiedCheckpoint::from_bytes(update.checkpoint.to_vec());
        let continues = |checkpoint: &Checkpoint| {
            let Some(seen) = seen else { return true };
            let proof = consistency_of(update);
            proof.is_some_and(|proof| verify_consistency(seen, checkpoint, &proof).is_ok())
        };
        match offered.verify(&self.log) {
            Ok(checkpoint) if continues(&checkpoint) => {
                self.engine
                    .write(|tx| Ok(tx.organisations().update_checkpoint(self.organisation, checkpoint.note())?))?;
                if self.verified.len() == MOST_VERIFIED {
                    self.verified.pop_front();
                }
                self.verified.push_back(checkpoint);
                Ok(())
            }
            Ok(checkpoint) if self.goes_on_elsewhere(seen, &checkpoint).await? => {
                // What came with it is proved under it.
                self.verified.push_back(checkpoint);
                Ok(())
            }
            _ => {
                let seen = seen.map(|checkpoint| checkpoint.note().to_vec()).unwrap_or_default();
                self.contradicts(&seen, offered.as_bytes())
            }
        }
    }

    /// Where the log holds the roster.
    fn check_roster_entry(&self, roster: &Roster, entry: &LoggedEntry) -> Result<u64, Error> {
        let checked = self.check_entry(entry)?;
        let detail = checked.event.detail();
        let says = |key: &str, value: &str| detail.get(key).is_some_and(|said| said == value);
        let fits = checked.event.kind() == EventKind::RosterPublished
            && says("version", &roster.version().to_string())
            && says("sha256", &data_encoding::HEXLOWER.encode(&roster.hash()));
        if fits { Ok(checked.index) } else { Err(ContactError::EntryMissing.into()) }
    }
}

/// The consistency proof of an update; none if it is not one.
fn consistency_of(update: &LogUpdate) -> Option<ConsistencyProof> {
    if update.consistency.is_empty() {
        return Some(ConsistencyProof::default());
    }
    codec::from_slice(&update.consistency).ok()
}

/// Whether the log at `newest` continues the log at `theirs`. Their time may be later: they asked later.
fn proves_one_log(theirs: &Checkpoint, newest: &Checkpoint, proof: &ConsistencyProof) -> bool {
    if theirs.size() == newest.size() {
        return theirs.root() == newest.root();
    }
    verify_consistency(theirs, newest, proof).is_ok()
}

impl Error {
    /// Whether the relay refused for this reason.
    pub(crate) fn is_refusal(&self, refusal: Refusal) -> bool {
        matches!(self, Self::Contact(ContactError::Refused(refused)) if *refused == refusal)
    }
}

/// Solves a puzzle, if it asks for no more than it may.
pub(crate) async fn solved(puzzle: Puzzle) -> Result<Solution, Error> {
    if puzzle.effort > MOST_EFFORT {
        return Err(ContactError::Refused(Refusal::PuzzleRequired).into());
    }
    let solving = tokio::task::spawn_blocking(move || puzzle.solve(&mut chance()));
    solving.await.map_err(|_| Error::Refused(ErrorCode::Internal))
}

/// The log of the organisation that `root` describes.
pub(crate) fn log_of(root: &Root) -> Result<LogVerifier, Error> {
    let origin = Origin::of_organisation(&root.organisation());
    LogVerifier::new(origin, root.body().relay.log_key.as_bytes()).map_err(|_| Error::Refused(ErrorCode::CardInvalid))
}

/// The organisation's root metadata, followed again from what the vault holds.
pub(crate) fn root_of(tx: &Transaction<'_>, organisation: &OrganisationId) -> Result<Root, Error> {
    let row = tx.organisations().get(*organisation)?.ok_or(Error::Refused(ErrorCode::OrganisationUnknown))?;
    Ok(Root::follow(card_in(&row)?.roots)?)
}

/// The card that a row holds.
pub(crate) fn card_in(row: &tables::Organisation) -> Result<Card, Error> {
    Ok(codec::from_slice(&row.card)?)
}

/// The newest roster that this device knows.
pub(crate) fn roster_of(tx: &Transaction<'_>, root: &Root) -> Result<Option<Roster>, Error> {
    let row = tx.organisations().get(root.organisation())?;
    let Some(bytes) = row.map(|row| row.roster).filter(|bytes| !bytes.is_empty()) else { return Ok(None) };
    let roster: UnverifiedRoster = codec::from_slice(&bytes)?;
    Ok(Some(roster.verify(root)?))
}

/// Keeps a roster if it is newer than the one that is known.
pub(crate) fn keep_roster(tx: &Transaction<'_>, roster: &Roster) -> Result<(), Error> {
    let bytes = codec::to_vec(roster.signed());
    tx.organisations().update_roster(roster.body().organisation, &bytes, u64::from(roster.version()))?;
    Ok(())
}

/// The same, and its version by itself with where the log holds it: Commits are judged by the version that they name.
fn keep_logged_roster(tx: &Transaction<'_>, roster: &Roster, index: u64) -> Result<(), Error> {
    let setting = roster_setting(&roster.body().organisation, roster.version());
    tx.settings().put(&setting, &codec::to_vec(&(index, roster.signed())))?;
    keep_roster(tx, roster)
}

/// The roster of this version as it was published, if it is kept by itself.
pub(crate) fn logged_roster(
    tx: &Transaction<'_>,
    organisation: &OrganisationId,
    version: u32,
) -> Result<Option<UnverifiedRoster>, Error> {
    let kept = tx.settings().get(&roster_setting(organisation, version))?;
    let kept = kept.map(|bytes| codec::from_slice::<(u64, UnverifiedRoster)>(&bytes)).transpose()?;
    Ok(kept.map(|(_, roster)| roster))
}

fn roster_by_version(tx: &Transaction<'_>, root: &Root, version: u32) -> Result<Option<(u64, Roster)>, Error> {
    let Some(bytes) = tx.settings().get(&roster_setting(&root.organisation(), version))? else { return Ok(None) };
    let (index, roster): (u64, UnverifiedRoster) = codec::from_slice(&bytes)?;
    Ok(Some((index, roster.verify(root)?)))
}

/// The roster that is `known` to lie at an index of the log, if that is below the size of the checkpoint in `note`. The
/// answer is the same for everyone who is sent the note, at any time.
// enforces: ROOM-18
fn logged_before<R>(log: &LogVerifier, note: &[u8], known: impl FnOnce() -> Option<(u64, R)>) -> Result<R, NoRoster> {
    let Ok(checkpoint) = UnverifiedCheckpoint::from_bytes(note.to_vec()).verify(log) else {
        return Err(NoRoster::NotYet);
    };
    let (index, roster) = known().ok_or(NoRoster::Unknown)?;
    if index < checkpoint.size().0 { Ok(roster) } else { Err(NoRoster::NotYet) }
}

fn roster_setting(organisation: &OrganisationId, version: u32) -> String {
    format!("roster/{organisation}/{version}")
}

fn conflict_setting(organisation: &OrganisationId) -> String {
    format!("log-conflict/{organisation}")
}

/// The notes that other members saw and that are still to be compared.
fn heard_of(tx: &Transaction<'_>, organisation: &OrganisationId) -> Result<Vec<ByteVec>, Error> {
    Ok(tx
        .settings()
        .get(&heard_setting(organisation))?
        .map(|bytes| codec::from_slice(&bytes))
        .transpose()?
        .unwrap_or_default())
}

fn keep_heard(tx: &Transaction<'_>, organisation: &OrganisationId, heard: &[ByteVec]) -> Result<(), Error> {
    // The last ones say most; a member who sends many does not fill the vault.
    let kept = heard.get(heard.len().saturating_sub(MOST_HEARD)..).unwrap_or_default().to_vec();
    Ok(tx.settings().put(&heard_setting(organisation), &codec::to_vec(&kept))?)
}

fn heard_setting(organisation: &OrganisationId) -> String {
    format!("log-heard/{organisation}")
}

/// Keeps both signed checkpoints as evidence; nothing is sent to this organisation from then on.
fn keep_conflict(
    tx: &Transaction<'_>,
    organisation: &OrganisationId,
    seen: &[u8],
    offered: &[u8],
) -> Result<(), Error> {
    let evidence = (ByteVec::from(seen.to_vec()), ByteVec::from(offered.to_vec()));
    Ok(tx.settings().put(&conflict_setting(organisation), &codec::to_vec(&evidence))?)
}

/// Both checkpoints of a contradiction: what this device had seen, and what it was offered.
pub(crate) fn conflict_of(
    tx: &Transaction<'_>,
    organisation: &OrganisationId,
) -> Result<Option<(ByteVec, ByteVec)>, Error> {
    let evidence = tx.settings().get(&conflict_setting(organisation))?;
    Ok(evidence.map(|bytes| codec::from_slice(&bytes)).transpose()?)
}

/// Whether this organisation's log was caught in a contradiction.
pub(crate) fn has_conflict(tx: &Transaction<'_>, organisation: &OrganisationId) -> Result<bool, Error> {
    Ok(tx.settings().get(&conflict_setting(organisation))?.is_some())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use sotto_protocol::time::UnixSeconds;
    use sotto_tlog::{LogKey, RootHash, TreeHead, TreeSize};

    use super::*;

    // rule: ROOM-18
    #[test]
    fn a_roster_counts_only_below_the_checkpoint_that_is_named() {
        let origin = Origin::of_organisation(&OrganisationId::from_bytes([1; 32]));
        let [ours, another] = [[2; 32], [3; 32]].map(|seed| LogKey::from_seed(origin.clone(), &seed).unwrap());
        let head = TreeHead { size: TreeSize(5), root: RootHash::from_bytes([4; 32]) };
        let note = |key: &LogKey| key.sign(None, head, UnixSeconds(1)).unwrap().note().to_vec();
        let judged = |note: &[u8], known| logged_before(ours.verifier(), note, || known);
        let signed = note(&ours);
        assert_eq!(judged(&signed, Some((4, "roster"))), Ok("roster"));
        assert_eq!(judged(&signed, Some((5, "roster"))), Err(NoRoster::NotYet));
        assert_eq!(judged(&signed, None), Err(NoRoster::Unknown));
        // Neither before the first contact nor under a checkpoint of one's own making.
        assert_eq!(judged(b"", Some((0, "roster"))), Err(NoRoster::NotYet));
        assert_eq!(judged(&note(&another), Some((4, "roster"))), Err(NoRoster::NotYet));
    }
}
