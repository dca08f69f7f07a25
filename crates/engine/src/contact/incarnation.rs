//! A relay that was put back from an older copy, told from one that lies: by what its office states of it.
//!
//! The relay says by itself that its log went back, and is not believed. A statement of the office is: it names the
//! checkpoint from which the log goes on, once, and excuses what was seen before that and nothing that came after.

use std::collections::VecDeque;

use minicbor::{Decode, Encode, bytes::ByteVec};
use sotto_protocol::{
    codec,
    ids::OrganisationId,
    incarnation::{FIRST_INCARNATION, Incarnation, IncarnationBody, UnverifiedIncarnation},
    time::UnixSeconds,
};
use sotto_relay_api::{Answer, LoggedEntry, Request};
use sotto_tlog::{
    Checkpoint, EventKind, InclusionProof, LeafIndex, LogVerifier, LoggedEvent, Salt, UnverifiedCheckpoint,
    verify_consistency, verify_inclusion,
};
use sotto_vault::{Transaction, tables};

use super::{
    Contact, MAX_GROWTHS, conflict_of, conflict_setting, consistency_of, proves_one_log, roster_of, roster_setting,
};
use crate::{
    ContactError, Engine, Error, Event,
    outbox::Leaving,
    transport::{Channel, Proving},
    witnesses,
};

/// What this device accepted of its office.
#[derive(Clone, Debug, Encode, Decode)]
pub(crate) struct Accepted {
    #[n(0)]
    statement: UnverifiedIncarnation,
    /// What this device had seen of what is lost, a signed note; empty if nothing.
    #[n(1)]
    seen: ByteVec,
    #[n(2)]
    accepted_at: UnixSeconds,
}

/// What the office states, with what this device had seen.
pub(crate) struct Restore {
    pub(crate) body: IncarnationBody,
    /// The checkpoint from which the log goes on.
    pub(crate) base: Checkpoint,
    /// What this device had seen of what is lost.
    pub(crate) seen: Option<Checkpoint>,
    accepted_at: UnixSeconds,
}

impl Restore {
    /// Whether an entry that this device verified may be one of those that the log has no more.
    pub(crate) fn may_have_lost(&self, entry: &tables::Entry) -> bool {
        self.seen.is_some() && entry.position >= self.base.size().0 && entry.verified_at <= self.accepted_at
    }
}

/// Who showed a checkpoint that contradicts what this device saw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offered {
    /// As its log.
    ByTheRelay,
    /// As what they saw when they wrote.
    ByAMember,
}

/// A statement that holds, on the log that this relay shows now.
struct Stated {
    statement: Incarnation,
    base: Checkpoint,
    newest: Checkpoint,
}

impl<'e> Contact<'e> {
    /// A channel on which a contradiction that is kept does not count: for whoever may explain it.
    pub(crate) async fn open_unsettled(
        engine: &'e Engine,
        organisation: OrganisationId,
        proving: Proving<'_>,
    ) -> Result<Self, Error> {
        let root = engine.read(|tx| super::root_of(tx, &organisation))?;
        let log = super::log_of(&root)?;
        let channel = Channel::open(&engine.dialer, &root.body().relay, Some(organisation), Some(proving)).await?;
        Ok(Self { engine, organisation, root, log, channel, leaving: Leaving::All, verified: VecDeque::new() })
    }

    /// The checkpoint that the relay shows, signed by it and compared with nothing.
    pub(crate) async fn unbelieved_checkpoint(&mut self) -> Result<Checkpoint, Error> {
        match self.channel.ask(0, Request::FetchCheckpoint).await? {
            (Answer::Done, Some(update)) => checkpoint_in(&update.checkpoint, &self.log),
            (Answer::Refused(refusal), _) => Err(ContactError::Refused(refusal).into()),
            _ => Err(ContactError::Protocol.into()),
        }
    }

    /// Whether the log that the relay shows, of which `newest` was its checkpoint a moment ago, continues `seen`.
    pub(crate) async fn continues(&mut self, seen: &Checkpoint, newest: &Checkpoint) -> Result<bool, Error> {
        if seen.size() >= newest.size() {
            return Ok(seen.head() == newest.head());
        }
        let (_, update) = self.channel.ask(seen.size().0, Request::FetchCheckpoint).await?;
        let update = update.ok_or(ContactError::Protocol)?;
        let shown = checkpoint_in(&update.checkpoint, &self.log)?;
        Ok(consistency_of(&update).is_some_and(|proof| proves_one_log(seen, &shown, &proof)))
    }

    /// The number of the next statement: higher than what this device accepted, and than what the relay knows.
    pub(crate) async fn next_incarnation(&mut self) -> Result<u32, Error> {
        let accepted = self.engine.read(|tx| number_of(tx, &self.organisation))?;
        let shown = self.fetch_statement(0).await?;
        let shown = shown.and_then(|(statement, ..)| statement.verify(&self.root).ok());
        let known = shown.map_or(accepted, |shown| accepted.max(shown.body().number));
        known.checked_add(1).ok_or_else(|| ContactError::Protocol.into())
    }

    /// Asks, as nobody in particular, whether a contradiction that is kept came from a restore that the office has stated
    /// since. Whatever else happens, the contradiction stands.
    // enforces: LOG-46
    pub(super) async fn settle_conflict(
        engine: &'e Engine,
        root: &sotto_protocol::card::Root,
        log: &LogVerifier,
    ) -> Result<(), Error> {
        let organisation = root.organisation();
        let Some((seen, offered)) = engine.read(|tx| conflict_of(tx, &organisation))? else { return Ok(()) };
        let of = |note: ByteVec| UnverifiedCheckpoint::from_bytes(note.into()).verify(log);
        let (Ok(seen), Ok(offered)) = (of(seen), of(offered)) else { return Err(ContactError::LogInconsistent.into()) };
        let asked = async {
            let channel = Channel::open(&engine.dialer, &root.body().relay, Some(organisation), None).await?;
            let (root, log, verified) = (root.clone(), log.clone(), VecDeque::new());
            let mut nobody = Contact { engine, organisation, root, log, channel, leaving: Leaving::All, verified };
            nobody.is_explained(&seen, &offered, Offered::ByTheRelay).await
        };
        match asked.await {
            Ok(true) => Ok(()),
            _ => Err(ContactError::LogInconsistent.into()),
        }
    }

    /// Two checkpoints that are not of one log, unless the office explains it.
    pub(super) async fn differ(&mut self, own: &Checkpoint, theirs: &Checkpoint) -> Result<(), Error> {
        if self.is_known_as_lost(theirs)? || self.is_explained(own, theirs, Offered::ByAMember).await? {
            return Ok(());
        }
        self.contradicts(own.note(), theirs.note())
    }

    /// Whether a log that does not continue what was seen is the one from which the office states that it goes on.
    pub(super) async fn goes_on_elsewhere(
        &mut self,
        seen: Option<&Checkpoint>,
        offered: &Checkpoint,
    ) -> Result<bool, Error> {
        match seen {
            Some(seen) => self.is_explained(seen, offered, Offered::ByTheRelay).await,
            None => Ok(false),
        }
    }

    /// Whether the office states that the relay was put back, and that is why these two are not of one log: then it is
    /// accepted, and this device goes on from the log that it is shown.
    // enforces: LOG-44
    async fn is_explained(&mut self, seen: &Checkpoint, offered: &Checkpoint, by: Offered) -> Result<bool, Error> {
        for _ in 0..MAX_GROWTHS {
            let Some(stated) = self.stated().await? else { return Ok(false) };
            let places = (self.is_on(&stated.newest, seen).await?, self.is_on(&stated.newest, offered).await?);
            let lost = match places {
                (Some(true), Some(false)) if by == Offered::ByAMember => offered,
                (Some(false), Some(true)) => seen,
                // The log grew between the answers.
                (None, _) | (_, None) => continue,
                // Both are, or neither is: no restore makes them contradict each other. And what the relay offers as its log
                // is the log that goes on, or a lie.
                _ => return Ok(false),
            };
            if !self.may_be_lost(&stated, lost) {
                return Ok(false);
            }
            // What another member saw is not what this device misses.
            let own = self.last_checkpoint()?.filter(|own| own.head() == lost.head());
            self.accept(&stated, own.as_ref())?;
            return Ok(true);
        }
        Err(ContactError::Protocol.into())
    }

    /// Accepts what the office stated though nothing that this device saw is lost; whether there was anything to accept.
    pub(crate) async fn heed_statement(&mut self) -> Result<bool, Error> {
        let Some(stated) = self.stated().await? else { return Ok(false) };
        let Some(seen) = self.last_checkpoint()? else { return Ok(false) };
        let goes_on = self.is_on(&stated.newest, &seen).await? == Some(true);
        if goes_on {
            self.accept(&stated, None)?;
        }
        Ok(goes_on)
    }

    /// Whether a checkpoint is one of what a restore that this device accepted has lost.
    fn is_known_as_lost(&self, checkpoint: &Checkpoint) -> Result<bool, Error> {
        let known = self.engine.read(|tx| restore_of(tx, &self.organisation, &self.log))?;
        Ok(known.is_some_and(|known| checkpoint.time() <= known.base.time()))
    }

    /// The relay's newest statement, if it is the office's, newer than the one that this device accepted, and the log that the
    /// relay shows goes on from where it says, with an entry that says so.
    async fn stated(&mut self) -> Result<Option<Stated>, Error> {
        let Some((statement, _, _, _)) = self.fetch_statement(0).await? else { return Ok(None) };
        let Ok(statement) = statement.verify(&self.root) else { return Ok(None) };
        let accepted = self.engine.read(|tx| number_of(tx, &self.organisation))?;
        let Ok(base) = checkpoint_in(&statement.body().base, &self.log) else { return Ok(None) };
        if statement.body().number <= accepted {
            return Ok(None);
        }
        let fetched = self.fetch_statement(base.size().0).await?;
        let Some((again, entry, newest, proof)) = fetched else { return Ok(None) };
        if again != *statement.signed() || newest.size() <= base.size() {
            return Ok(None);
        }
        let goes_on = proof.is_some_and(|proof| verify_consistency(&base, &newest, &proof).is_ok());
        let holds = goes_on && entry.index >= base.size().0 && says(&entry, &newest, &statement);
        Ok(holds.then_some(Stated { statement, base, newest }))
    }

    /// The statement and its entry, with the checkpoint of that answer and the proof that it continues a log of this size.
    async fn fetch_statement(
        &mut self,
        size: u64,
    ) -> Result<Option<(UnverifiedIncarnation, LoggedEntry, Checkpoint, Option<sotto_tlog::ConsistencyProof>)>, Error>
    {
        let (answer, update) = self.channel.ask(size, Request::FetchIncarnation).await?;
        let (Answer::Incarnation(Some((statement, entry))), Some(update)) = (answer, update) else { return Ok(None) };
        let Ok(newest) = checkpoint_in(&update.checkpoint, &self.log) else { return Ok(None) };
        Ok(Some((statement, entry, newest, consistency_of(&update))))
    }

    /// Whether the log at `newest` continues the log at `checkpoint`; none if the relay's log has grown since.
    async fn is_on(&mut self, newest: &Checkpoint, checkpoint: &Checkpoint) -> Result<Option<bool>, Error> {
        if checkpoint.size() >= newest.size() {
            return Ok(Some(checkpoint.head() == newest.head()));
        }
        let fetched = self.fetch_statement(checkpoint.size().0).await?;
        let Some((_, _, again, proof)) = fetched.filter(|(_, _, again, _)| again.head() == newest.head()) else {
            return Ok(None);
        };
        Ok(Some(proof.is_some_and(|proof| proves_one_log(checkpoint, &again, &proof))))
    }

    /// What a statement can excuse: a checkpoint from before it, and no other one of a size that the office saw too.
    fn may_be_lost(&self, stated: &Stated, lost: &Checkpoint) -> bool {
        let seen = stated.statement.body().seen.iter().map(|note| checkpoint_in(note, &self.log));
        let mut seen = seen.filter_map(Result::ok);
        lost.time() <= stated.base.time() && seen.all(|seen| seen.size() != lost.size() || seen.root() == lost.root())
    }

    /// Goes on from the log that the statement speaks of. What this device had seen of what is lost is kept beside it.
    fn accept(&mut self, stated: &Stated, lost: Option<&Checkpoint>) -> Result<(), Error> {
        let (organisation, base) = (self.organisation, stated.base.size().0);
        self.engine.write(|tx| {
            let accepted = Accepted {
                statement: stated.statement.signed().clone(),
                seen: lost.map(|lost| lost.note().to_vec()).unwrap_or_default().into(),
                accepted_at: self.engine.now(),
            };
            tx.settings().put(&setting(&organisation), &codec::to_vec(&accepted))?;
            tx.settings().remove(&conflict_setting(&organisation))?;
            witnesses::forget(tx, &organisation)?;
            tx.envelopes().lose(organisation, base)?;
            tx.organisations().update_checkpoint(organisation, stated.newest.note())?;
            // Where they lie in the log now is looked up again.
            let newest = roster_of(tx, &self.root)?.filter(|_| lost.is_some()).map_or(0, |roster| roster.version());
            for version in 1..=newest {
                let name = roster_setting(&organisation, version);
                let Some(bytes) = tx.settings().get(&name)? else { continue };
                let (index, _): (u64, sotto_protocol::roster::UnverifiedRoster) = codec::from_slice(&bytes)?;
                if index >= base {
                    tx.settings().remove(&name)?;
                }
            }
            Ok(())
        })?;
        self.verified.clear();
        self.verified.push_back(stated.newest.clone());
        tracing::warn!(incarnation = stated.statement.body().number, "the office accepted that its relay was restored");
        self.engine.tell(Event::OrganisationChanged(organisation));
        Ok(())
    }
}

/// Whether the log has the statement: an entry of its kind, of this organisation, which commits to it.
fn says(entry: &LoggedEntry, newest: &Checkpoint, statement: &Incarnation) -> bool {
    let Ok(path) = codec::from_slice::<InclusionProof>(&entry.proof) else { return false };
    let logged = LoggedEvent::from_parts(entry.event.to_vec(), Salt::from_bytes(*entry.salt));
    let is_proved = verify_inclusion(newest, LeafIndex(entry.index), &logged.commitment(), &path).is_ok();
    let Ok(event) = logged.event() else { return false };
    let says = |key: &str, value: &str| event.detail().get(key).is_some_and(|said| said == value);
    is_proved
        && event.kind() == EventKind::RelayRestored
        && event.subject() == statement.body().organisation.to_string()
        && says("sha256", &data_encoding::HEXLOWER.encode(&statement.hash()))
}

fn checkpoint_in(note: &[u8], log: &LogVerifier) -> Result<Checkpoint, Error> {
    let checkpoint = UnverifiedCheckpoint::from_bytes(note.to_vec()).verify(log);
    checkpoint.map_err(|_| ContactError::Protocol.into())
}

fn setting(organisation: &OrganisationId) -> String {
    format!("incarnation/{organisation}")
}

fn accepted_of(tx: &Transaction<'_>, organisation: &OrganisationId) -> Result<Option<Accepted>, Error> {
    let kept = tx.settings().get(&setting(organisation))?;
    Ok(kept.map(|bytes| codec::from_slice(&bytes)).transpose()?)
}

/// Whether this device ever accepted that the organisation's relay was put back.
pub(crate) fn has_restore(tx: &Transaction<'_>, organisation: &OrganisationId) -> Result<bool, Error> {
    Ok(number_of(tx, organisation)? > FIRST_INCARNATION)
}

/// The number of the statement that this device accepted last.
pub(crate) fn number_of(tx: &Transaction<'_>, organisation: &OrganisationId) -> Result<u32, Error> {
    let root = super::root_of(tx, organisation)?;
    let Some(accepted) = accepted_of(tx, organisation)? else { return Ok(FIRST_INCARNATION) };
    // It was verified when it was accepted, and the card's signers may have changed since.
    Ok(accepted.statement.verify(&root).map_or(FIRST_INCARNATION, |statement| statement.body().number))
}

/// The restore that this device accepted last.
pub(crate) fn restore_of(
    tx: &Transaction<'_>,
    organisation: &OrganisationId,
    log: &LogVerifier,
) -> Result<Option<Restore>, Error> {
    let root = super::root_of(tx, organisation)?;
    let Some(accepted) = accepted_of(tx, organisation)? else { return Ok(None) };
    let Ok(statement) = accepted.statement.verify(&root) else { return Ok(None) };
    let base = checkpoint_in(&statement.body().base, log)?;
    let seen = checkpoint_in(&accepted.seen, log).ok();
    Ok(Some(Restore { body: statement.body().clone(), base, seen, accepted_at: accepted.accepted_at }))
}
