//! `org` and `handler`.

use serde_json::{Value, json};
use sotto_engine::{DeviceState, Engine, Founding, HandlerId, KeyWords, Restored, Role, WitnessPolicy};
use sotto_rpc_schema::ErrorCode;

use super::{id, rfc3339};
use crate::{
    arguments::{Handler, Org, Policy},
    failure::Failure,
};

pub(super) async fn run(engine: &Engine, org: Org) -> Result<Value, Failure> {
    match org {
        Org::Setup { setup_link, name, person, title, email } => {
            let founding =
                Founding { setup_link: &setup_link, name: &name, person: &person, title: &title, email: &email };
            let card = engine.found_organisation(&founding).await?;
            let file = engine.export_card(&card)?;
            Ok(json!({
                "organisation": card.organisation.to_string(),
                "card_link": card.link,
                "card_file": file,
                "key_words": card.key_words.words(),
            }))
        }
        Org::Invite { email, role } => {
            let role = Role::from_word(&role).ok_or_else(|| Failure::new(ErrorCode::BadRequest, "no such role"))?;
            Ok(json!({ "invite": engine.invite(&email, role).await? }))
        }
        Org::Certify { handler, key_words, channel } => {
            let words = parse_key_words(&key_words)?;
            let version = engine.certify(&id(&handler)?, &words, channel.as_deref()).await?;
            Ok(json!({ "roster_version": version }))
        }
        Org::AcceptRestore { confirm } => Ok(view(&engine.accept_restore(confirm).await?)),
        Org::Members => {
            let members = engine.members().await?;
            let members: Vec<Value> = members
                .into_iter()
                .map(|member| {
                    let devices = member.devices.iter().map(|device| {
                        json!({
                            "device": device.device.to_string(),
                            "state": state_word(device.state),
                            "key_words": device.key_words.words(),
                        })
                    });
                    json!({
                        "handler": member.handler.to_string(),
                        "person": member.person,
                        "title": member.title,
                        "role": member.role.as_str(),
                        "devices": devices.collect::<Vec<_>>(),
                    })
                })
                .collect();
            Ok(json!({ "members": members }))
        }
        Org::Policy(policy) => self::policy(engine, policy).await,
    }
}

async fn policy(engine: &Engine, policy: Policy) -> Result<Value, Failure> {
    match policy {
        Policy::Set { key, value } if key.starts_with("log.") => set_witnesses(engine, &key, &value).await?,
        Policy::Set { key, value } => set_identity(engine, &key, &value).await?,
        Policy::Show => {}
    }
    let (openers, approvers) = engine.identity_policy()?;
    let words = |people: &[HandlerId]| people.iter().map(ToString::to_string).collect::<Vec<_>>();
    let witnesses = engine.witness_policy()?;
    Ok(json!({
        "identity": { "openers": words(&openers), "approvers": words(&approvers) },
        "log": {
            "witnesses": witnesses.as_ref().map_or(&[][..], |policy| &policy.vkeys),
            "threshold": witnesses.as_ref().map_or(0, |policy| policy.threshold),
        },
    }))
}

/// Witnesses are enough all together, until another threshold is set.
async fn set_witnesses(engine: &Engine, key: &str, value: &str) -> Result<(), Failure> {
    let before = engine.witness_policy()?;
    let wrong = || Failure::new(ErrorCode::BadRequest, "no such policy, or not a value of it");
    let next = match (key, before) {
        ("log.witnesses", _) if value == "none" => None,
        ("log.witnesses", _) => {
            let vkeys: Vec<String> = value.split(',').map(|vkey| vkey.trim().to_owned()).collect();
            let threshold = u8::try_from(vkeys.len()).map_err(|_| wrong())?;
            Some(WitnessPolicy { vkeys, threshold })
        }
        ("log.threshold", Some(before)) => {
            Some(WitnessPolicy { threshold: value.parse().map_err(|_| wrong())?, ..before })
        }
        _ => return Err(wrong()),
    };
    engine.set_witness_policy(next).await?;
    Ok(())
}

async fn set_identity(engine: &Engine, key: &str, value: &str) -> Result<(), Failure> {
    let (mut openers, mut approvers) = engine.identity_policy()?;
    let people = || value.split(',').map(|handler| id(handler.trim())).collect::<Result<Vec<HandlerId>, _>>();
    match key {
        "identity.openers" => openers = people()?,
        "identity.approvers" if value == "none" => approvers = Vec::new(),
        "identity.approvers" => approvers = people()?,
        _ => return Err(Failure::new(ErrorCode::BadRequest, "no such policy")),
    }
    engine.set_identity_policy(&openers, &approvers).await?;
    Ok(())
}

pub(super) async fn join(engine: &Engine, handler: Handler) -> Result<Value, Failure> {
    let Handler::Join { invite, person, title } = handler;
    let joined = engine.join(&invite, &person, &title).await?;
    Ok(json!({
        "handler": joined.handler.to_string(),
        "device": joined.device.to_string(),
        "key_words": joined.key_words.words(),
    }))
}

/// Words that somebody typed; none of them known is no agreement either.
pub(super) fn parse_key_words(text: &str) -> Result<KeyWords, Failure> {
    text.parse().map_err(|_| ErrorCode::KeyWordsMismatch.into())
}

/// What is said of a relay that was put back from a copy.
pub(super) fn view(restored: &Restored) -> Value {
    json!({
        "stated": restored.stated_at.is_some(),
        "incarnation": restored.incarnation,
        "kept": restored.kept,
        "seen": restored.seen,
        "stated_at": restored.stated_at.map(rfc3339),
    })
}

fn state_word(state: DeviceState) -> &'static str {
    match state {
        DeviceState::Waiting => "waiting",
        DeviceState::Certified => "certified",
        DeviceState::Revoked => "revoked",
    }
}
