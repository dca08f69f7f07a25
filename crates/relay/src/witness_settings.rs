//! `sotto-relay witness` and `sotto-relay log-keys`: whom the relay asks to cosign its logs, and what they need to know of it.

use std::{io, path::Path};

use reqwest::Url;
use sotto_relay_storage::Organisations as _;
use sotto_tlog::{LogKey, MAX_WITNESSES, Origin, WitnessVerifier};

use crate::{
    data_folder::{DataFolder, SETTINGS, Settings, WitnessAddress},
    relay::{StartError, Stores, read_keys},
};

/// Why a witness is not asked.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum WitnessError {
    /// Local: there is no data folder of a relay.
    #[error(transparent)]
    Start(#[from] StartError),
    /// Local: the settings could not be written.
    #[error("the settings could not be written")]
    Write(#[source] io::Error),
    /// Local: not a C2SP verifier key of a witness.
    #[error("not the verifier key of a witness")]
    Vkey,
    /// Local: not an address that begins with `https://`, or with `http://` for this machine.
    #[error("not a submission prefix: https://…, or http:// on this machine")]
    Prefix,
    /// Local: this witness is asked already.
    #[error("this witness is asked already")]
    Known,
    /// Local: no such witness is asked.
    #[error("no such witness is asked")]
    Unknown,
    /// Local: 32 are asked.
    #[error("32 witnesses are asked already")]
    TooMany,
    /// Local: there is no client for HTTPS, such as without certificates of authorities.
    #[error("this system has what HTTPS needs in no usable form")]
    Client,
}

impl WitnessError {
    /// The stable code for scripts.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Start(error) => error.code(),
            Self::Write(_) => "settings_not_written",
            Self::Vkey => "vkey_invalid",
            Self::Prefix => "prefix_invalid",
            Self::Known => "witness_known",
            Self::Unknown => "witness_unknown",
            Self::TooMany => "too_many_witnesses",
            Self::Client => "internal",
        }
    }
}

/// Whom the relay in `data` asks.
///
/// # Errors
/// [`WitnessError::Start`].
pub fn witnesses(data: &Path) -> Result<Vec<WitnessAddress>, WitnessError> {
    Ok(settings(data)?.witnesses)
}

/// Lets the relay in `data` ask one more witness, from its next start on.
///
/// # Errors
/// [`WitnessError`]; nothing has changed then.
pub fn add_witness(data: &Path, witness: WitnessAddress) -> Result<(), WitnessError> {
    let verifier: WitnessVerifier = witness.vkey.parse().map_err(|_| WitnessError::Vkey)?;
    let prefix = witness.prefix.trim_end_matches('/').to_owned();
    if !is_prefix(&prefix) {
        return Err(WitnessError::Prefix);
    }
    let mut settings = settings(data)?;
    let known = settings.witnesses.iter().filter_map(|known| known.vkey.parse::<WitnessVerifier>().ok());
    for known in known {
        if known.name() == verifier.name() || known.public_key() == verifier.public_key() {
            return Err(WitnessError::Known);
        }
    }
    if settings.witnesses.len() >= MAX_WITNESSES {
        return Err(WitnessError::TooMany);
    }
    settings.witnesses.push(WitnessAddress { prefix, ..witness });
    keep(data, &settings)
}

/// Lets the relay in `data` ask this witness no more, from its next start on.
///
/// # Errors
/// [`WitnessError`]; nothing has changed then.
pub fn remove_witness(data: &Path, vkey: &str) -> Result<(), WitnessError> {
    let mut settings = settings(data)?;
    let before = settings.witnesses.len();
    settings.witnesses.retain(|known| known.vkey != vkey);
    if settings.witnesses.len() == before {
        return Err(WitnessError::Unknown);
    }
    keep(data, &settings)
}

/// The C2SP verifier key of each organisation's log, for witnesses to trust.
///
/// # Errors
/// [`WitnessError::Start`].
pub async fn log_keys(data: &Path) -> Result<Vec<String>, WitnessError> {
    let folder = DataFolder::at(data);
    let (_, _, keys) = read_keys(&folder)?;
    let stores = Stores::open(&folder).await.map_err(StartError::from)?;
    let tenants = stores.content.organisations().await;
    stores.close().await;
    let key_of = |origin| LogKey::from_seed(origin, &keys.log_seed()).map(|key| key.verifier().vkey());
    let tenants = tenants.map_err(StartError::from)?.into_iter();
    tenants
        .map(|tenant| key_of(Origin::of_organisation(tenant.organisation())).map_err(|_| WitnessError::Vkey))
        .collect()
}

/// TLS keeps from others when the log grows. Between two programs of one machine there is nobody.
fn is_prefix(prefix: &str) -> bool {
    let Ok(url) = Url::parse(prefix) else { return false };
    let is_plain = url.query().is_none() && url.fragment().is_none() && url.username().is_empty();
    let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
    is_plain && url.host_str().is_some() && (url.scheme() == "https" || (url.scheme() == "http" && is_here))
}

fn settings(data: &Path) -> Result<Settings, WitnessError> {
    let bytes = DataFolder::at(data).read(SETTINGS).map_err(StartError::NotInitialised)?;
    Ok(serde_json::from_slice(&bytes).map_err(StartError::from)?)
}

fn keep(data: &Path, settings: &Settings) -> Result<(), WitnessError> {
    let bytes = serde_json::to_vec_pretty(settings).map_err(StartError::from)?;
    DataFolder::at(data).replace(SETTINGS, &bytes).map_err(WitnessError::Write)
}
