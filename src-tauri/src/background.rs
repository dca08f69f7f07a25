//! What goes on while the vault is open: staying connected, and telling the window what happened.

use std::sync::{Arc, Weak};

use sotto_engine::{Engine, Event, FileStep, Route, TorProgress};
use sotto_rpc_schema::{
    ErrorCode, event,
    types::{CaseRef, Nothing},
};
use tauri::{AppHandle, Manager as _, Wry};
use tokio::sync::{
    broadcast::{Receiver, error::RecvError},
    watch,
};

use crate::{
    away,
    commands::{convert, files, outbox, settings},
    events::tell,
    idle, news, place,
    state::Desk,
};

/// Keeps `engine` open until the vault is locked.
pub(crate) fn start(desk: &Desk, engine: Engine) {
    let engine = Arc::new(engine);
    let listen = listen(desk.app.clone(), engine.events(), Arc::downgrade(&engine));
    desk.opened(Arc::clone(&engine), tauri::async_runtime::spawn(listen));
    desk.idle.lock_after(&settings::kept(&engine).unwrap_or_default());
    place::restore(desk, &engine);
    let watch = idle::watch(Arc::clone(&desk.app.state::<Arc<Desk>>()));
    tauri::async_runtime::spawn(watch);
    tauri::async_runtime::spawn(away::watch(Arc::clone(&desk.app.state::<Arc<Desk>>())));
    tauri::async_runtime::spawn(watch_tor(desk.app.clone(), engine.tor_progress(), Arc::downgrade(&engine)));
    follow_anew(desk, &engine);
}

/// Follows anew, after this profile's person began to work for an office.
pub(crate) fn follow_anew(desk: &Desk, engine: &Arc<Engine>) {
    let follow = Arc::clone(engine).follow();
    desk.follow(tauri::async_runtime::spawn(async { drop(follow.await) }));
}

async fn listen(app: AppHandle<Wry>, mut events: Receiver<Event>, engine: Weak<Engine>) {
    loop {
        let event = match events.recv().await {
            Ok(event) => event,
            // Too much happened at once: the first page is read anew, and with it every list.
            Err(RecvError::Lagged(_)) => {
                tell::<event::HomeChanged>(&app, Nothing {});
                continue;
            }
            Err(RecvError::Closed) => return,
        };
        let Some(engine) = engine.upgrade() else { return };
        let desk = Arc::clone(&app.state::<Arc<Desk>>());
        pass_on(&desk, &engine, &event);
    }
}

fn pass_on(desk: &Desk, engine: &Engine, event: &Event) {
    let app = &desk.app;
    match event {
        Event::CaseChanged(case) | Event::OutboxChanged(case) => {
            tell::<event::CaseChanged>(app, CaseRef { case: case.to_string() });
            // A report that has arrived is told as a change of its case.
            if let Ok(Some(outgoing)) = outbox::report(engine, *case) {
                tell::<event::OutboxProgress>(app, outgoing);
            }
        }
        Event::FileProgress(progress) => {
            // A large file is on its way long before all is exchanged.
            if progress.step != FileStep::Sealing && desk.link.moving(engine.route()) {
                tell::<event::ConnectionChanged>(app, desk.link.shown());
            }
            return tell::<event::FileProgress>(app, files::progress(progress));
        }
        Event::OrganisationChanged(_) => desk.offices.forget(),
        Event::Arrived => return news::arrived(desk, engine),
        Event::Connected => return reached(desk, engine),
        Event::Disconnected(code) => return lost(desk, Some(*code)),
    }
    tell::<event::HomeChanged>(app, Nothing {});
}

/// Tells the window how far Sotto's own Tor is, until the vault is locked.
async fn watch_tor(app: AppHandle<Wry>, mut progress: watch::Receiver<TorProgress>, engine: Weak<Engine>) {
    while progress.changed().await.is_ok() {
        let now = *progress.borrow_and_update();
        let Some(engine) = engine.upgrade() else { return };
        let desk = Arc::clone(&app.state::<Arc<Desk>>());
        desk.link.tor((engine.route() == Some(Route::OwnTor)).then_some(now));
        tell::<event::ConnectionChanged>(&app, desk.link.shown());
    }
}

/// A relay was reached. The first page shows when, so it is read anew.
pub(crate) fn reached(desk: &Desk, engine: &Engine) {
    desk.link.reached(engine.route(), convert::time(engine.now()));
    tell::<event::ConnectionChanged>(&desk.app, desk.link.shown());
    tell::<event::HomeChanged>(&desk.app, Nothing {});
}

pub(crate) fn lost(desk: &Desk, why: Option<ErrorCode>) {
    desk.link.lost(why);
    tell::<event::ConnectionChanged>(&desk.app, desk.link.shown());
}
