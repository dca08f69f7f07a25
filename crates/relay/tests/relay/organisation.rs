//! Setting up, inviting, joining, certifying, dismissing.

use sha2::{Digest, Sha256};
use sotto_protocol::{
    roster::Role,
    time::{DAY_SECONDS, UnixSeconds},
};
use sotto_relay_api::{Act, ActBody, Answer, KeyPackageUpload, Refusal, Request};
use sotto_tlog::{ConsistencyProof, EventKind, verify_consistency};

use crate::support::{Ended, Keys, NOW, World, person, refusal};

pub(crate) fn join_act(world: &World, keys: &Keys, token: [u8; 32]) -> ActBody {
    let act = Act::Join {
        token: token.into(),
        keys: keys.device_keys(),
        name: "Ines Halvorsen".into(),
        title: "Head of Integrity".into(),
    };
    world.body(9, act)
}

pub(crate) fn invite_act(world: &World, id: u8, token: [u8; 32]) -> ActBody {
    let token_hash: [u8; 32] = Sha256::digest(token).into();
    let email = "ines@example.org".into();
    world.body(id, Act::Invite { token_hash: token_hash.into(), email, role: Role::Member })
}

// rule: SETUP-01
#[tokio::test]
async fn an_organisation_is_founded_once_and_by_its_owner() {
    let world = World::empty().await;
    let mut client = world.connect().await;
    client.hello(None).await.unwrap();
    assert_eq!(client.refusal(Request::FetchCard).await, Some(Refusal::OrganisationUnknown));

    let good = world.setup_act("owner@example.org");
    let stranger = Keys::of(77);
    assert_eq!(refusal(&client.act(&good, &stranger).await.0), Some(Refusal::NotPermitted));
    let Act::Setup { root, roster, email, .. } = good.act.clone() else { panic!() };
    let wrong = ActBody { act: Act::Setup { token: [0; 32].into(), root, roster, email }, ..good.clone() };
    assert_eq!(refusal(&client.act(&wrong, &world.owner).await.0), Some(Refusal::TokenInvalid));

    let (answer, log) = client.act(&good, &world.owner).await;
    let Answer::Logged(entry) = answer else { panic!("{answer:?}") };
    assert_eq!(world.event(&entry, log.as_ref()).kind(), EventKind::RosterPublished);
    assert_eq!(entry.index, 1);

    // The same act after a cut, on either kind of channel.
    assert_eq!(client.act(&good, &world.owner).await.0, Answer::Logged(entry.clone()));
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    assert_eq!(owner.act(&good, &world.owner).await.0, Answer::Logged(entry));
    let again = ActBody { id: [2; 16].into(), ..good };
    assert_eq!(refusal(&client.act(&again, &world.owner).await.0), Some(Refusal::TokenInvalid));
}

// rule: ROLE-02
#[tokio::test]
async fn an_invitation_is_good_once_and_for_two_weeks() {
    let world = World::founded().await;
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    for (id, token) in [(1, [1; 32]), (2, [2; 32])] {
        let (answer, log) = owner.act(&invite_act(&world, id, token), &world.owner).await;
        let Answer::Logged(entry) = answer else { panic!("{answer:?}") };
        assert_eq!(world.event(&entry, log.as_ref()).kind(), EventKind::InvitationCreated);
    }
    let ines = Keys::of(2);
    let mut device = world.proven(&ines, ines.as_device()).await;
    let unknown = join_act(&world, &ines, [9; 32]);
    assert_eq!(refusal(&device.act(&unknown, &ines).await.0), Some(Refusal::TokenInvalid));
    let others = join_act(&world, &Keys::of(3), [1; 32]);
    assert_eq!(refusal(&device.act(&others, &ines).await.0), Some(Refusal::BadRequest));

    let joining = join_act(&world, &ines, [1; 32]);
    let (answer, log) = device.act(&joining, &ines).await;
    let Answer::Logged(entry) = answer else { panic!("{answer:?}") };
    assert_eq!(world.event(&entry, log.as_ref()).kind(), EventKind::DeviceJoined);
    assert_eq!(device.act(&joining, &ines).await.0, Answer::Logged(entry));

    let third = Keys::of(3);
    let mut other = world.proven(&third, third.as_device()).await;
    assert_eq!(refusal(&other.act(&join_act(&world, &third, [1; 32]), &third).await.0), Some(Refusal::TokenInvalid));
    world.clock.set(NOW.plus(14 * DAY_SECONDS));
    assert_eq!(refusal(&other.act(&join_act(&world, &third, [2; 32]), &third).await.0), Some(Refusal::TokenInvalid));

    // Waiting, it sees the log grow and nothing else.
    assert_eq!(device.ask(Request::FetchCheckpoint).await.0, Answer::Done);
    assert_eq!(device.refusal(Request::ListRooms).await, Some(Refusal::NotPermitted));
    let (Answer::Waiting(waiting), _) = owner.ask(Request::FetchWaiting).await else { panic!() };
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].name.as_str(), waiting[0].role), ("Ines Halvorsen", Role::Member));
    assert_eq!(waiting[0].keys, ines.device_keys());
}

// rule: ROLE-01, ROLE-02
#[tokio::test]
async fn a_member_neither_invites_nor_publishes() {
    let mut world = World::founded().await;
    let ines = Keys::of(2);
    world.certify(person(2, Role::Member, &ines)).await;
    let mut device = world.proven(&ines, ines.as_device()).await;
    let invite = invite_act(&world, 1, [1; 32]);
    assert_eq!(refusal(&device.act(&invite, &ines).await.0), Some(Refusal::NotPermitted));
    assert_eq!(device.refusal(Request::FetchWaiting).await, Some(Refusal::NotPermitted));
    let roster = world.roster(3).sign(&world.owner.signing);
    let publish = world.body(3, Act::PublishRoster { roster });
    assert_eq!(refusal(&device.act(&publish, &ines).await.0), Some(Refusal::NotPermitted));
    // Nor in the OWNER's name on a channel of its own.
    let mut signed_by_owner = world.proven(&ines, ines.as_device()).await;
    assert_eq!(refusal(&signed_by_owner.act(&invite, &world.owner).await.0), Some(Refusal::NotPermitted));
}

// rule: ROLE-01
#[tokio::test]
async fn rosters_follow_each_other() {
    let world = World::founded().await;
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    let signed = |roster: sotto_protocol::roster::RosterBody| roster.sign(&world.owner.signing);
    let skipping = world.roster(3);
    let mut lasting = world.roster(2);
    lasting.expires_at = lasting.expires_at.plus(1);
    let mut expired = world.roster(2);
    (expired.issued_at, expired.expires_at) = (UnixSeconds(0), NOW);
    let mut ahead = world.roster(2);
    ahead.issued_at = NOW.plus(2 * DAY_SECONDS);
    for (id, bad) in (1..).zip([world.roster(1), skipping, lasting, expired, ahead]) {
        let act = world.body(id, Act::PublishRoster { roster: signed(bad) });
        assert_eq!(refusal(&owner.act(&act, &world.owner).await.0), Some(Refusal::RosterInvalid));
    }
    let good = world.body(9, Act::PublishRoster { roster: signed(world.roster(2)) });
    let (answer, log) = owner.act(&good, &world.owner).await;
    let Answer::Logged(entry) = answer else { panic!("{answer:?}") };
    let event = world.event(&entry, log.as_ref());
    assert_eq!((event.kind(), event.detail()["version"].as_str()), (EventKind::RosterPublished, "2"));

    let (Answer::Roster(Some((roster, entry))), log) = owner.ask(Request::FetchRoster { newer_than: 1 }).await else {
        panic!()
    };
    let roster = roster.verify(&world.root).unwrap();
    let hash = world.event(&entry, log.as_ref()).detail()["sha256"].clone();
    assert_eq!(hash, data_encoding::HEXLOWER.encode(&roster.hash()));
    assert_eq!(owner.ask(Request::FetchRoster { newer_than: 2 }).await.0, Answer::Roster(None));
    let Answer::Roster(Some((first, _))) = owner.ask(Request::FetchRosterVersion { version: 1 }).await.0 else {
        panic!("the first roster is kept")
    };
    assert_eq!(first.verify(&world.root).unwrap().version(), 1);
    assert_eq!(owner.ask(Request::FetchRosterVersion { version: 3 }).await.0, Answer::Roster(None));
}

#[tokio::test]
async fn the_log_is_seen_to_grow() {
    let mut world = World::founded().await;
    let mut owner = world.proven(&world.owner.clone(), world.owner.as_device()).await;
    let (_, first) = owner.ask(Request::FetchCheckpoint).await;
    let older = world.checkpoint(&first.unwrap());
    for n in 2..6 {
        world.certify(person(n, Role::Member, &Keys::of(n))).await;
    }
    owner.seen_size = older.size().0;
    let (_, second) = owner.ask(Request::FetchCheckpoint).await;
    let second = second.unwrap();
    let newer = world.checkpoint(&second);
    assert_eq!((older.size().0, newer.size().0), (2, 6));
    let proof: ConsistencyProof = minicbor::decode(&second.consistency).unwrap();
    verify_consistency(&older, &newer, &proof).unwrap();

    world.clock.advance(60);
    world.relay.as_ref().unwrap().resign_checkpoint().await;
    let (_, third) = owner.ask(Request::FetchCheckpoint).await;
    let later = world.checkpoint(&third.unwrap());
    assert_eq!((later.head(), later.time()), (newer.head(), NOW.plus(60)));
}

// rule: ROLE-04
#[tokio::test]
async fn who_is_not_certified_any_more_loses_all_access() {
    let mut world = World::founded().await;
    let ines = Keys::of(2);
    world.certify(person(2, Role::Member, &ines)).await;
    let mut device = world.proven(&ines, ines.as_device()).await;
    assert!(matches!(device.ask(Request::ListRooms).await.0, Answer::Rooms(_)));
    world.people.pop();
    let mut roster = world.roster(3);
    roster.revoked.push(ines.device());
    world.publish(roster).await;
    assert_eq!(device.try_ask(Request::ListRooms).await.unwrap_err(), Ended::Cut);
    let mut again = world.connect().await;
    again.hello(Some(world.organisation())).await.unwrap();
    let refused = again.prove(&world, &ines, ines.as_device()).await;
    assert_eq!(refused, Err(Ended::Refused(Refusal::NotPermitted)));
}

fn upload(n: u8, last_resort: bool, days: u64) -> KeyPackageUpload {
    KeyPackageUpload {
        reference: [n; 32].into(),
        package: vec![n; 2650].into(),
        last_resort,
        expires_at: NOW.plus(days * DAY_SECONDS),
    }
}

// rule: KEYP-11, KEYP-12, KEYP-13
#[tokio::test]
async fn a_key_package_is_handed_out_once_and_the_last_resort_after_it() {
    let world = World::founded().await;
    let mut owner = world.proven(&world.owner, world.owner.as_device()).await;
    let publish = |packages| world.body(5, Act::PublishKeyPackages { packages, replaces: false });
    for bad in [vec![], vec![upload(1, false, 0)], vec![upload(1, false, 400)]] {
        assert_eq!(refusal(&owner.act(&publish(bad), &world.owner).await.0), Some(Refusal::BadRequest));
    }
    let packages = vec![upload(1, false, 84), upload(2, false, 10), upload(3, true, 365)];
    assert_eq!(owner.act(&publish(packages.clone()), &world.owner).await.0, Answer::Done);
    let count = Answer::KeyPackageCount { one_time: 2, last_resort: true };
    assert_eq!(owner.ask(Request::CountKeyPackages).await.0, count);

    let reporter = Keys::of(40);
    let mut mailbox = world.proven(&reporter, reporter.as_mailbox()).await;
    let unknown = Keys::of(9).device();
    let mut seen = Vec::new();
    for seed in 0..4 {
        let solution = mailbox.solve(seed).await;
        let devices = vec![unknown, world.owner.device()];
        let (Answer::KeyPackages(fetched), _) =
            mailbox.ask(Request::FetchKeyPackages { devices: devices.clone(), solution }).await
        else {
            panic!()
        };
        assert_eq!(fetched[0].package, None);
        seen.push(fetched[1].package.as_ref().unwrap()[0]);
        let spent = Request::FetchKeyPackages { devices, solution };
        assert_eq!(mailbox.refusal(spent).await, Some(Refusal::PuzzleRequired));
    }
    assert_eq!(seen, [2, 1, 3, 3]);

    // Published again, a reference that was handed out stays handed out.
    assert_eq!(owner.act(&publish(packages), &world.owner).await.0, Answer::Done);
    let count = Answer::KeyPackageCount { one_time: 0, last_resort: true };
    assert_eq!(owner.ask(Request::CountKeyPackages).await.0, count);
}
