//! Witnesses watch the office's log: real ones, asked by a real relay, and what each device makes of it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may stop at the first surprise"
)]

mod common;

use std::fs;

use common::{send, text};
use serde_json::{Value, json};
use sotto_testkit::{Office, RelayProcess, Witness, until};

/// Starts the relay again, which asks its witnesses at once.
async fn witnessed_anew(relay: &mut RelayProcess) {
    relay.stop();
    let before = relay.cosigned();
    relay.run();
    until("the witnesses cosign", || relay.cosigned() > before).await;
}

// rule: LOG-39, LOG-40, LOG-41
#[tokio::test]
async fn witnesses_cosign_what_every_device_sees() {
    let mut office = Office::new();
    let (reporter, organisation) = office.reporter("reporter");
    let case = text(&send(&reporter, &organisation, "Two pumps.", &["--wait", "--accept-readers"]).unwrap()["case"]);
    office.relay.stop();

    // The relay says how its log is known; who trusts it cosigns it.
    let logs = office.relay.log_keys();
    let folder = office.folder().to_owned();
    let [first, second] =
        ["one", "two"].map(|name| Witness::start(&folder.join(name), &format!("{name}.example"), &logs));
    for witness in [&first, &second] {
        office.relay.administer(&["witness", "add"], &["--prefix", &witness.prefix, &witness.vkey]).unwrap();
    }
    let asked = office.relay.administer(&["witness", "list"], &[]).unwrap();
    assert_eq!(asked["witnesses"].as_array().unwrap().len(), 2);
    let again = ["--prefix", first.prefix.as_str(), &first.vkey];
    assert_eq!(office.relay.administer(&["witness", "add"], &again).unwrap_err(), "witness_known");
    let plain = ["--prefix", "http://witness.example", &first.vkey];
    assert_eq!(office.relay.administer(&["witness", "add"], &plain).unwrap_err(), "prefix_invalid");
    assert_eq!(office.relay.administer(&["witness", "remove"], &[&logs[0]]).unwrap_err(), "witness_unknown");

    // Nobody looks at them before the office names them, in its signed roster.
    office.relay.run();
    until("the witnesses cosign", || office.relay.cosigned() > 0).await;
    assert_eq!(office.owner.ask(&["verify"])["witnesses"], Value::Null);
    let both = format!("{},{}", first.vkey, second.vkey);
    let named = office.owner.ask(&["org", "policy", "set", "log.witnesses", &both]);
    assert_eq!(named["log"], json!({ "witnesses": [first.vkey, second.vkey], "threshold": 2 }));
    assert_eq!(office.owner.refused(&["org", "policy", "set", "log.threshold", "3"]), "bad_request");
    assert_eq!(office.owner.refused(&["org", "policy", "set", "log.witnesses", &logs[0]]), "bad_request");
    for (person, asked) in [(&office.owner, ["verify"].as_slice()), (&reporter, &["verify", &case])] {
        let found = person.ask(asked);
        let witnesses = &found["witnesses"];
        assert_eq!((&witnesses["enough"], &witnesses["threshold"]), (&json!(true), &json!(2)));
        assert_eq!(witnesses["named"], json!(["one.example", "two.example"]));
        // They saw the log before this very roster came into it.
        assert!(witnesses["size"].as_u64() < found["checkpoint"]["size"].as_u64());
    }

    // A stranger with the card's file checks who cosigned the tree that an entry is in, without a network.
    witnessed_anew(&mut office.relay).await;
    let late = office.person("late");
    let card = text(&office.card["card_file"]);
    late.ask(&["card", "add", &card]);
    let fresh = office.folder().join("fresh");
    let (newcomer, organisation) = office.reporter("newcomer");
    let case = text(&send(&newcomer, &organisation, "A third pump.", &["--wait", "--accept-readers"]).unwrap()["case"]);
    witnessed_anew(&mut office.relay).await;
    newcomer.ask(&["verify", &case, "--save", &fresh.display().to_string()]);
    let proof = fs::read_dir(&fresh).unwrap().next().unwrap().unwrap().path();
    let proven = late.ask(&["verify", "--bundle", &proof.display().to_string(), "--card", &card]);
    assert_eq!(proven["witnesses"]["cosigned"].as_array().unwrap().len(), 2);
    assert_eq!(proven["witnesses"]["enough"], json!(true));

    // A witness that is gone holds nothing up, and is missed.
    drop(second);
    witnessed_anew(&mut office.relay).await;
    let (third, organisation) = office.reporter("third");
    let case = text(&send(&third, &organisation, "A fourth pump.", &["--wait", "--accept-readers"]).unwrap()["case"]);
    let found = third.ask(&["verify", &case]);
    assert_eq!(found["witnesses"]["enough"], json!(false));
    assert_eq!(found["witnesses"]["cosigned"][0]["name"], "one.example");
    office.owner.ask(&["org", "policy", "set", "log.witnesses", "none"]);
    assert_eq!(office.owner.ask(&["verify"])["witnesses"], Value::Null);
}
