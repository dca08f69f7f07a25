//! Who holds what of a key, on real devices with a real relay.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

use sotto_protocol::identity::IdentityError;

use super::*;
use crate::room_sync::{kind, tests::World};

fn dana() -> Identity {
    Identity { name: Some("Dana Veldt".into()), contact: None, work: None, document: None }
}

fn handler(engine: &Engine) -> HandlerId {
    engine.me().unwrap().unwrap().handler
}

/// Discloses to `reader`; the record, and what the relay keeps of it.
async fn disclose(world: &World, reader: &Engine) -> (RecordId, Vec<u8>) {
    world.reporter.refresh_roster(&world.owner.office().unwrap().unwrap()).await.unwrap();
    let message = world.reporter.queue_disclosure(world.case, &dana(), &[handler(reader)], "Night Shift").unwrap();
    let item = world.reporter.read(|tx| Ok(tx.outbox().get(message)?)).unwrap().unwrap();
    let Outgoing::Disclosure { content: Content::Disclosed(disclosure), sealed } =
        codec::from_slice(&item.payload).unwrap()
    else {
        panic!()
    };
    world.reporter.sync().await.unwrap();
    world.everyone_syncs().await;
    (disclosure.record, sealed.to_vec())
}

fn shares(engine: &Engine, record: RecordId) -> Vec<SealedShare> {
    let shares = engine.read(|tx| Ok(tx.disclosures().shares(record)?)).unwrap();
    shares.iter().map(|share| codec::from_slice(share).unwrap()).collect()
}

/// A reader who was not chosen has nothing that opens it, not even with all that the relay keeps; nor does a stolen vault
/// after the withdrawal.
// rule: IDEN-14
#[tokio::test]
async fn only_the_chosen_hold_a_key_and_only_until_the_withdrawal() {
    let world = World::new().await;
    world.everyone_syncs().await;
    let (record, sealed) = disclose(&world, &world.member).await;
    for other in [&world.owner, &world.viewer, &world.reporter] {
        assert_eq!(shares(other, record), []);
    }
    let [share] = &shares(&world.member, record)[..] else { panic!() };
    assert_eq!((share.part, share.opener), (Part::Whole, handler(&world.member)));
    // The object that brought the shares is not kept: after the withdrawal nothing brings them back.
    let rows = world.member.read(|tx| Ok(tx.messages().of_case(world.case)?)).unwrap();
    let disclosed = rows.iter().find(|row| row.kind == kind::DISCLOSED).unwrap();
    assert!(disclosed.content.is_empty());

    let opener = handler(&world.member);
    let held = || world.member.read(|tx| world.member.share(tx, world.case, record, opener, Part::Whole));
    let key = held().unwrap();
    assert_eq!(Identity::open(&sealed, &key, &world.case, &record).unwrap(), dana());

    world.reporter.queue_withdrawal(world.case).unwrap();
    world.reporter.sync().await.unwrap();
    world.everyone_syncs().await;
    assert_eq!(shares(&world.member, record), []);
    assert_eq!(held().unwrap_err().code(), ErrorCode::OpeningKeyLost);
}

/// Neither the one who opens nor the one who agrees has the key alone.
// rule: IDEN-04
#[tokio::test]
async fn each_of_two_holds_half() {
    let world = World::new().await;
    let (owner, member) = (handler(&world.owner), handler(&world.member));
    world.owner.set_identity_policy(&[owner, member], &[owner, member]).await.unwrap();
    world.everyone_syncs().await;
    let (record, sealed) = disclose(&world, &world.member).await;
    let half = |engine: &Engine, part| engine.read(|tx| engine.share(tx, world.case, record, member, part)).unwrap();
    let (own, other) = (half(&world.member, Part::Opener), half(&world.owner, Part::Approver));
    assert_eq!((shares(&world.member, record).len(), shares(&world.owner, record).len()), (1, 1));
    let open = |key: &IdentityKey| Identity::open(&sealed, key, &world.case, &record);
    assert_eq!(open(&own), Err(IdentityError::NotAuthentic));
    assert_eq!(open(&other), Err(IdentityError::NotAuthentic));
    assert_eq!(open(&own.joined(&other)), Ok(dana()));

    // The device of the second person agrees to what the log has, and to nobody's own request.
    let request = world.member.ask_opening(world.case, "To protect you.").await.unwrap();
    world.everyone_syncs().await;
    let own_request = world.member.decide_opening(world.case, request, true).await;
    assert_eq!(own_request.unwrap_err().code(), ErrorCode::NotPermitted);
    let unknown = world.owner.decide_opening(world.case, MessageId::from_bytes([9; 16]), true).await;
    assert_eq!(unknown.unwrap_err().code(), ErrorCode::NotFound);
    world.owner.decide_opening(world.case, request, true).await.unwrap();
    let again = world.owner.decide_opening(world.case, request, false).await;
    assert_eq!(again.unwrap_err().code(), ErrorCode::ApprovalPending);
    world.member.sync().await.unwrap();
    assert_eq!(world.member.open_identity(world.case, "", Some(request)).await.unwrap(), dana());
}
