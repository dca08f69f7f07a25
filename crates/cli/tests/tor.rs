//! Sotto's own Tor, through a Tor network of Debian's `tor`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
};

use common::{bodies, draft, send, text};
use serde_json::json;
use sotto_testkit::{Office, Person, TOR_NETWORK, TorNetwork};
use tempfile::TempDir;

/// Somebody new who holds the office's card and uses `network` by Sotto's own Tor.
fn reporter(office: &Office, network: &TorNetwork, name: &str) -> (Person, String) {
    let (reporter, organisation) = office.reporter(name);
    let reporter = reporter.with_env(TOR_NETWORK, network.settings());
    let shown = reporter.ask(&["route", "own-tor"]);
    assert_eq!((&shown["route"], &shown["network"]), (&json!("own-tor"), &json!("other")));
    (reporter, organisation)
}

fn all_in(network: &TorNetwork, reached: &[SocketAddr]) -> bool {
    !reached.is_empty() && reached.iter().all(|address| network.holds(*address))
}

/// The relay's name leads nowhere, so whatever reaches it came by its onion service.
// rule: CHAN-09, CHAN-10, CHAN-12
// proves: PRIV-35, PRIV-36
#[tokio::test]
async fn sottos_own_tor_leads_to_an_onion_service_and_nothing_goes_elsewhere() {
    let folder = TempDir::new().unwrap();
    let mut network = TorNetwork::start(&folder.path().join("network")).await;
    let office = Office::in_tor(&mut network).await;
    let (reporter, organisation) = reporter(&office, &network, "reporter");
    let (sent, reached) = {
        let draft = draft(&reporter, &organisation, "The valves are thin");
        reporter.ask_captured(&["send", &draft, "--wait"])
    };
    assert!(all_in(&network, &reached), "{reached:?}");
    let case = text(&sent["case"]);
    office.owner.ask(&["sync"]);
    office.owner.ask_with(&["case", "reply", &case, "--body-file", "-", "--wait"], "Thank you");
    reporter.ask(&["sync"]);
    assert_eq!(bodies(&reporter, &case).len(), 2);

    // Each case comes to the service by a path of its own.
    let before = network.introductions();
    reporter.ask(&["sync"]);
    assert_eq!(network.introductions() - before, 1);
    send(&reporter, &organisation, "The pipes are too", &["--wait"]).unwrap();
    let before = network.introductions();
    let (_, reached) = reporter.ask_captured(&["sync"]);
    assert_eq!(network.introductions() - before, 2);
    assert!(all_in(&network, &reached), "{reached:?}");

    // What a wiped vault leaves behind is nothing of its Tor either.
    assert!(reporter.profile().join("tor").is_dir());
    reporter.ask(&["wipe", "--confirm"]);
    assert!(!reporter.profile().exists());
}

// rule: CHAN-12
// proves: PRIV-35
#[tokio::test]
async fn a_relay_without_an_onion_service_is_reached_through_tors_last_station_or_a_bridge() {
    let folder = TempDir::new().unwrap();
    let mut network = TorNetwork::start(&folder.path().join("network")).await;
    let office = Office::new();
    let (reporter, organisation) = reporter(&office, &network, "reporter");
    let draft = draft(&reporter, &organisation, "The valves are thin");
    let (sent, reached) = reporter.ask_captured(&["send", &draft, "--wait"]);
    assert_eq!(sent["state"], "sent");
    assert!(all_in(&network, &reached), "{reached:?}");

    // By a bridge, nothing else of the network is entered.
    let (bridge, line) = network.bridge().await;
    assert_eq!(reporter.ask(&["route", "own-tor", "--bridge", &line])["bridges"], json!([line]));
    let (_, reached) = reporter.ask_captured(&["sync"]);
    assert!(!reached.is_empty() && reached.iter().all(|address| *address == bridge), "{reached:?}");
    assert_eq!(reporter.refused(&["route", "own-tor", "--bridge", "192.0.2.1"]), "bridge_invalid");
    assert_eq!(reporter.ask(&["route", "direct"])["bridges"], json!([line]));
    assert_eq!(reporter.ask(&["route", "own-tor"])["bridges"], json!([line]));
    assert_eq!(reporter.ask(&["route", "own-tor", "--no-bridges"])["bridges"], json!([]));

    // Disguised, by a program that Sotto starts and speaks to on this machine.
    let (bridge, line) = network.disguised_bridge().await;
    reporter.ask(&["route", "own-tor", "--bridge", &line]);
    let (_, reached) = reporter.ask_captured(&["sync"]);
    assert!(reached.contains(&bridge));
    assert!(reached.iter().all(|address| *address == bridge || address.ip() == Ipv4Addr::LOCALHOST), "{reached:?}");

    // A Tor that runs apart from Sotto does the same.
    let tor = network.client().await.to_string();
    assert_eq!(reporter.ask(&["route", "tor", &tor])["route"], "tor");
    let (_, reached) = reporter.ask_captured(&["sync"]);
    assert!(!reached.is_empty() && reached.iter().all(|address| address.to_string() == tor), "{reached:?}");
}

/// Nobody answers where this network is said to be.
// rule: CHAN-09
// proves: PRIV-35
#[test]
fn without_a_tor_network_nothing_goes_another_way_and_what_waits_is_kept() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let settings = office.folder().join("network.json");
    let dead = json!({
        "rsa_identity": "7DD62766BF2052432051D7B7E08A22F7E34A4543",
        "ed_identity": "XX3mPSUVfYoTcAb3TNLfBGKgZ6dkj8OSGLsrBRlbOd0",
        "orports": ["127.0.0.1:1"],
    });
    let identity = "7DD62766BF2052432051D7B7E08A22F7E34A4543";
    let told = json!({ "tor_network": { "authorities": { "v3idents": [identity] }, "fallback_caches": [dead] } });
    fs::write(&settings, told.to_string()).unwrap();
    let reporter = reporter.with_env(TOR_NETWORK, &settings);
    reporter.ask(&["route", "own-tor"]);
    let sent = send(&reporter, &organisation, "The valves are thin", &[]).unwrap();
    assert_eq!(sent["state"], "queued", "{sent}");
    assert_eq!(reporter.refused(&["sync"]), "tor_unreachable");

    reporter.ask(&["route", "direct"]);
    reporter.ask(&["sync"]);
    office.owner.ask(&["sync"]);
    assert_eq!(office.owner.ask(&["case", "list"])["cases"].as_array().unwrap().len(), 1);
}
