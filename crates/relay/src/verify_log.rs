//! `sotto-relay verify-log`: whether the log is what its newest checkpoint says, and whether acts and entries are one to
//! one.

use std::{collections::HashSet, path::Path};

use sotto_relay_storage::{AuditEntry, AuditStore, EntryId, Organisations as _, PendingEntries as _, StoreError};
use sotto_tlog::{Commitment, Event, EventKind, LogKey, Origin, Salt, Tree, UnverifiedCheckpoint};

use crate::{
    data_folder::DataFolder,
    relay::{StartError, Stores, read_keys},
};

const PAGE: u32 = 1024;

/// A log that is in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogReport {
    /// The organisation, hexadecimal.
    pub organisation: String,
    /// How many entries it holds.
    pub size: u64,
    /// Its root, hexadecimal.
    pub root: String,
    /// Entries that are committed with their effect and wait for their place.
    pub pending: u64,
}

/// Why a log is not in order.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum VerifyLogError {
    /// Local: the folder is not that of a relay, or its keys don't unwrap.
    #[error(transparent)]
    Start(#[from] StartError),
    /// Local: a store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The entries, the stored hashes and the checkpoint don't agree.
    #[error("the log is not the one that the relay signed")]
    Inconsistent,
    /// An effect's entry is in neither store.
    #[error("an effect has no entry in the log")]
    EntryMissing,
    /// The log has an entry of an act that the content store does not.
    #[error("an entry of the log has no effect")]
    EffectMissing,
}

impl VerifyLogError {
    /// The stable code for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Start(error) => error.code(),
            Self::Store(_) => "store_failed",
            Self::Inconsistent => "log_inconsistent",
            Self::EntryMissing => "entry_missing",
            Self::EffectMissing => "effect_missing",
        }
    }
}

/// Recomputes each organisation's tree from its entries, and compares it with what was signed.
///
/// # Errors
/// [`VerifyLogError`].
pub async fn verify_log(data: &Path) -> Result<Vec<LogReport>, VerifyLogError> {
    let folder = DataFolder::at(data);
    let (_, _, keys) = read_keys(&folder)?;
    let stores = Stores::open(&folder).await?;
    let mut reports = Vec::new();
    for tenant in stores.content.organisations().await? {
        let origin = Origin::of_organisation(tenant.organisation());
        let key = LogKey::from_seed(origin, &keys.log_seed()).map_err(|_| VerifyLogError::Inconsistent)?;
        let effects: HashSet<EntryId> = stores.content.entries_of_effects(&tenant).await?.into_iter().collect();
        let mut hashes = std::collections::BTreeMap::new();
        let mut tree = Tree::EMPTY;
        let mut root = None;
        loop {
            let page = stores.audit.entries(&tenant, tree.size().0, PAGE).await?;
            if page.is_empty() {
                break;
            }
            if page.iter().zip(tree.size().0..).any(|(entry, index)| entry.index != index)
                || page.iter().any(|entry| Event::from_canonical(&entry.event).is_err())
            {
                return Err(VerifyLogError::Inconsistent);
            }
            if page.iter().any(|entry| !effects.contains(&entry.entry) && needs_effect(entry)) {
                return Err(VerifyLogError::EffectMissing);
            }
            let commitments: Vec<Commitment> =
                page.iter().map(|entry| Commitment::new(&Salt::from_bytes(entry.salt), &entry.event)).collect();
            let appended = tree.append(&commitments, &hashes).map_err(|_| VerifyLogError::Inconsistent)?;
            let indexes: Vec<u64> = appended.stored.iter().map(|stored| stored.index.0).collect();
            let stored = stores.audit.tree_hashes(&tenant, &indexes).await?;
            let same = stored.len() == appended.stored.len()
                && stored.iter().zip(&appended.stored).all(|((_, kept), made)| kept == made.hash.as_bytes());
            if !same {
                return Err(VerifyLogError::Inconsistent);
            }
            hashes.extend(appended.stored.iter().map(|stored| (stored.index, stored.hash)));
            tree = appended.tree;
            root = Some(appended.head.root);
        }
        let state = stores.audit.state(&tenant).await?;
        let signed = UnverifiedCheckpoint::from_bytes(state.checkpoint)
            .verify(key.verifier())
            .map_err(|_| VerifyLogError::Inconsistent)?;
        if signed.size() != tree.size() || Some(signed.root()) != root {
            return Err(VerifyLogError::Inconsistent);
        }
        let mut pending = Vec::new();
        for placed in stores.content.pending(&tenant, 0, u32::MAX).await? {
            // The queue may still hold what the log has.
            if stores.audit.entry(&tenant, &placed.entry.entry).await?.is_none() {
                pending.push(placed.entry.entry);
            }
        }
        for entry in effects {
            if !pending.contains(&entry) && stores.audit.entry(&tenant, &entry).await?.is_none() {
                return Err(VerifyLogError::EntryMissing);
            }
        }
        reports.push(LogReport {
            organisation: tenant.organisation().to_string(),
            size: signed.size().0,
            root: signed.root().to_string(),
            pending: u64::try_from(pending.len()).unwrap_or(u64::MAX),
        });
    }
    stores.close().await;
    Ok(reports)
}

/// Every entry but the one beside that of the first roster, whose act founded both.
fn needs_effect(entry: &AuditEntry) -> bool {
    Event::from_canonical(&entry.event).is_ok_and(|event| event.kind() != EventKind::OrganisationCreated)
}
