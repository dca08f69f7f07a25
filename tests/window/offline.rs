//! What a window does before somebody wants something sent: every connection and look-up, as the system sees them.

use std::{fs, os::unix::fs::PermissionsExt as _, path::Path};

use sotto_testkit::Office;

use crate::{
    driver::Window,
    journey::{TITLE, send_soon, write},
    vault::{FIRST_RUN, make_without_phrase, unlock},
};

const CALLS: &str = "connect,sendto,sendmsg,sendmmsg";

// proves: PRIV-01
#[tokio::test]
async fn nothing_is_contacted_and_no_name_looked_up_before_a_report_is_sent() {
    let office = Office::new();
    let profile = office.folder().join("window");
    let (program, capture) = (office.folder().join("sotto"), office.folder().join("capture"));
    watched(&program, &capture);
    let window = Window::open_watched(&profile, &program).await;
    let passphrase = make_without_phrase(&window, FIRST_RUN).await;
    let link = office.card.get("card_link").and_then(|link| link.as_str()).expect("a link");
    write(&window, link).await;
    window.offer(&[("notes.txt", b"What the clerk said.")]);
    window.press("Choose files").await;
    window.text("Nothing hidden found").await;
    window.press_in_list("Review and send").await;
    window.text("The office has not told this device yet").await;
    window.press("Settings").await;
    window.heading("Settings").await;
    window.lock().await;
    let window = Window::open_watched(&profile, &program).await;
    unlock(&window, &passphrase).await;
    window.text(TITLE).await;
    let (_, port) = office.relay.address.rsplit_once(':').expect("a port");
    assert_eq!(contacted(&capture, port), Vec::<String>::new());

    window.press("Continue").await;
    window.press_in_list("Review and send").await;
    send_soon(&window).await;
    window.heading("Your report has arrived").await;
    assert!(contacted(&capture, port).iter().all(|call| call.contains(&to(port))), "{:?}", contacted(&capture, port));
    assert!(!contacted(&capture, port).is_empty());
}

/// A program that is the application, with what it asks of the network written to `capture`.
fn watched(program: &Path, capture: &Path) {
    let (application, capture) = (env!("CARGO_BIN_EXE_sotto"), capture.display());
    let script = format!(
        "#!/bin/sh\nexec strace -D -f -qq --seccomp-bpf -A -e trace={CALLS} -o '{capture}' '{application}' \"$@\"\n"
    );
    fs::write(program, script).expect("a script");
    fs::set_permissions(program, fs::Permissions::from_mode(0o700)).expect("its mode");
}

/// What went, or was to go, to an address of a network, to the relay, which listens at `port` of this machine, or to whoever looks
/// names up. At this machine the driver of this window listens too, and the settings look for a Tor.
fn contacted(capture: &Path, port: &str) -> Vec<String> {
    let calls = fs::read_to_string(capture).expect("what was captured");
    let is_elsewhere = |call: &&str| {
        let is_here =
            call.contains("inet_addr(\"127.0.0.1\")") && !call.contains(&to(port)) && !call.contains(&to("53"));
        call.contains("resolve") || (call.contains("AF_INET") && !is_here)
    };
    calls.lines().filter(is_elsewhere).map(str::to_owned).collect()
}

fn to(port: &str) -> String {
    format!("htons({port})")
}
