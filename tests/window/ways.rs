//! Which way the office's server is reached, chosen in the window.

use std::net::TcpListener;

use serde_json::Value;
use sotto_testkit::{Office, SocksProxy};

use crate::{
    driver::Window,
    journey::{TITLE, send_soon, write},
    vault::{FIRST_RUN, make_without_phrase},
};

const NO_ANSWER: &str =
    "No Tor or proxy answers there. Nothing goes another way. What you wrote is safe on this device.";

// proves: PRIV-35
#[tokio::test]
async fn a_proxy_is_chosen_and_nothing_goes_another_way() {
    let proxy = SocksProxy::start();
    let office = Office::behind(&proxy);
    let nobody =
        TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port").to_string();
    let reporter = Window::open(&office.folder().join("reporter")).await;
    make_without_phrase(&reporter, FIRST_RUN).await;
    reporter.heading("Nothing here yet").await;
    reporter.press("Settings").await;
    reporter.heading("Settings").await;
    reporter.choose("Proxy").await;
    reporter.text("Until then:").await;
    reporter.fill("Address", "localhost:1080").await;
    reporter.press("Connect this way").await;
    reporter.text("This is not an address in numbers with a port. A name would have to be looked up, and others could see that.").await;
    reporter.picture("r8-way-refused").await;
    // Something that does not say that it is a Tor is not taken for one.
    reporter.choose("Another Tor").await;
    reporter.fill("Address", &nobody).await;
    reporter.press("Connect this way").await;
    reporter.text(NO_ANSWER).await;
    take_proxy(&reporter, &proxy.address.to_string()).await;
    reporter.picture("r8-way-taken").await;

    reporter.press("Your reports").await;
    write(&reporter, office.card.get("card_link").and_then(Value::as_str).expect("a link")).await;
    reporter.press("Review").await;
    reporter.heading("Review and send").await;
    reporter.press("Ask who can read it").await;
    reporter.text("Ines Halvorsen").await;
    reporter.text("The network address of your proxy").await;
    send_soon(&reporter).await;
    reporter.heading("Your report has arrived").await;
    reporter.text("Via a proxy").await;

    reporter.press("Settings").await;
    take_proxy(&reporter, &nobody).await;
    reporter.press("Your reports").await;
    reporter.text("Your Tor or proxy does not answer. Nothing goes another way, and everything you write stays on this device.").await;
    reporter.picture("r2-no-proxy").await;
    reporter.press("Settings").await;
    take_proxy(&reporter, &proxy.address.to_string()).await;
    reporter.text("Via a proxy").await;
    office.owner.ask(&["sync"]);
    let cases = office.owner.ask(&["case", "list"]);
    assert_eq!(cases.pointer("/cases/0/title").and_then(Value::as_str), Some(TITLE));
    assert_eq!(reporter.refused_by_policy().await, Vec::<String>::new());
}

/// On the page of settings.
async fn take_proxy(window: &Window, address: &str) {
    window.choose("Proxy").await;
    window.fill("Address", address).await;
    window.press("Connect this way").await;
    window.text("This way is taken now.").await;
}
