//! Which way relays are reached: the one that was chosen, and no other.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::{
    collections::HashSet,
    io::{Read, Write},
    net::TcpListener,
    thread,
};

use common::{bodies, send, text};
use serde_json::json;
use sotto_testkit::{Office, RELAY_NAME, SocksProxy};

/// What Tor 0.4.9 answers to a web browser.
const TOR_PAGE: &str = "HTTP/1.0 501 Tor is not an HTTP Proxy\r\nContent-Type: text/html\r\n\r\n<html></html>";

/// The relay's name leads nowhere, so whatever reaches it goes through the proxy, which looks the name up.
// rule: CHAN-09
// proves: PRIV-35
#[test]
fn everything_goes_through_the_proxy_that_was_chosen() {
    let proxy = SocksProxy::start();
    let office = Office::behind(&proxy);
    let (reporter, organisation) = office.reporter("reporter");
    let shown = reporter.ask(&["route", "proxy", &proxy.address.to_string()]);
    assert_eq!((&shown["route"], &shown["address"]), (&json!("proxy"), &json!(proxy.address.to_string())));
    let case = text(&send(&reporter, &organisation, "The valves are thin", &["--wait"]).unwrap()["case"]);
    office.owner.ask(&["sync"]);
    office.owner.ask_with(&["case", "reply", &case, "--body-file", "-", "--wait"], "Thank you");
    reporter.ask(&["sync"]);
    assert_eq!(bodies(&reporter, &case).len(), 2);
    assert!(proxy.asked().iter().all(|asked| asked.target == RELAY_NAME));
}

/// Tor keeps connections apart that come under different names.
// rule: CHAN-10
// proves: PRIV-36
#[test]
fn each_case_has_a_name_of_its_own_at_the_proxy_and_a_new_one_each_time() {
    let proxy = SocksProxy::start();
    let office = Office::behind(&proxy);
    let (reporter, organisation) = office.reporter("reporter");
    reporter.ask(&["route", "proxy", &proxy.address.to_string()]);
    for body in ["The valves are thin", "The pipes are too"] {
        send(&reporter, &organisation, body, &["--wait"]).unwrap();
    }
    proxy.asked();
    let mut before = HashSet::new();
    for _ in 0..2 {
        reporter.ask(&["sync"]);
        let names: HashSet<String> = proxy.asked().into_iter().map(|asked| asked.name).collect();
        assert_eq!(names.len(), 2, "one a case");
        assert!(names.is_disjoint(&before));
        before.extend(names);
    }
}

// rule: CHAN-09
// proves: PRIV-35
#[test]
fn without_the_proxy_nothing_goes_another_way_and_what_waits_is_kept() {
    let office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let closed = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string();
    for way in [closed.as_str(), office.relay.address.as_str()] {
        reporter.ask(&["route", "proxy", way]);
        let sent = send(&reporter, &organisation, "The valves are thin", &[]).unwrap();
        assert_eq!(sent["state"], "queued", "{sent}");
        assert_eq!(reporter.refused(&["sync"]), "proxy_unreachable");
    }
    office.owner.ask(&["sync"]);
    assert_eq!(office.owner.ask(&["case", "list"])["cases"], json!([]));

    reporter.ask(&["route", "direct"]);
    reporter.ask(&["sync"]);
    office.owner.ask(&["sync"]);
    assert_eq!(office.owner.ask(&["case", "list"])["cases"].as_array().unwrap().len(), 2);
}

#[test]
fn a_tor_is_taken_for_one_by_what_it_says_alone() {
    let office = Office::new();
    let (reporter, _) = office.reporter("reporter");
    let tor = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = tor.local_addr().unwrap().to_string();
    thread::spawn(move || {
        for mut socket in tor.incoming().map_while(Result::ok) {
            let _ = socket.read(&mut [0; 64]);
            let _ = socket.write_all(TOR_PAGE.as_bytes());
        }
    });
    assert_eq!(reporter.ask(&["route", "tor", &address])["route"], "tor");
    let proxy = SocksProxy::start().address.to_string();
    for other in [&office.relay.address, &proxy] {
        assert_eq!(reporter.refused(&["route", "tor", other]), "proxy_unreachable");
    }
    let kept = reporter.ask(&["route", "show"]);
    assert_eq!((&kept["route"], &kept["address"]), (&json!("tor"), &json!(address)));
}
