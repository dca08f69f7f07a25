//! A window that WebDriver drives.

use std::{
    ffi::OsStr,
    net::{Ipv4Addr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use serde_json::json;
use thirtyfour::{Capabilities, WebDriver};

const PATIENCE: Duration = Duration::from_secs(120);
const GLANCE: Duration = Duration::from_millis(25);

/// An application under `tauri-driver`, and the session with its window. The driver ends with it.
pub struct Driven {
    driver: Child,
    /// With the window's page.
    pub session: WebDriver,
}

impl Driven {
    /// Starts `application` over `profile`, with these variables besides.
    pub async fn open(application: &Path, profile: &Path, environment: &[(&str, &OsStr)]) -> Self {
        let (port, native) = (free_port(), free_port());
        let driver = Command::new("tauri-driver")
            .args(["--port", &port.to_string(), "--native-port", &native.to_string()])
            // A driven window composits, for which WebKit draws through OpenGL with several threads; Mesa's software renderer
            // does not always survive that. Windows that people have draw without it.
            .env("WEBKIT_SKIA_ENABLE_CPU_RENDERING", "1")
            // The same renderer would keep what it compiled in the person's own folder.
            .env("MESA_SHADER_CACHE_DISABLE", "true")
            .envs(environment.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("tauri-driver");
        // The second is WebKit's own driver, to which the first one passes everything on.
        for port in [port, native] {
            until("the driver answers", || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()).await;
        }
        let mut wanted = Capabilities::new();
        wanted.set("browserName", "wry").expect("a capability");
        let options = json!({ "application": application, "args": [Path::new("--profile"), profile] });
        wanted.set("tauri:options", options).expect("a capability");
        let session = WebDriver::new(&format!("http://127.0.0.1:{port}"), wanted).await.expect("a session");
        Self { driver, session }
    }
}

impl Drop for Driven {
    fn drop(&mut self) {
        // The session may have gone with its process, and would be waited for.
        let _ = self.session.clone().leak();
        let _ = Command::new("kill").arg(self.driver.id().to_string()).status();
        let _ = self.driver.wait();
    }
}

/// Looks again until `seen`; another program decides when.
pub async fn until(what: &str, mut seen: impl FnMut() -> bool) {
    let start = Instant::now();
    while !seen() {
        assert!(start.elapsed() < PATIENCE, "in vain: {what}");
        tokio::time::sleep(GLANCE).await;
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
    listener.local_addr().expect("an address").port()
}
