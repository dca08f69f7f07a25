//! Getting back in with the words on paper.

use std::sync::Arc;

use sotto_engine::{
    Engine, KdfParams, Mode, NewProfile, NoKeyring, OfficeOfCard, PhraseError, Recovered, RecoveryPhrase, SystemClock,
};
use sotto_rpc_schema::{
    RpcError, command,
    types::{CardLink, Nothing, OfficeToRestore, PhraseState, PhraseToCheck, Restore, RestoredVault, UnknownWord},
};

use super::{blocking, convert, organisation::chosen_card, refused, route::early, vault::not_too_weak};
use crate::{background, dispatch::Answer, state::Desk};

impl Answer<command::PhraseCheck> for Desk {
    async fn answer(&self, request: PhraseToCheck) -> Result<PhraseState, RpcError> {
        Ok(match RecoveryPhrase::parse(request.phrase.expose()) {
            Ok(_) => PhraseState::Fits,
            Err(PhraseError::UnknownWords(words)) => {
                PhraseState::Unknown { words: words.into_iter().map(unknown).collect() }
            }
            Err(PhraseError::Checksum { swapped }) => PhraseState::Unrelated { swapped },
            Err(_) => PhraseState::Incomplete,
        })
    }
}

fn unknown(word: sotto_engine::UnknownWord) -> UnknownWord {
    UnknownWord { position: word.position, near: word.near.into_iter().map(str::to_owned).collect() }
}

impl Answer<command::RestoreCard> for Desk {
    async fn answer(&self, request: CardLink) -> Result<OfficeToRestore, RpcError> {
        blocking(move || office(request.link.as_bytes())).await
    }
}

impl Answer<command::RestoreCardFile> for Desk {
    async fn answer(&self, _: Nothing) -> Result<Option<OfficeToRestore>, RpcError> {
        let picker = Arc::clone(&self.picker);
        blocking(move || chosen_card(picker.as_ref())?.map(|file| office(&file)).transpose()).await
    }
}

fn office(card: &[u8]) -> Result<OfficeToRestore, RpcError> {
    let OfficeOfCard { name, key_words, link } = OfficeOfCard::read(card).map_err(refused)?;
    Ok(OfficeToRestore { name, key_words: convert::words(&key_words), link })
}

impl Answer<command::VaultRestore> for Desk {
    async fn answer(&self, request: Restore) -> Result<RestoredVault, RpcError> {
        not_too_weak(&request.passphrase)?;
        let new = NewProfile {
            profile: &self.profile,
            passphrase: request.passphrase.expose(),
            mode: Mode::Passphrase,
            params: KdfParams::default(),
            recovery: true,
        };
        let cards: Vec<Vec<u8>> = request.cards.into_iter().map(String::into_bytes).collect();
        let from = (request.phrase.expose(), cards.as_slice());
        let recovered = Engine::recover(&new, from, early(self), &NoKeyring, Arc::new(SystemClock)).await;
        let Recovered { engine, cases, founded } = recovered.map_err(refused)?;
        background::start(self, engine);
        Ok(RestoredVault { cases: cases.len(), founded })
    }
}
