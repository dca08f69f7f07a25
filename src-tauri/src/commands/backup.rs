//! A backup of the vault, and a vault from one. Paths stay on this side.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, MutexGuard, PoisonError},
};

use sotto_engine::{Engine, KdfParams, Mode, NewProfile, NoKeyring, Route, SystemClock};
use sotto_rpc_schema::{
    ErrorCode, RpcError, command,
    types::{BackupPassphrase, ChosenBackup, Nothing, RestoredBackup, SavedBackup},
};

use super::{blocking, convert, refused, route::early};
use crate::{background, dispatch::Answer, state::Desk};

impl Answer<command::BackupCreate> for Desk {
    async fn answer(&self, request: BackupPassphrase) -> Result<Option<SavedBackup>, RpcError> {
        let engine = self.engine()?;
        let picker = Arc::clone(&self.picker);
        blocking(move || {
            let passphrase = request.passphrase.expose();
            // Before the person looks for a place.
            engine.check_passphrase(passphrase, &NoKeyring).map_err(refused)?;
            let at = convert::time(engine.now());
            let Some(path) = picker.save(&offered_name(&at)) else { return Ok(None) };
            let size_bytes = engine.back_up(passphrase, &NoKeyring, &path).map_err(refused)?;
            Ok(Some(SavedBackup { name: name_of(&path), size_bytes, at }))
        })
        .await
    }
}

/// The day, and nothing of whose it is: the file may lie where others look.
fn offered_name(at: &str) -> String {
    let day = at.split('T').next().unwrap_or_default();
    format!("backup-{day}.age")
}

fn name_of(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

impl Answer<command::BackupChoose> for Desk {
    async fn answer(&self, _: Nothing) -> Result<Option<ChosenBackup>, RpcError> {
        let picker = Arc::clone(&self.picker);
        let Some(path) = blocking(move || Ok(picker.backup())).await? else { return Ok(None) };
        let name = name_of(&path);
        *chosen(self) = Some(path);
        Ok(Some(ChosenBackup { name }))
    }
}

fn chosen(desk: &Desk) -> MutexGuard<'_, Option<PathBuf>> {
    desk.backup.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Answer<command::BackupRestore> for Desk {
    async fn answer(&self, request: BackupPassphrase) -> Result<RestoredBackup, RpcError> {
        let path = chosen(self).clone().ok_or(ErrorCode::BadRequest)?;
        let (profile, way) = (self.profile.clone(), early(self));
        let (engine, restored) = blocking(move || {
            let new = NewProfile {
                profile: &profile,
                passphrase: request.passphrase.expose(),
                mode: Mode::Passphrase,
                params: KdfParams::default(),
                recovery: false,
            };
            let engine = Engine::restore_backup(&new, &path, &NoKeyring, Arc::new(SystemClock)).map_err(refused)?;
            // The backup brings the way of the vault; one that hides more and was chosen here holds.
            if way.route != Route::Direct {
                engine.take_way(way).map_err(refused)?;
            }
            let restored = told(&engine)?;
            Ok((engine, restored))
        })
        .await?;
        *chosen(self) = None;
        background::start(self, engine);
        Ok(restored)
    }
}

fn told(engine: &Engine) -> Result<RestoredBackup, RpcError> {
    let [cases, ..] = engine.case_counts().map_err(refused)?;
    Ok(RestoredBackup {
        cases,
        drafts: engine.drafts().map_err(refused)?.len(),
        held: engine.waiting().map_err(refused)?.iter().filter(|waiting| waiting.paused.is_some()).count(),
        handles: engine.me().map_err(refused)?.is_some(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_that_is_offered_says_the_day_and_nothing_else() {
        assert_eq!(offered_name("2026-11-24T00:28:59Z"), "backup-2026-11-24.age");
    }
}
