//! Hello, proof, frames, pushes, limits.

use std::time::Duration;

use rustls::crypto::aws_lc_rs::kx_group;
use sotto_protocol::{ids::OrganisationId, roster::Role};
use sotto_relay::{Limits, RelayConfig};
use sotto_relay_api::{Answer, Push, Refusal, Request};
use tokio::io::{AsyncReadExt, AsyncWriteExt};

use crate::support::{Client, Ended, Keys, World, person, tls};

// rule: CHAN-01, CHAN-02
// proves: PRIV-13
#[tokio::test]
async fn only_the_hybrid_key_exchange_is_spoken() {
    let world = World::empty().await;
    let spki = *world.setup.relay.tls_keys[0];
    assert!(tls(world.address, spki, kx_group::X25519MLKEM768).await.is_some());
    assert!(tls(world.address, spki, kx_group::X25519).await.is_none());
    assert!(tls(world.address, [0; 32], kx_group::X25519MLKEM768).await.is_none());
}

#[tokio::test]
async fn plain_https_has_health_and_card_and_a_strict_transport() {
    let world = World::founded().await;
    let mut stream = tls(world.address, *world.setup.relay.tls_keys[0], kx_group::X25519MLKEM768).await.unwrap();
    stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: relay.invalid\r\n\r\n").await.unwrap();
    let mut answer = vec![0; 512];
    let read = stream.read(&mut answer).await.unwrap();
    let text = String::from_utf8_lossy(&answer[..read]).to_lowercase();
    assert!(text.starts_with("http/1.1 200"), "{text}");
    assert!(text.contains("strict-transport-security: max-age="), "{text}");

    let mut stream = tls(world.address, *world.setup.relay.tls_keys[0], kx_group::X25519MLKEM768).await.unwrap();
    let request = b"GET /v1/card HTTP/1.1\r\nhost: relay.invalid\r\nconnection: close\r\n\r\n";
    stream.write_all(request).await.unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer).await;
    let at = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap() + 4;
    let card = sotto_protocol::card::Card::from_file(&answer[at..]).unwrap();
    assert_eq!(card.roots, world.root.chain());
}

// rule: CHAN-04
#[tokio::test]
async fn versions_and_organisations_that_are_not_here_are_refused() {
    let world = World::founded().await;
    let organisation = Some(world.organisation());
    let mut client = world.connect().await;
    assert_eq!(client.hello_versions(1, 9, organisation).await, Ok(1));
    let mut newer = world.connect().await;
    let refused = newer.hello_versions(2, 9, organisation).await;
    assert_eq!(refused, Err(Ended::Refused(Refusal::VersionUnsupported)));
    assert_eq!(newer.receive().await.unwrap_err(), Ended::Cut);
    let elsewhere = Some(OrganisationId::from_bytes([0; 32]));
    let refused = world.connect().await.hello(elsewhere).await;
    assert_eq!(refused, Err(Ended::Refused(Refusal::OrganisationUnknown)));
}

// rule: CHAN-03
#[tokio::test]
async fn a_proof_is_good_on_its_own_connection_alone() {
    let world = World::founded().await;
    let organisation = Some(world.organisation());
    let (mut first, mut second) = (world.connect().await, world.connect().await);
    first.hello(organisation).await.unwrap();
    second.hello(organisation).await.unwrap();
    let proof = first.proof(&world, &world.owner);
    first.prove_with(&world.owner, world.owner.as_device(), proof).await.unwrap();
    let replayed = second.prove_with(&world.owner, world.owner.as_device(), proof).await;
    assert_eq!(replayed, Err(Ended::Refused(Refusal::ProofInvalid)));
}

// rule: CHAN-06
#[tokio::test]
async fn the_key_must_be_the_registered_one() {
    let world = World::founded().await;
    let reporter = Keys::of(40);
    let _open = world.open_case(&reporter, 1).await;
    let thief = Keys::of(41);
    for principal in [world.owner.as_device(), reporter.as_mailbox()] {
        let mut client = world.connect().await;
        client.hello(Some(world.organisation())).await.unwrap();
        let refused = client.prove(&world, &thief, principal).await;
        assert_eq!(refused, Err(Ended::Refused(Refusal::ProofInvalid)));
    }
}

// rule: CHAN-08
// proves: PRIV-11
#[tokio::test]
async fn without_a_proof_only_what_is_public_is_answered() {
    let world = World::founded().await;
    let mut client = world.connect().await;
    client.hello(Some(world.organisation())).await.unwrap();
    let (Answer::Card { roster, .. }, None) = client.ask(Request::FetchCard).await else { panic!() };
    assert_eq!(roster.verify(&world.root).unwrap().body().people.len(), world.people.len());
    assert!(matches!(client.ask(Request::FetchPuzzle).await.0, Answer::Puzzle(_)));
    for request in [
        Request::FetchCheckpoint,
        Request::ListRooms,
        Request::FetchWaiting,
        Request::CountKeyPackages,
        Request::FetchEntries { case: Keys::of(40).case() },
        Request::FetchLog { before: None, count: 1 },
    ] {
        assert_eq!(client.refusal(request).await, Some(Refusal::NotPermitted));
    }
    let mut unknown = world.proven(&Keys::of(42), Keys::of(42).as_device()).await;
    assert_eq!(unknown.refusal(Request::FetchCheckpoint).await, Some(Refusal::NotPermitted));
    assert_eq!(unknown.refusal(Request::ListRooms).await, Some(Refusal::NotPermitted));
}

// rule: CHAN-05
#[tokio::test]
async fn a_frame_that_is_none_ends_the_connection() {
    let world = World::founded().await;
    for bytes in [vec![], vec![0xff; 1024], vec![0; 1000], vec![0; 1024]] {
        let mut client = world.connect().await;
        client.hello(Some(world.organisation())).await.unwrap();
        client.send_raw(bytes).await;
        assert_eq!(client.receive().await.unwrap_err(), Ended::Refused(Refusal::BadRequest));
        assert_eq!(client.receive().await.unwrap_err(), Ended::Cut);
    }
    let mut client = world.connect().await;
    client.hello(Some(world.organisation())).await.unwrap();
    client.send_raw(vec![0; sotto_relay_api::MAX_FRAME_BYTES + 1024]).await;
    assert!(client.receive().await.is_err());
    // Others are served as before.
    world.proven(&world.owner, world.owner.as_device()).await;
}

#[tokio::test]
async fn a_new_roster_is_pushed_to_everyone() {
    let mut world = World::founded().await;
    let mut owner = world.proven(&world.owner.clone(), world.owner.as_device()).await;
    let reporter = Keys::of(40);
    let (mut mailbox, _) = world.open_case(&reporter, 1).await;
    world.certify(person(2, Role::Member, &Keys::of(2))).await;
    assert_eq!(mailbox.push().await, Ok(Push::Roster { version: 2 }));
    assert!(matches!(owner.push().await, Ok(Push::Room { sequence: 1, .. })));
    assert_eq!(owner.push().await, Ok(Push::Roster { version: 2 }));
}

// rule: CHAN-07
#[tokio::test]
async fn who_says_nothing_is_dropped() {
    let mut world = World::empty().await;
    world.stop().await;
    let short = Duration::from_millis(50);
    let limits = Limits { handshake: short, hello: short, idle: short, ..Limits::default() };
    world.start(RelayConfig { limits, ..world.config() }).await;

    let mut half_open = tokio::net::TcpStream::connect(world.address).await.unwrap();
    assert_eq!(half_open.read(&mut [0; 16]).await.unwrap(), 0);
    let mut silent = world.connect().await;
    assert_eq!(silent.receive().await.unwrap_err(), Ended::Cut);
}

// rule: CHAN-07
#[tokio::test]
async fn all_places_taken_means_no_place() {
    let mut world = World::empty().await;
    world.stop().await;
    let limits = Limits { connections: 1, ..Limits::default() };
    world.start(RelayConfig { limits, ..world.config() }).await;
    let spki = *world.setup.relay.tls_keys[0];
    let first = Client::try_connect(world.address, spki, kx_group::X25519MLKEM768).await;
    assert!(first.is_some());
    assert!(Client::try_connect(world.address, spki, kx_group::X25519MLKEM768).await.is_none());
}

#[tokio::test]
async fn a_stop_finishes_what_is_under_way() {
    let mut world = World::founded().await;
    let mut client = world.proven(&world.owner.clone(), world.owner.as_device()).await;
    assert!(matches!(client.ask(Request::FetchCheckpoint).await.0, Answer::Done));
    world.stop().await;
    assert_eq!(client.try_ask(Request::FetchCheckpoint).await.unwrap_err(), Ended::Cut);
}
