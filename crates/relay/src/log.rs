//! The logs of the organisations, as they stand, and proofs over them.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use sotto_protocol::codec;
use sotto_relay_api::{LogUpdate, LoggedEntry};
use sotto_relay_storage::{AuditEntry, AuditStore, EntryId, StoreError, Tenant};
use sotto_tlog::{
    Checkpoint, Commitment, ConsistencyProof, LeafIndex, LogKey, NodeHash, Origin, Salt, StoredHash, StoredIndex,
    TilePath, Tree, TreeError, TreeSize, UnverifiedCheckpoint,
};
use zeroize::Zeroizing;

use crate::failure::LogError;

/// How many stored hashes are kept in memory: 2 MiB with what holds them.
const MOST_HASHES: usize = 16_384;
/// How many entries: 1 MiB.
const MOST_ENTRIES: usize = 1024;

/// One organisation's log: its key and the checkpoint last signed.
pub(crate) struct Log {
    key: LogKey,
    newest: RwLock<Option<Arc<Checkpoint>>>,
}

/// Every log.
pub(crate) struct Logs {
    audit: Arc<dyn AuditStore>,
    seed: Zeroizing<[u8; 32]>,
    logs: RwLock<HashMap<Tenant, Arc<Log>>>,
    hashes: RwLock<HashMap<(Tenant, StoredIndex), NodeHash>>,
    entries: RwLock<HashMap<(Tenant, EntryId), AuditEntry>>,
}

impl Log {
    pub(crate) fn key(&self) -> &LogKey {
        &self.key
    }

    /// The checkpoint last signed; none before the first entry.
    pub(crate) fn newest(&self) -> Option<Arc<Checkpoint>> {
        self.newest.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn replace(&self, checkpoint: Checkpoint) {
        *self.newest.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(checkpoint));
    }
}

impl Logs {
    pub(crate) fn new(audit: Arc<dyn AuditStore>, seed: Zeroizing<[u8; 32]>) -> Self {
        Self { audit, seed, logs: RwLock::default(), hashes: RwLock::default(), entries: RwLock::default() }
    }

    /// The log of `tenant`, read from the store at first.
    pub(crate) async fn of(&self, tenant: &Tenant) -> Result<Arc<Log>, LogError> {
        if let Some(log) = self.logs.read().unwrap_or_else(PoisonError::into_inner).get(tenant) {
            return Ok(Arc::clone(log));
        }
        let origin = Origin::of_organisation(tenant.organisation());
        let key = LogKey::from_seed(origin, &self.seed).map_err(|_| LogError::Checkpoint)?;
        let state = self.audit.state(tenant).await?;
        let newest = if state.checkpoint.is_empty() {
            None
        } else {
            let note = UnverifiedCheckpoint::from_bytes(state.checkpoint);
            let checkpoint = note.verify(key.verifier()).map_err(|_| LogError::Checkpoint)?;
            if checkpoint.size().0 != state.size {
                return Err(LogError::Checkpoint);
            }
            Some(Arc::new(checkpoint))
        };
        let log = Arc::new(Log { key, newest: RwLock::new(newest) });
        let mut logs = self.logs.write().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(logs.entry(*tenant).or_insert(log)))
    }

    /// The stored hashes at `indexes`. What is stored never changes, so it is asked of the store once.
    pub(crate) async fn hashes(
        &self,
        tenant: &Tenant,
        indexes: &[StoredIndex],
    ) -> Result<HashMap<StoredIndex, NodeHash>, LogError> {
        let mut found: HashMap<StoredIndex, NodeHash> = {
            let known = self.hashes.read().unwrap_or_else(PoisonError::into_inner);
            indexes.iter().filter_map(|index| Some((*index, *known.get(&(*tenant, *index))?))).collect()
        };
        let missing: Vec<u64> =
            indexes.iter().filter(|index| !found.contains_key(index)).map(|index| index.0).collect();
        if missing.is_empty() {
            return Ok(found);
        }
        let stored = self.audit.tree_hashes(tenant, &missing).await?;
        let stored = stored.into_iter().map(|(index, hash)| (StoredIndex(index), NodeHash::from_bytes(hash)));
        let stored: Vec<StoredHash> = stored.map(|(index, hash)| StoredHash { index, hash }).collect();
        self.learn(tenant, &stored);
        found.extend(stored.into_iter().map(|stored| (stored.index, stored.hash)));
        Ok(found)
    }

    /// The entry of this name, if the log has it. What was just placed, or is asked for often, is not read again.
    pub(crate) async fn entry(&self, tenant: &Tenant, entry: &EntryId) -> Result<Option<AuditEntry>, StoreError> {
        let known = self.entries.read().unwrap_or_else(PoisonError::into_inner).get(&(*tenant, *entry)).cloned();
        if known.is_some() {
            return Ok(known);
        }
        let found = self.audit.entry(tenant, entry).await?;
        if let Some(found) = &found {
            self.learn_entries(tenant, [found.clone()]);
        }
        Ok(found)
    }

    /// Remembers entries that the store holds.
    pub(crate) fn learn_entries(&self, tenant: &Tenant, placed: impl IntoIterator<Item = AuditEntry>) {
        let mut known = self.entries.write().unwrap_or_else(PoisonError::into_inner);
        for entry in placed {
            if known.len() >= MOST_ENTRIES {
                known.clear();
            }
            known.insert((*tenant, entry.entry), entry);
        }
    }

    /// Remembers hashes that the store holds.
    pub(crate) fn learn(&self, tenant: &Tenant, stored: &[StoredHash]) {
        let mut known = self.hashes.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() + stored.len() > MOST_HASHES {
            known.clear();
        }
        known.extend(stored.iter().map(|stored| ((*tenant, stored.index), stored.hash)));
    }

    /// `entry` with its proof under `checkpoint`.
    pub(crate) async fn prove(
        &self,
        tenant: &Tenant,
        checkpoint: &Checkpoint,
        entry: AuditEntry,
    ) -> Result<LoggedEntry, LogError> {
        let tree = Tree::of_size(checkpoint.size())?;
        let index = LeafIndex(entry.index);
        let hashes = self.hashes(tenant, &tree.inclusion_reads(index)?).await?;
        let proof = tree.prove_inclusion(index, &hashes)?;
        Ok(LoggedEntry {
            index: entry.index,
            event: entry.event.into(),
            salt: entry.salt.into(),
            proof: codec::to_vec(&proof).into(),
        })
    }

    /// The bytes of a tile or entry bundle; none if the tree of `checkpoint` does not hold it.
    pub(crate) async fn tile(
        &self,
        tenant: &Tenant,
        checkpoint: &Checkpoint,
        path: TilePath,
    ) -> Result<Option<Vec<u8>>, LogError> {
        let tree = Tree::of_size(checkpoint.size())?;
        match path {
            TilePath::Hashes(tile) if tree.covers(tile) => {
                let hashes = self.hashes(tenant, &tile.reads()).await?;
                Ok(Some(tile.to_bytes(&hashes)?))
            }
            TilePath::Entries(bundle) if tree.covers(bundle.tile()) => {
                let entries = self.audit.entries(tenant, bundle.first().0, bundle.width().into()).await?;
                let commitments: Vec<Commitment> =
                    entries.iter().map(|entry| Commitment::new(&Salt::from_bytes(entry.salt), &entry.event)).collect();
                bundle.to_bytes(&commitments).map(Some).map_err(|_| LogError::EntryMissing)
            }
            _ => Ok(None),
        }
    }

    /// `checkpoint`, and that it extends the log of `seen_size`.
    ///
    /// For a size beyond it there is no proof: the device sees that the log has shrunk.
    pub(crate) async fn update(
        &self,
        tenant: &Tenant,
        checkpoint: &Checkpoint,
        seen_size: u64,
    ) -> Result<LogUpdate, LogError> {
        let note = checkpoint.note().to_vec().into();
        if seen_size == 0 || seen_size >= checkpoint.size().0 {
            return Ok(LogUpdate { checkpoint: note, consistency: Vec::new().into() });
        }
        let proof = self.consistency(tenant, checkpoint, TreeSize(seen_size)).await?;
        Ok(LogUpdate { checkpoint: note, consistency: codec::to_vec(&proof).into() })
    }

    /// That the tree of `checkpoint` continues its first `older` entries.
    pub(crate) async fn consistency(
        &self,
        tenant: &Tenant,
        checkpoint: &Checkpoint,
        older: TreeSize,
    ) -> Result<ConsistencyProof, LogError> {
        let tree = Tree::of_size(checkpoint.size())?;
        let hashes = self.hashes(tenant, &tree.consistency_reads(older)?).await?;
        Ok(tree.prove_consistency(older, &hashes)?)
    }
}

impl From<TreeError> for crate::failure::Failure {
    fn from(error: TreeError) -> Self {
        Self::Log(LogError::Tree(error))
    }
}
