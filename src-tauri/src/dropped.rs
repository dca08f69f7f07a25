//! Files dropped on the window: taken here. Pages learn names and sizes, never paths.

use std::sync::{Arc, PoisonError};

use sotto_rpc_schema::{event, types::FilesHeld};
use tauri::DragDropEvent;

use crate::{commands::files, events::tell, state::Desk};

/// Something was dragged over the window, or let go there.
pub(crate) fn happened(desk: &Arc<Desk>, happening: &DragDropEvent) {
    let target = *desk.drop_target.lock().unwrap_or_else(PoisonError::into_inner);
    let Some(owner) = target else { return };
    match happening {
        DragDropEvent::Enter { paths, .. } => over(desk, !paths.is_empty()),
        DragDropEvent::Leave => over(desk, false),
        DragDropEvent::Drop { paths, .. } => {
            over(desk, false);
            // Locked while something was held over the window: nothing takes it.
            let Ok(engine) = desk.engine() else { return };
            let (app, paths) = (desk.app.clone(), paths.clone());
            tauri::async_runtime::spawn_blocking(move || files::add(&app, &engine, owner, &paths));
        }
        _ => {}
    }
}

fn over(desk: &Desk, over: bool) {
    tell::<event::FilesOver>(&desk.app, FilesHeld { over });
}
