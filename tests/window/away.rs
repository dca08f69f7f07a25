//! Locking because the person goes away, and what is left in memory then.

use std::{
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use sotto_testkit::{Office, until};
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use zbus::{
    Connection, connection, interface,
    zvariant::{OwnedFd, OwnedObjectPath},
};

use crate::{
    driver::Window,
    journey::{TITLE, write},
    processes::{family_of, leaves_no_core, processes_of, remembers},
    vault::{FIRST_RUN, make_and_tell, unlock},
};

const MANAGER: &str = "/org/freedesktop/login1";
const SESSION: &str = "/org/freedesktop/login1/session/_31";
/// A bus that starts no services. An accessibility bus of its own would tell the whole screen that it is the one, and every
/// window that opens later on that screen, of whatever test, would be found there alone.
const BUS: &str = r#"<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>"#;
const TYPED: &str = "CANARY-e0c177 was typed here";

// proves: PRIV-41
// rule: VAULT-27
#[tokio::test]
async fn whoever_goes_away_leaves_a_locked_vault_and_nothing_in_memory() {
    let mut desktop = Desktop::new().await;
    let office = Office::new();
    let profile = office.folder().join("window");
    let window = Window::open_alone(&profile, &desktop.address).await;
    let (passphrase, words) = make_and_tell(&window, FIRST_RUN).await;
    desktop.watched().await;
    let link = office.card.get("card_link").and_then(|link| link.as_str()).expect("a link");
    write(&window, link).await;
    window.press_in_list("What happened").await;
    window.write(TYPED).await;
    window.text("Saved").await;
    let secrets = [TYPED.to_owned(), passphrase.clone(), words.join(" ")];
    // Whoever looks can find what is there.
    assert!(family(&profile).into_iter().any(|process| remembers(process, TYPED)));

    window
        .locked_by(desktop.signals("/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged"))
        .await;
    is_away(&profile);
    until("the processes of before have ended", || {
        let family = family(&profile);
        !family.is_empty() && secrets.iter().all(|secret| !family.iter().any(|process| remembers(*process, secret)))
    })
    .await;
    assert!(family(&profile).into_iter().all(leaves_no_core));
    window.close().await;

    for (path, interface, member) in [
        (MANAGER, "org.freedesktop.login1.Manager", "PrepareForSleep"),
        (SESSION, "org.freedesktop.login1.Session", "Lock"),
    ] {
        let window = Window::open_alone(&profile, &desktop.address).await;
        unlock(&window, &passphrase).await;
        desktop.watched().await;
        window.text(TITLE).await;
        window.locked_by(desktop.signals(path, interface, member)).await;
        is_away(&profile);
        window.close().await;
    }
}

fn family(profile: &Path) -> Vec<u32> {
    processes_of(profile).into_iter().flat_map(|process| family_of(process.id)).collect()
}

fn is_away(profile: &Path) {
    let reasons: Vec<_> = processes_of(profile).into_iter().filter_map(|process| process.locked_because).collect();
    assert_eq!(reasons, ["away"]);
}

/// A desktop's buses of its own, with what stands for the manager of logins: other tests' windows shall not hear of it.
struct Desktop {
    bus: Child,
    address: String,
    connection: Connection,
    watched: UnboundedReceiver<()>,
}

impl Desktop {
    async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let configuration = folder.path().join("bus.conf");
        std::fs::write(&configuration, BUS).expect("a file");
        let mut bus = Command::new("dbus-daemon")
            .arg("--config-file")
            .arg(&configuration)
            .args(["--nofork", "--print-address"])
            .stdout(Stdio::piped())
            .spawn()
            .expect("dbus-daemon");
        let mut address = String::new();
        BufReader::new(bus.stdout.take().expect("its output")).read_line(&mut address).expect("an address");
        let address = address.trim().to_owned();
        let (sender, watched) = unbounded_channel();
        let connection = connection::Builder::address(address.as_str())
            .and_then(|bus| bus.name("org.freedesktop.login1"))
            .and_then(|bus| bus.serve_at(MANAGER, Login(sender)))
            .expect("a name and a path")
            .build()
            .await
            .expect("the bus");
        Self { bus, address, connection, watched }
    }

    /// Waits until a window listens to what this desktop says.
    async fn watched(&mut self) {
        self.watched.recv().await.expect("the bus is there");
    }

    fn signals(
        &self,
        path: &'static str,
        interface: &'static str,
        member: &'static str,
    ) -> impl Future<Output = ()> + use<> {
        let connection = self.connection.clone();
        async move {
            let sent = match member {
                "Lock" => connection.emit_signal(None::<()>, path, interface, member, &()).await,
                _ => connection.emit_signal(None::<()>, path, interface, member, &true).await,
            };
            sent.expect("a signal");
        }
    }
}

impl Drop for Desktop {
    fn drop(&mut self) {
        let _ = self.bus.kill();
        let _ = self.bus.wait();
    }
}

struct Login(UnboundedSender<()>);

#[interface(name = "org.freedesktop.login1.Manager")]
impl Login {
    fn inhibit(&self, what: String, _who: String, _why: String, mode: String) -> OwnedFd {
        assert_eq!((what.as_str(), mode.as_str()), ("sleep", "delay"));
        // The test may have heard enough.
        let _ = self.0.send(());
        std::os::fd::OwnedFd::from(std::fs::File::open("/dev/null").expect("a file")).into()
    }

    #[zbus(name = "GetSessionByPID")]
    fn session_of_process(&self, _process: u32) -> OwnedObjectPath {
        OwnedObjectPath::try_from(SESSION).expect("a path")
    }
}
