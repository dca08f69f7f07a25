//! Locking by itself: after a time without use, also if the machine slept meanwhile or the page hangs.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use sotto_engine::{Clock as _, SystemClock, UnixSeconds};
use sotto_rpc_schema::{
    event,
    types::{LockReason, LocksSoon, Settings},
};
use tokio::sync::Notify;

use crate::{events::tell, state::Desk};

/// How long before it locks the person is told.
const WARNING: Duration = Duration::from_secs(30);
/// The clock that a sleeping machine stops is looked at again at least this often.
const GLANCE: Duration = Duration::from_secs(5);

/// When the window was last used, and for how long it may rest.
pub(crate) struct Idle {
    state: Mutex<State>,
    changed: Notify,
}

struct State {
    used: Moment,
    lock_after: Duration,
}

/// By the clock that never goes back, and by the one that goes on while the machine sleeps.
#[derive(Clone, Copy)]
struct Moment {
    running: Instant,
    wall: UnixSeconds,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Due {
    /// Nothing for so long.
    Nothing(Duration),
    /// Tell that it locks in so long.
    Warning(Duration),
    Lock,
}

impl Idle {
    pub(crate) fn new() -> Self {
        let state = State { used: Moment::now(), lock_after: lock_after(&Settings::default()) };
        Self { state: Mutex::new(state), changed: Notify::new() }
    }

    /// Somebody uses the window.
    pub(crate) fn used(&self) {
        self.state().used = Moment::now();
        self.changed.notify_one();
    }

    /// Takes the time that the person chose.
    pub(crate) fn lock_after(&self, settings: &Settings) {
        self.state().lock_after = lock_after(settings);
        self.used();
    }

    fn due(&self) -> Due {
        let State { used, lock_after } = *self.state();
        due(Moment::now().since(used), lock_after)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Warns and locks; ends once the vault is locked.
pub(crate) async fn watch(desk: Arc<Desk>) {
    let mut warned_since = None;
    while desk.is_open() {
        let used = desk.idle.state().used.running;
        let wait = match desk.idle.due() {
            Due::Lock => return desk.lock(LockReason::Idle).await,
            Due::Nothing(wait) => wait,
            Due::Warning(left) => {
                // Once for each time that nobody uses it.
                if warned_since.replace(used) != Some(used) {
                    let seconds = u8::try_from(left.as_secs()).unwrap_or(u8::MAX);
                    tell::<event::IdleWarning>(&desk.app, LocksSoon { seconds });
                }
                left
            }
        };
        // Used meanwhile, or time has gone on: looked at anew in both cases.
        let _ = tokio::time::timeout(wait.min(GLANCE), desk.idle.changed.notified()).await;
    }
}

impl Moment {
    fn now() -> Self {
        Self { running: Instant::now(), wall: SystemClock.now() }
    }

    /// The longer of what the two clocks say: one stops while the machine sleeps, the other can be set back.
    fn since(self, before: Self) -> Duration {
        let running = self.running.saturating_duration_since(before.running);
        running.max(Duration::from_secs(self.wall.0.saturating_sub(before.wall.0)))
    }
}

fn due(unused: Duration, lock_after: Duration) -> Due {
    match lock_after.checked_sub(unused) {
        None | Some(Duration::ZERO) => Due::Lock,
        Some(left) if left <= WARNING => Due::Warning(left),
        Some(left) => Due::Nothing(left - WARNING),
    }
}

#[cfg(debug_assertions)]
fn lock_after(settings: &Settings) -> Duration {
    // Tests cannot wait for minutes.
    let seconds = std::env::var("SOTTO_TEST_LOCK_AFTER_SECONDS").ok().and_then(|seconds| seconds.parse().ok());
    seconds.map_or_else(|| chosen(settings), Duration::from_secs)
}

#[cfg(not(debug_assertions))]
use chosen as lock_after;

fn chosen(settings: &Settings) -> Duration {
    Duration::from_secs(u64::from(settings.lock_after_minutes.max(1)) * 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    // proves: PRIV-20
    #[test]
    fn it_warns_half_a_minute_before_it_locks() {
        let after = seconds(300);
        assert_eq!(due(seconds(0), after), Due::Nothing(seconds(270)));
        assert_eq!(due(seconds(269), after), Due::Nothing(seconds(1)));
        assert_eq!(due(seconds(270), after), Due::Warning(seconds(30)));
        assert_eq!(due(seconds(299), after), Due::Warning(seconds(1)));
        assert_eq!(due(seconds(300), after), Due::Lock);
        assert_eq!(due(seconds(100_000), after), Due::Lock);
    }

    // proves: PRIV-20
    #[test]
    fn sleep_counts_and_a_clock_set_back_does_not() {
        let start = Moment::now();
        let slept = Moment { running: start.running, wall: UnixSeconds(start.wall.0 + 3600) };
        assert_eq!(slept.since(start), seconds(3600));
        let set_back = Moment { running: start.running + seconds(7), wall: UnixSeconds(start.wall.0 - 3600) };
        assert_eq!(set_back.since(start), seconds(7));
    }

    // proves: PRIV-20
    #[test]
    fn the_persons_minutes_hold() {
        let settings = Settings { lock_after_minutes: 2, ..Settings::default() };
        assert_eq!(chosen(&settings), seconds(120));
        assert_eq!(chosen(&Settings { lock_after_minutes: 0, ..settings }), seconds(60));
    }
}
