//! `card`.

use serde_json::{Value, json};
use sotto_engine::{CardView, Engine};
use sotto_rpc_schema::ErrorCode;

use super::{
    id,
    org::{self, parse_key_words},
};
use crate::{arguments::Card, failure::Failure};

pub(super) const LINK_SCHEME: &str = "sotto:";

pub(super) fn run(engine: &Engine, card: Card) -> Result<Value, Failure> {
    match card {
        Card::Add { card } if card.trim_start().starts_with(LINK_SCHEME) => view(engine, &engine.add_card_link(&card)?),
        Card::Add { card } => {
            let bytes =
                std::fs::read(&card).map_err(|error| Failure::new(ErrorCode::IoFailed, format!("{card}: {error}")))?;
            view(engine, &engine.add_card_file(&bytes)?)
        }
        Card::Show { organisation: Some(organisation) } => view(engine, &engine.card(&id(&organisation)?)?),
        Card::Show { organisation: None } => {
            let cards = engine.cards()?;
            match cards.as_slice() {
                // The usual vault knows one organisation; then this is its card.
                [card] => view(engine, card),
                cards => {
                    let cards = cards.iter().map(|card| view(engine, card)).collect::<Result<Vec<_>, _>>()?;
                    Ok(json!({ "cards": cards }))
                }
            }
        }
        Card::Compare { organisation, key_words } => {
            view(engine, &engine.compare_card(&id(&organisation)?, &parse_key_words(&key_words)?)?)
        }
    }
}

fn view(engine: &Engine, card: &CardView) -> Result<Value, Failure> {
    let restored = engine.restored(&card.organisation)?;
    let channels = card.channels.iter().map(|(channel, name)| json!({ "channel": channel, "name": name }));
    Ok(json!({
        "organisation": card.organisation.to_string(),
        "name": card.name,
        "key_words": card.key_words.words(),
        "compared": card.compared,
        "channels": channels.collect::<Vec<_>>(),
        "restored": restored.as_ref().map(org::view),
    }))
}
