//! The one task that moves pending entries into the log.
//!
//! An effect and its entry were committed together; here the entry gets its place. Until it has one,
//! neither answer nor push leaves. Whoever waits at the same time shares one commit and one
//! checkpoint. Entries are known by their names: moved twice, they are there once. So the queue may
//! keep what the log has for a while, and forgets many at a time.

use std::{collections::HashMap, sync::Arc};

use sotto_relay_storage::{AuditBatch, AuditEntry, AuditStore, ContentStore, PendingEntry, PlacedEntry, Tenant};
use sotto_tlog::{Commitment, Salt, Tree, TreeHead};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use crate::{
    clock::Clock,
    failure::LogError,
    faults::{Faults, Step},
    log::Logs,
};

const QUEUE: usize = 1024;
const BATCH: u32 = 512;
/// How many moved entries the queue still holds before it forgets them, which costs a durable write.
const SETTLE_EVERY: usize = 64;

enum Job {
    /// All of this tenant's pending entries.
    Drain(Tenant, oneshot::Sender<Result<(), Arc<LogError>>>),
    /// Every log's checkpoint, with the time now.
    Resign(Vec<Tenant>, oneshot::Sender<()>),
}

/// Reaches the sequencer.
#[derive(Clone)]
pub(crate) struct Sequencer(mpsc::Sender<Job>);

impl Sequencer {
    /// Returns when all that `tenant` had committed before is in its log.
    pub(crate) async fn drain(&self, tenant: &Tenant) -> Result<(), LogError> {
        let (done, outcome) = oneshot::channel();
        self.0.send(Job::Drain(*tenant, done)).await.map_err(|_| LogError::Stopping)?;
        outcome.await.map_err(|_| LogError::Stopping)?.map_err(|shared| match Arc::try_unwrap(shared) {
            Ok(error) => error,
            Err(shared) => match &*shared {
                LogError::Store(sotto_relay_storage::StoreError::Full) => {
                    LogError::Store(sotto_relay_storage::StoreError::Full)
                }
                _ => LogError::EntryMissing,
            },
        })
    }

    /// Signs every log's checkpoint anew.
    pub(crate) async fn resign(&self, tenants: Vec<Tenant>) {
        let (done, outcome) = oneshot::channel();
        if self.0.send(Job::Resign(tenants, done)).await.is_ok() {
            // A sequencer that stopped has nothing to sign.
            let _ = outcome.await;
        }
    }
}

/// How far a tenant's queue has been moved.
#[derive(Clone, Copy, Default)]
struct Moved {
    /// The log has everything up to this position.
    through: u64,
    /// How much of it the queue still holds.
    unsettled: usize,
}

/// The task's side.
pub(crate) struct SequencerTask {
    jobs: mpsc::Receiver<Job>,
    content: Arc<dyn ContentStore>,
    audit: Arc<dyn AuditStore>,
    logs: Arc<Logs>,
    /// A tenant that is not here may have entries in both places: after a start, and after a failure.
    moved: HashMap<Tenant, Moved>,
    clock: Arc<dyn Clock>,
    faults: Faults,
    killed: CancellationToken,
}

impl SequencerTask {
    pub(crate) fn new(
        content: Arc<dyn ContentStore>,
        audit: Arc<dyn AuditStore>,
        logs: Arc<Logs>,
        clock: Arc<dyn Clock>,
        faults: Faults,
        killed: CancellationToken,
    ) -> (Sequencer, Self) {
        let (sender, jobs) = mpsc::channel(QUEUE);
        (Sequencer(sender), Self { jobs, content, audit, logs, moved: HashMap::new(), clock, faults, killed })
    }

    /// Runs until every [`Sequencer`] is gone.
    pub(crate) async fn run(mut self) {
        while let Some(first) = self.jobs.recv().await {
            let mut waiting: Vec<(Tenant, oneshot::Sender<_>)> = Vec::new();
            let mut next = Some(first);
            while let Some(job) = next {
                match job {
                    Job::Drain(tenant, done) => waiting.push((tenant, done)),
                    Job::Resign(tenants, done) => {
                        for tenant in &tenants {
                            if let Err(error) = self.resign(tenant).await {
                                report(&error);
                            }
                            self.settle(tenant, 1).await;
                        }
                        // Nobody need wait for it.
                        let _ = done.send(());
                    }
                }
                next = self.jobs.try_recv().ok();
            }
            waiting.sort_by_key(|(tenant, _)| *tenant);
            for group in groups(waiting) {
                let Some(tenant) = group.first().map(|(tenant, _)| *tenant) else { continue };
                let outcome = match self.drain(&tenant).await {
                    Ok(()) => Ok(()),
                    Err(error) => {
                        report(&error);
                        Err(Arc::new(error))
                    }
                };
                for (_, done) in group {
                    // Whoever left early is told at the next contact.
                    let _ = done.send(outcome.clone());
                }
                self.settle(&tenant, SETTLE_EVERY).await;
            }
        }
        for tenant in self.moved.keys().copied().collect::<Vec<_>>() {
            self.settle(&tenant, 1).await;
        }
    }

    /// Moves all that is pending.
    pub(crate) async fn drain(&mut self, tenant: &Tenant) -> Result<(), LogError> {
        let known = self.moved.remove(tenant);
        let mut moved = known.unwrap_or_default();
        let mut more = true;
        while more {
            let pending = self.content.pending(tenant, moved.through, BATCH).await?;
            // Whoever commits from here on asks for another drain.
            more = pending.len() >= BATCH as usize;
            let Some(last) = pending.last().map(|placed| placed.position) else { break };
            moved = Moved { through: last, unsettled: moved.unsettled + pending.len() };
            let mut entries = Vec::with_capacity(pending.len());
            for PlacedEntry { entry, .. } in pending {
                if known.is_some() || self.audit.entry(tenant, &entry.entry).await?.is_none() {
                    entries.push(entry);
                }
            }
            self.append(tenant, entries).await?;
            if self.faults.strikes(Step::AfterAudit) {
                self.killed.cancel();
                std::future::pending::<()>().await;
            }
        }
        self.moved.insert(*tenant, moved);
        Ok(())
    }

    /// Lets the queue forget what the log has, once it is `enough`.
    async fn settle(&mut self, tenant: &Tenant, enough: usize) {
        let Some(moved) = self.moved.get_mut(tenant).filter(|moved| moved.unsettled >= enough) else { return };
        match self.content.settle(tenant, moved.through).await {
            Ok(()) => moved.unsettled = 0,
            // What stays in the queue is settled later.
            Err(error) => report(&error.into()),
        }
    }

    async fn append(&self, tenant: &Tenant, entries: Vec<PendingEntry>) -> Result<(), LogError> {
        if entries.is_empty() {
            return Ok(());
        }
        let log = self.logs.of(tenant).await?;
        let newest = log.newest();
        let tree = match &newest {
            Some(checkpoint) => Tree::of_size(checkpoint.size())?,
            None => Tree::EMPTY,
        };
        let commitments: Vec<Commitment> =
            entries.iter().map(|entry| Commitment::new(&Salt::from_bytes(entry.salt), &entry.event)).collect();
        let edge = self.logs.hashes(tenant, &tree.edge()).await?;
        let appended = tree.append(&commitments, &edge)?;
        let checkpoint = log.key().sign(newest.as_deref(), appended.head, self.clock.now())?;
        let hashes = appended.stored.iter().map(|stored| (stored.index.0, *stored.hash.as_bytes())).collect();
        let batch = AuditBatch { first: tree.size().0, entries, hashes, checkpoint: checkpoint.note().to_vec() };
        if !self.audit.append_batch(tenant, &batch).await? {
            return Err(LogError::Changed);
        }
        self.logs.learn(tenant, &appended.stored);
        let placed = (batch.first..).zip(batch.entries);
        self.logs.learn_entries(
            tenant,
            placed.map(|(index, PendingEntry { entry, event, salt, .. })| AuditEntry { index, entry, event, salt }),
        );
        log.replace(checkpoint);
        Ok(())
    }

    async fn resign(&self, tenant: &Tenant) -> Result<(), LogError> {
        let log = self.logs.of(tenant).await?;
        let Some(newest) = log.newest() else { return Ok(()) };
        let head = TreeHead { size: newest.size(), root: newest.root() };
        let checkpoint = log.key().sign(Some(&newest), head, self.clock.now())?;
        self.audit.keep_checkpoint(tenant, head.size.0, checkpoint.note()).await?;
        log.replace(checkpoint);
        Ok(())
    }
}

fn report(error: &LogError) {
    let class = match error {
        LogError::Store(_) => "store",
        LogError::Sign(_) => "sign",
        LogError::Changed => "changed",
        _ => "tree",
    };
    crate::log_event!(error, "the log did not grow", class = class);
}

/// Splits what is sorted by tenant.
fn groups<T>(sorted: Vec<(Tenant, T)>) -> Vec<Vec<(Tenant, T)>> {
    let mut groups: Vec<Vec<(Tenant, T)>> = Vec::new();
    for item in sorted {
        match groups.last_mut() {
            Some(group) if group.first().is_some_and(|(tenant, _)| *tenant == item.0) => group.push(item),
            _ => groups.push(vec![item]),
        }
    }
    groups
}
