//! An open profile.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, atomic::AtomicBool},
};

use sotto_protocol::{
    ids::{CaseId, OrganisationId},
    phrase::RecoveryPhrase,
    time::UnixSeconds,
};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{KdfParams, Mode, NewVault, Profile, SecretStore, Transaction, Vault};
use tokio::sync::{Mutex, broadcast};
use zeroize::Zeroizing;

use crate::{
    Clock, Error, FileProgress,
    secrets::{self, DeviceSecrets},
    surroundings::chance,
    transport::Dialer,
};

const EVENTS_KEPT: usize = 256;

/// An open profile. Dropping it wipes its keys from memory.
pub struct Engine {
    pub(crate) vault: Vault,
    pub(crate) device: DeviceSecrets,
    pub(crate) clock: Arc<dyn Clock>,
    /// One sync at a time, so that two callers never seal for the same head.
    pub(crate) syncing: Mutex<()>,
    /// For each organisation, whose turn it is to ask its relay.
    turns: std::sync::Mutex<HashMap<OrganisationId, Arc<Mutex<()>>>>,
    pub(crate) dialer: Dialer,
    events: broadcast::Sender<Event>,
    /// Whether a backup that is being written is to end.
    pub(crate) backup_stopped: AtomicBool,
}

/// Something that a person may want to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Something new in a case.
    CaseChanged(CaseId),
    /// Something in the outbox went on, or waits for a decision.
    OutboxChanged(CaseId),
    /// How far a file has come.
    FileProgress(FileProgress),
    /// A new roster, or another change of an organisation.
    OrganisationChanged(OrganisationId),
    /// Somebody else wrote or did something, in whatever case.
    Arrived,
    /// A channel stands, and everything was exchanged.
    Connected,
    /// A channel ended, or could not be opened; why.
    Disconnected(ErrorCode),
}

/// What a new profile shall be.
pub struct NewProfile<'a> {
    /// Where.
    pub profile: &'a Profile,
    /// What the person will type.
    pub passphrase: &'a str,
    /// What else opens it.
    pub mode: Mode,
    /// What guessing the passphrase shall cost.
    pub params: KdfParams,
    /// Whether twelve words restore it.
    pub recovery: bool,
}

/// A profile that was just made.
pub struct Created {
    /// Open.
    pub engine: Engine,
    /// Shown once, never stored.
    pub recovery_phrase: Option<Zeroizing<String>>,
}

impl Engine {
    /// Makes a profile with its keys, and opens it.
    ///
    /// # Errors
    /// [`Error::Create`]. There is no profile then.
    pub fn create(new: &NewProfile<'_>, store: &dyn SecretStore, clock: Arc<dyn Clock>) -> Result<Created, Error> {
        let mut rng = chance();
        let phrase = new.recovery.then(|| RecoveryPhrase::generate(&mut rng));
        let made = NewVault {
            profile: new.profile,
            passphrase: new.passphrase,
            mode: new.mode,
            params: new.params,
            now: clock.now(),
        };
        let vault = Vault::create_with(made, store, &mut rng, |tx| secrets::make(tx, phrase.as_ref(), &mut chance()))?;
        let engine = Self::over(vault, clock)?;
        Ok(Created { engine, recovery_phrase: phrase.map(|phrase| phrase.words()) })
    }

    /// Opens a profile.
    ///
    /// # Errors
    /// [`Error::Unlock`].
    pub fn unlock(
        profile: &Profile,
        passphrase: &str,
        store: &dyn SecretStore,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, Error> {
        Self::over(Vault::unlock(profile, passphrase, store)?, clock)
    }

    /// Destroys a profile, keys first. It need not be opened, and must not be open.
    ///
    /// # Errors
    /// [`Error::Wipe`].
    pub fn wipe(profile: &Profile, store: &dyn SecretStore) -> Result<(), Error> {
        sotto_vault::wipe(profile, store, &mut chance())?;
        Ok(())
    }

    /// What happens from now on.
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.events.subscribe()
    }

    /// The present.
    pub fn now(&self) -> UnixSeconds {
        self.clock.now()
    }

    pub(crate) fn over(vault: Vault, clock: Arc<dyn Clock>) -> Result<Self, Error> {
        let device = vault.read(DeviceSecrets::load)?;
        let dialer = vault.read(|tx| Dialer::kept(tx, vault.profile().tor()))?;
        let engine = Self {
            vault,
            device,
            clock,
            syncing: Mutex::new(()),
            turns: std::sync::Mutex::default(),
            dialer,
            events: broadcast::channel(EVENTS_KEPT).0,
            backup_stopped: AtomicBool::new(false),
        };
        engine.sweep()?;
        // An older version left cases that no list has.
        if engine.read(|tx| Ok(tx.listings().is_behind()?))? {
            engine.write(|_| Ok(()))?;
        }
        Ok(engine)
    }

    /// Taken by whoever asks the organisation's relay for something that the log says.
    pub(crate) fn turn(&self, organisation: OrganisationId) -> Arc<Mutex<()>> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(turns.entry(organisation).or_default())
    }

    pub(crate) fn tell(&self, event: Event) {
        // Nobody may be listening, which is no failure.
        let _ = self.events.send(event);
    }

    pub(crate) fn read<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>) -> Result<T, Error> {
        self.vault.read(work)
    }

    pub(crate) fn write<T>(&self, work: impl FnOnce(&Transaction<'_>) -> Result<T, Error>) -> Result<T, Error> {
        self.vault.write(|tx| {
            let done = work(tx)?;
            self.list_changed(tx)?;
            Ok(done)
        })
    }
}

impl core::fmt::Debug for Engine {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Engine([redacted])")
    }
}
