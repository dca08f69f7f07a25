//! Sotto's window: converts between what the pages ask and what the engine does, and decides nothing itself.
//!
//! One report's way begins here: `ui` invokes a command of `rpc-schema`, `dispatch` hands it to its adapter in
//! `commands`, and the adapter to the engine. What happens in the engine comes back as events (`background`).

mod arguments;
mod away;
mod background;
mod commands;
mod dispatch;
mod dropped;
mod events;
mod idle;
mod link;
mod managed;
mod news;
mod offices;
mod passphrase;
mod picker;
mod place;
mod portable;
#[cfg(target_os = "linux")]
mod recent;
mod state;
mod successor;
#[cfg(test)]
mod surface;
mod window;

use std::{ffi::OsString, process::ExitCode, sync::Arc};

use sotto_rpc_schema::types::LockReason;
use tauri::{Manager as _, RunEvent, WindowEvent};

use crate::{arguments::Arguments, state::Desk};

/// Opens the window and stays until it is closed. `arguments`: without the program's name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    #[cfg(target_os = "linux")]
    window::draw_without_gpu();
    #[cfg(target_os = "linux")]
    let data = recent::keep_no_list();
    #[cfg(not(target_os = "linux"))]
    let data: Option<std::path::PathBuf> = None;
    let Some(arguments) = Arguments::parse(arguments) else {
        eprintln!("{}", arguments::USAGE);
        return ExitCode::from(2);
    };
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(|invoke| {
            let desk = Arc::clone(&invoke.message.webview_ref().state::<Arc<Desk>>());
            dispatch::dispatch(&desk, invoke)
        })
        .on_window_event(|window, event| {
            let desk = Arc::clone(&window.state::<Arc<Desk>>());
            match event {
                WindowEvent::DragDrop(event) => dropped::happened(&desk, event),
                WindowEvent::CloseRequested { .. } => desk.keep_place(),
                _ => {}
            }
        })
        .setup(move |app| {
            let Arguments { profile, half, locked_because } = arguments;
            let usual = || data.map(|data| data.join(&app.config().identifier));
            let profile = profile.or_else(portable::profile).or_else(usual);
            let profile = profile.map_or_else(|| app.path().app_data_dir(), Ok)?;
            if locked_because == Some(LockReason::Removed) {
                state::erase(&profile);
            }
            std::fs::create_dir_all(&profile)?;
            app.manage(Arc::new(Desk::new(app.handle().clone(), profile.clone(), locked_because)));
            window::open(app.handle(), &profile, half)?;
            Ok(())
        })
        .build(tauri::generate_context!());
    let app = match built {
        Ok(app) => app,
        Err(error) => {
            eprintln!("sotto: {error}");
            return ExitCode::FAILURE;
        }
    };
    app.run(|app, event| {
        if let RunEvent::Exit = event {
            app.state::<Arc<Desk>>().leave();
        }
    });
    ExitCode::SUCCESS
}
