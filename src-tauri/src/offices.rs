//! The organisations whose cards are stored here, as the window shows them.
//!
//! Key words cost a tenth of a second each, on purpose; pages are read anew at each event.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use sotto_engine::{Engine, OrganisationId};
use sotto_rpc_schema::{ErrorCode, RpcError, types::Organisation};

use crate::commands::{convert, refused};

/// Kept from the first question until a card changes.
#[derive(Default)]
pub(crate) struct Offices(Mutex<Known>);

type Known = Option<BTreeMap<OrganisationId, Organisation>>;

impl Offices {
    /// A card was added or compared.
    pub(crate) fn forget(&self) {
        *self.known() = None;
    }

    /// All of them.
    pub(crate) fn all(&self, engine: &Engine) -> Result<BTreeMap<OrganisationId, Organisation>, RpcError> {
        self.look(engine, BTreeMap::clone)
    }

    /// One of them.
    pub(crate) fn one(&self, engine: &Engine, organisation: &OrganisationId) -> Result<Organisation, RpcError> {
        self.look(engine, |known| known.get(organisation).cloned())?
            .ok_or_else(|| ErrorCode::OrganisationUnknown.into())
    }

    fn look<T>(
        &self,
        engine: &Engine,
        at: impl FnOnce(&BTreeMap<OrganisationId, Organisation>) -> T,
    ) -> Result<T, RpcError> {
        let mut known = self.known();
        if let Some(known) = known.as_ref() {
            return Ok(at(known));
        }
        let cards = engine.cards().map_err(refused)?;
        let cards = cards.into_iter().map(|card| (card.organisation, convert::organisation(card))).collect();
        Ok(at(known.insert(cards)))
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
