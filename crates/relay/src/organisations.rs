//! The organisations that this relay serves, as they stand: root metadata and the current roster.

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
};

use sotto_protocol::{card::Root, codec, ids::OrganisationId, roster::Roster};
use sotto_relay_storage::{ContentStore, EntryId, StoreError, Tenant};
use tokio::sync::Mutex;

/// A roster in force.
#[derive(Debug)]
pub(crate) struct CurrentRoster {
    pub(crate) roster: Roster,
    /// The log entry of its publication.
    pub(crate) entry: EntryId,
}

/// One organisation. The tenant handle in it is the only way to its rows.
pub(crate) struct Organisation {
    tenant: Tenant,
    root: Root,
    current: RwLock<Arc<CurrentRoster>>,
    /// Held while a roster is published, so that what is in force is what was stored last.
    pub(crate) publishing: Mutex<()>,
    /// Whether its office has yet to state that the relay was put back from a copy.
    held: AtomicBool,
}

impl Organisation {
    pub(crate) fn new(tenant: Tenant, root: Root, current: CurrentRoster) -> Self {
        let held = AtomicBool::new(false);
        Self { tenant, root, current: RwLock::new(Arc::new(current)), publishing: Mutex::new(()), held }
    }

    async fn load(content: &dyn ContentStore, tenant: Tenant) -> Result<Self, StoreError> {
        let stored = content.organisation(&tenant).await?;
        let chain = codec::from_slice(&stored.roots).map_err(|_| StoreError::Damaged("organisations"))?;
        let root = Root::follow(chain).map_err(|_| StoreError::Damaged("organisations"))?;
        let unverified: sotto_protocol::roster::UnverifiedRoster =
            codec::from_slice(&stored.roster).map_err(|_| StoreError::Damaged("rosters"))?;
        let roster = unverified.verify(&root).map_err(|_| StoreError::Damaged("rosters"))?;
        Ok(Self::new(tenant, root, CurrentRoster { roster, entry: stored.roster_entry }))
    }

    pub(crate) fn tenant(&self) -> &Tenant {
        &self.tenant
    }

    pub(crate) fn root(&self) -> &Root {
        &self.root
    }

    /// The roster in force.
    pub(crate) fn roster(&self) -> Arc<CurrentRoster> {
        Arc::clone(&self.current.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Whether nothing is served until its office has stated that the relay was put back.
    pub(crate) fn is_held(&self) -> bool {
        self.held.load(Ordering::Acquire)
    }

    /// Serves nothing from here on.
    pub(crate) fn hold(&self) {
        self.held.store(true, Ordering::Release);
    }

    /// Serves again.
    pub(crate) fn serve(&self) {
        self.held.store(false, Ordering::Release);
    }

    /// Puts a roster into force.
    pub(crate) fn replace_roster(&self, next: CurrentRoster) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Arc::new(next);
    }
}

/// All of them.
#[derive(Default)]
pub(crate) struct Organisations(RwLock<HashMap<OrganisationId, Arc<Organisation>>>);

impl Organisations {
    /// All that the store knows.
    pub(crate) async fn load(content: &dyn ContentStore) -> Result<Self, StoreError> {
        let all = Self::default();
        for tenant in content.organisations().await? {
            all.insert(Organisation::load(content, tenant).await?);
        }
        Ok(all)
    }

    pub(crate) fn insert(&self, organisation: Organisation) -> Arc<Organisation> {
        let organisation = Arc::new(organisation);
        let id = *organisation.tenant.organisation();
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(id, Arc::clone(&organisation));
        organisation
    }

    pub(crate) fn get(&self, id: &OrganisationId) -> Option<Arc<Organisation>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(id).map(Arc::clone)
    }

    pub(crate) fn all(&self) -> Vec<Arc<Organisation>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).values().map(Arc::clone).collect()
    }
}
