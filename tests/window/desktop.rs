//! The part of a desktop that shows notifications: what this session's programs ask it to say.

use std::collections::HashMap;

use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use zbus::{Connection, connection, interface, zvariant::OwnedValue};

/// Takes notifications from the session's bus.
pub(crate) struct Desktop {
    asked: UnboundedReceiver<Notification>,
    _bus: Connection,
}

/// All that a program can have a desktop show of a notification.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Notification {
    pub(crate) application: String,
    pub(crate) replaces: u32,
    pub(crate) icon: String,
    pub(crate) summary: String,
    pub(crate) body: String,
    pub(crate) actions: Vec<String>,
    pub(crate) hints: Vec<String>,
}

struct Server(UnboundedSender<Notification>);

#[interface(name = "org.freedesktop.Notifications")]
impl Server {
    #[expect(clippy::too_many_arguments, reason = "the desktop's own interface")]
    fn notify(
        &self,
        application: String,
        replaces: u32,
        icon: String,
        summary: String,
        body: String,
        actions: Vec<String>,
        hints: HashMap<String, OwnedValue>,
        _expires_ms: i32,
    ) -> u32 {
        let hints = hints.into_iter().map(|(name, value)| format!("{name}: {value:?}")).collect();
        // The test may have heard enough.
        let _ = self.0.send(Notification { application, replaces, icon, summary, body, actions, hints });
        replaces.max(1)
    }

    fn get_capabilities(&self) -> Vec<String> {
        vec!["body".into()]
    }

    fn get_server_information(&self) -> (String, String, String, String) {
        let [name, vendor, version, spec] = ["a test", "Sotto", "1", "1.2"].map(String::from);
        (name, vendor, version, spec)
    }
}

impl Desktop {
    pub(crate) async fn new() -> Self {
        let (sender, asked) = unbounded_channel();
        let bus = connection::Builder::session()
            .and_then(|bus| bus.name("org.freedesktop.Notifications"))
            .and_then(|bus| bus.serve_at("/org/freedesktop/Notifications", Server(sender)))
            .expect("a name and a path")
            .build()
            .await
            .expect("the session has no other desktop");
        Self { asked, _bus: bus }
    }

    /// The next notification.
    pub(crate) async fn asked(&mut self) -> Notification {
        self.asked.recv().await.expect("the bus is there")
    }
}
