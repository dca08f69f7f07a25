//! Witnesses outside: each minute they are asked to cosign the newest checkpoint of every log, whether it grew or not.
//!
//! What they answer is checked here and again on every device. A witness that cannot be reached holds nothing up.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use futures_util::future::join_all;
use reqwest::{Client, Response, header::CONTENT_TYPE, redirect};
use sotto_relay_storage::Tenant;
use sotto_tlog::{
    AddCheckpoint, AddCheckpointAnswer, Checkpoint, MAX_NOTE_BYTES, Refusal, TreeSize, WitnessName, WitnessVerifier,
    Witnesses,
};

use crate::{data_folder::WitnessAddress, failure::LogError, log::Logs, log_event, witness_settings::WitnessError};

const PATIENCE: Duration = Duration::from_secs(10);

/// Why a witness's cosignature did not come.
#[derive(Debug, thiserror::Error)]
enum AskError {
    /// Peer, or the way to it.
    #[error("the witness could not be reached")]
    Unreachable(#[from] reqwest::Error),
    /// Peer: something else than C2SP `tlog-witness`.
    #[error("the witness answered something else")]
    Protocol,
    /// Peer: it does not cosign.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Local.
    #[error(transparent)]
    Log(#[from] LogError),
}

impl AskError {
    fn class(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "unreachable",
            Self::Protocol => "protocol",
            // This relay has lost entries, or serves two histories.
            Self::Refused(Refusal::Conflict(_) | Refusal::Inconsistent) => "contradicted",
            Self::Refused(_) => "refused",
            Self::Log(_) => "log",
        }
    }
}

struct Asked {
    url: String,
    verifier: WitnessVerifier,
}

/// The witnesses that the relay's settings name, and what they cosigned last.
pub(crate) struct Witnessing {
    client: Client,
    witnesses: Vec<Asked>,
    /// What each was seen to cosign last; a witness that knows better says so.
    sizes: Mutex<HashMap<(Tenant, WitnessName), TreeSize>>,
    cosigned: Mutex<HashMap<Tenant, Arc<Checkpoint>>>,
}

impl Witnessing {
    /// # Errors
    /// [`WitnessError::Vkey`], [`WitnessError::Client`].
    pub(crate) fn new(addresses: &[WitnessAddress]) -> Result<Self, WitnessError> {
        let client = Client::builder().timeout(PATIENCE).redirect(redirect::Policy::none()).build();
        let client = client.map_err(|_| WitnessError::Client)?;
        let witnesses = addresses.iter().map(|address| {
            let verifier = address.vkey.parse().map_err(|_| WitnessError::Vkey)?;
            Ok(Asked { url: format!("{}/add-checkpoint", address.prefix), verifier })
        });
        let witnesses = witnesses.collect::<Result<_, WitnessError>>()?;
        Ok(Self { client, witnesses, sizes: Mutex::default(), cosigned: Mutex::default() })
    }

    /// The newest checkpoint that witnesses cosigned.
    pub(crate) fn cosigned(&self, tenant: &Tenant) -> Option<Arc<Checkpoint>> {
        self.cosigned.lock().unwrap_or_else(PoisonError::into_inner).get(tenant).cloned()
    }

    /// Asks every witness for the newest checkpoint of a log, all at once. It takes the place of the one before if `enough`
    /// of them cosigned it, or as many.
    pub(crate) async fn ask(&self, logs: &Logs, tenant: &Tenant, enough: usize) -> Result<(), LogError> {
        let log = logs.of(tenant).await?;
        let Some(newest) = log.newest().filter(|_| !self.witnesses.is_empty()) else { return Ok(()) };
        let verifiers: Vec<_> = self.witnesses.iter().map(|witness| witness.verifier.clone()).collect();
        let Ok(witnesses) = Witnesses::new(log.key().verifier(), verifiers, 0) else {
            return Err(LogError::Checkpoint);
        };
        let answers = join_all(self.witnesses.iter().map(|witness| self.ask_one(logs, tenant, witness, &newest))).await;
        let mut cosigned = (*newest).clone();
        for answer in answers {
            let added = match answer {
                Ok(lines) => cosigned.with_cosignatures(&witnesses, &lines).map_err(|_| AskError::Protocol),
                Err(error) => Err(error),
            };
            match added {
                Ok(added) => cosigned = added,
                Err(error) => log_event!(warn, "a witness did not cosign", class = error.class()),
            }
        }
        let count = |checkpoint: &Checkpoint| witnesses.quorum(checkpoint).map_or(0, |cosigned| cosigned.len());
        let before = self.cosigned(tenant).map_or(0, |before| count(&before));
        let now = count(&cosigned);
        if now > 0 && now >= enough.min(before) {
            self.cosigned.lock().unwrap_or_else(PoisonError::into_inner).insert(*tenant, Arc::new(cosigned));
            log_event!(info, "witnesses cosigned", witnesses = now);
        }
        Ok(())
    }

    /// The signature lines of one witness.
    async fn ask_one(
        &self,
        logs: &Logs,
        tenant: &Tenant,
        witness: &Asked,
        checkpoint: &Checkpoint,
    ) -> Result<Vec<u8>, AskError> {
        let known = (*tenant, witness.verifier.name().clone());
        let mut old = self.sizes().get(&known).copied().unwrap_or(TreeSize(0));
        // Once more where the witness says what it cosigned last.
        for _ in 0..2 {
            let proof = logs.consistency(tenant, checkpoint, old).await?;
            let request = AddCheckpoint::new(old, proof, checkpoint).map_err(|_| AskError::Protocol)?;
            match self.post(witness, &request).await? {
                AddCheckpointAnswer::Cosigned(lines) => {
                    self.sizes().insert(known, checkpoint.size());
                    return Ok(lines);
                }
                AddCheckpointAnswer::Refused(Refusal::Conflict(size)) if size <= checkpoint.size() => old = size,
                AddCheckpointAnswer::Refused(refusal) => return Err(refusal.into()),
            }
        }
        Err(AskError::Protocol)
    }

    async fn post(&self, witness: &Asked, request: &AddCheckpoint) -> Result<AddCheckpointAnswer, AskError> {
        let response = self.client.post(&witness.url).body(request.to_bytes()).send().await?;
        let status = response.status().as_u16();
        let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).map(str::to_owned);
        let body = body_of(response).await?;
        AddCheckpointAnswer::from_parts(status, kind.as_deref(), &body).map_err(|_| AskError::Protocol)
    }

    fn sizes(&self) -> std::sync::MutexGuard<'_, HashMap<(Tenant, WitnessName), TreeSize>> {
        self.sizes.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// As much of the body as an answer can have, and one more byte.
async fn body_of(mut response: Response) -> Result<Vec<u8>, reqwest::Error> {
    let mut body = Vec::new();
    while body.len() <= MAX_NOTE_BYTES
        && let Some(chunk) = response.chunk().await?
    {
        body.extend_from_slice(&chunk);
    }
    body.truncate(MAX_NOTE_BYTES + 1);
    Ok(body)
}
