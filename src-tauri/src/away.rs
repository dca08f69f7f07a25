//! Locking when the person goes away: the desktop's session is locked, or the machine goes to sleep.

use std::sync::Arc;

use sotto_rpc_schema::types::LockReason;

use crate::state::Desk;

/// Locks once the person goes away; waits for ever where no system says so.
pub(crate) async fn watch(desk: Arc<Desk>) {
    // What holds the machine awake is let go when the vault is locked.
    let _awake = gone().await;
    desk.lock(LockReason::Away).await;
}

#[cfg(not(target_os = "linux"))]
async fn gone() {
    std::future::pending().await
}

#[cfg(target_os = "linux")]
use desktop::gone;

#[cfg(target_os = "linux")]
mod desktop {
    use futures_util::{
        StreamExt as _,
        stream::{BoxStream, select_all},
    };
    use zbus::{
        Connection, MatchRule, Message, MessageStream,
        message::Type,
        proxy,
        zvariant::{OwnedFd, OwnedObjectPath},
    };

    type Signs = BoxStream<'static, ()>;

    #[proxy(
        interface = "org.freedesktop.login1.Manager",
        default_service = "org.freedesktop.login1",
        default_path = "/org/freedesktop/login1"
    )]
    trait Login {
        fn inhibit(&self, what: &str, who: &str, why: &str, mode: &str) -> zbus::Result<OwnedFd>;

        #[zbus(name = "GetSessionByPID")]
        fn session_of_process(&self, process: u32) -> zbus::Result<OwnedObjectPath>;

        #[zbus(signal)]
        fn prepare_for_sleep(&self, begins: bool) -> zbus::Result<()>;
    }

    #[proxy(interface = "org.freedesktop.login1.Session", default_service = "org.freedesktop.login1")]
    trait Session {
        #[zbus(signal)]
        fn lock(&self) -> zbus::Result<()>;
    }

    /// Returns once the session is locked or the machine is about to sleep, with what makes it wait until the vault is locked.
    pub(super) async fn gone() -> Option<OwnedFd> {
        let mut signs = covered_screen().await.unwrap_or_default();
        let awake = match leaving_machine().await {
            Ok((more, awake)) => {
                signs.extend(more);
                awake
            }
            Err(_) => None,
        };
        if select_all(signs).next().await.is_none() {
            std::future::pending::<()>().await;
        }
        awake
    }

    async fn covered_screen() -> zbus::Result<Vec<Signs>> {
        let bus = Connection::session().await?;
        // Each desktop has this signal under a name of its own.
        let rule = MatchRule::builder().msg_type(Type::Signal).member("ActiveChanged")?.build();
        let signals = MessageStream::for_match_rule(rule, &bus, None).await?;
        let covered = signals.filter_map(async |signal| signal.is_ok_and(|signal| is_covered(&signal)).then_some(()));
        Ok(vec![covered.boxed()])
    }

    fn is_covered(signal: &Message) -> bool {
        let is_saver = signal.header().interface().is_some_and(|name| name.ends_with(".ScreenSaver"));
        is_saver && signal.body().deserialize().unwrap_or(false)
    }

    async fn leaving_machine() -> zbus::Result<(Vec<Signs>, Option<OwnedFd>)> {
        let bus = Connection::system().await?;
        let login = LoginProxy::new(&bus).await?;
        let sleeps = login.receive_prepare_for_sleep().await?;
        let sleeps = sleeps.filter_map(async |signal| signal.args().is_ok_and(|args| args.begins).then_some(()));
        let mut signs = vec![sleeps.boxed()];
        // A process that the session's manager started belongs to no session: there only the screen saver tells.
        if let Ok(session) = login.session_of_process(std::process::id()).await {
            let session = SessionProxy::builder(&bus).path(session)?.build().await?;
            signs.push(session.receive_lock().await?.map(drop).boxed());
        }
        let awake = login.inhibit("sleep", "Sotto", "Locks the vault", "delay").await.ok();
        Ok((signs, awake))
    }
}
