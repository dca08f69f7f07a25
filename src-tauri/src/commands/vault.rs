//! Making, opening and locking the vault.

use std::sync::Arc;

use getrandom::SysRng;
use rand_core::UnwrapErr;
use sotto_engine::{Created, Engine, KdfParams, Mode, NewProfile, NoKeyring, SystemClock};
use sotto_rpc_schema::{
    ErrorCode, RpcError, Secret, command,
    types::{
        CreatedVault, Lock, NewVault, Nothing, PassphraseStrength, PassphraseToCheck, Strength, SuggestedPassphrase,
        Unlock, VaultInfo, VaultState,
    },
};

use super::{blocking, refused, route::early};
use crate::{background, dispatch::Answer, managed, passphrase, state::Desk};

impl Answer<command::VaultStatus> for Desk {
    async fn answer(&self, _: Nothing) -> Result<VaultInfo, RpcError> {
        let state = match (self.is_open(), self.profile.holds_vault()) {
            (true, _) => VaultState::Open,
            (false, true) => VaultState::Locked,
            (false, false) => VaultState::Absent,
        };
        let signs = blocking(|| Ok(managed::signs())).await?;
        Ok(VaultInfo { state, locked_because: self.locked_because, signs })
    }
}

impl Answer<command::PassphraseSuggest> for Desk {
    async fn answer(&self, _: Nothing) -> Result<SuggestedPassphrase, RpcError> {
        let passphrase = passphrase::suggest(&mut UnwrapErr(SysRng));
        Ok(SuggestedPassphrase { passphrase: passphrase.to_string().into() })
    }
}

impl Answer<command::PassphraseCheck> for Desk {
    async fn answer(&self, request: PassphraseToCheck) -> Result<PassphraseStrength, RpcError> {
        Ok(passphrase::strength(request.passphrase.expose()))
    }
}

impl Answer<command::VaultCreate> for Desk {
    async fn answer(&self, request: NewVault) -> Result<CreatedVault, RpcError> {
        not_too_weak(&request.passphrase)?;
        let (profile, way) = (self.profile.clone(), early(self));
        let Created { engine, recovery_phrase } = blocking(move || {
            let new = NewProfile {
                profile: &profile,
                passphrase: request.passphrase.expose(),
                mode: Mode::Passphrase,
                params: KdfParams::default(),
                recovery: request.recovery,
            };
            let created = Engine::create(&new, &NoKeyring, Arc::new(SystemClock)).map_err(refused)?;
            created.engine.take_way(way).map_err(refused)?;
            Ok(created)
        })
        .await?;
        background::start(self, engine);
        let words =
            |phrase: zeroize::Zeroizing<String>| phrase.split(' ').map(|word| Secret::from(word.to_owned())).collect();
        Ok(CreatedVault { recovery_phrase: recovery_phrase.map(words) })
    }
}

pub(super) fn not_too_weak(passphrase: &Secret) -> Result<(), RpcError> {
    match passphrase::strength(passphrase.expose()).strength {
        Strength::TooWeak => Err(ErrorCode::PassphraseTooWeak.into()),
        _ => Ok(()),
    }
}

impl Answer<command::VaultUnlock> for Desk {
    async fn answer(&self, request: Unlock) -> Result<(), RpcError> {
        if self.is_open() {
            return Ok(());
        }
        let profile = self.profile.clone();
        let engine = blocking(move || {
            Engine::unlock(&profile, request.passphrase.expose(), &NoKeyring, Arc::new(SystemClock)).map_err(refused)
        })
        .await?;
        background::start(self, engine);
        Ok(())
    }
}

impl Answer<command::LeaveNoTrace> for Desk {
    async fn answer(&self, _: Nothing) -> Result<(), RpcError> {
        self.leave_no_trace().await;
        Ok(())
    }
}

impl Answer<command::VaultLock> for Desk {
    async fn answer(&self, request: Lock) -> Result<(), RpcError> {
        self.lock(request.because).await;
        Ok(())
    }
}
