//! Where the window stood, kept inside the vault: it says something of a person's habits.

use serde::{Deserialize, Serialize};
use sotto_engine::Engine;
use tauri::{Manager as _, PhysicalPosition, PhysicalRect, PhysicalSize, WebviewWindow, Wry};

use crate::{
    state::Desk,
    window::{LEAST, MAIN},
};

const KEPT_AS: &str = "window-place";

/// A window's place, in physical pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    width: u32,
    height: u32,
    x: i32,
    y: i32,
    maximized: bool,
}

/// A half of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Half {
    Left,
    Right,
}

/// Keeps where the window is now, if that has changed. Failure is let go: the window then opens where it stood before.
pub(crate) fn keep(desk: &Desk, engine: &Engine) {
    let Some(now) = desk.app.get_webview_window(MAIN).and_then(|window| of(&window)) else { return };
    if kept(engine) != Some(now)
        && let Ok(bytes) = serde_json::to_vec(&now)
    {
        let _ = engine.keep_for_window(KEPT_AS, &bytes);
    }
}

/// Puts the window where it was kept, as far as a screen is there.
pub(crate) fn restore(desk: &Desk, engine: &Engine) {
    let (Some(window), Some(place)) = (desk.app.get_webview_window(MAIN), kept(engine)) else { return };
    // Each is a wish: not every desktop lets a window choose.
    if place.maximized {
        let _ = window.maximize();
        return;
    }
    let screens = window.available_monitors().unwrap_or_default();
    if screens.iter().any(|screen| shows((*screen.position(), *screen.size()), place)) {
        let _ = window.set_position(PhysicalPosition::new(place.x, place.y));
    }
    let _ = window.set_size(PhysicalSize::new(place.width, place.height));
}

/// Puts the window on a half of the screen.
pub(crate) fn take_half(window: &WebviewWindow<Wry>, half: Half) {
    let Ok(Some(screen)) = window.primary_monitor() else { return };
    let place = half_of(screen.work_area(), LEAST.to_physical(screen.scale_factor()), half);
    // Wishes, as above.
    let _ = window.set_size(PhysicalSize::new(place.width, place.height));
    let _ = window.set_position(PhysicalPosition::new(place.x, place.y));
}

/// Half of `area`, but at least `least`: on a small screen the halves overlap.
fn half_of(area: &PhysicalRect<i32, u32>, least: PhysicalSize<u32>, half: Half) -> Place {
    let width = (area.size.width / 2).max(least.width);
    let beside = match half {
        Half::Left => 0,
        Half::Right => i32::try_from(area.size.width.saturating_sub(width)).unwrap_or_default(),
    };
    let PhysicalPosition { x, y } = area.position;
    Place { width, height: area.size.height.max(least.height), x: x + beside, y, maximized: false }
}

fn of(window: &WebviewWindow<Wry>) -> Option<Place> {
    let (size, position) = (window.inner_size().ok()?, window.outer_position().ok()?);
    let maximized = window.is_maximized().ok()?;
    Some(Place { width: size.width, height: size.height, x: position.x, y: position.y, maximized })
}

fn kept(engine: &Engine) -> Option<Place> {
    serde_json::from_slice(&engine.kept_for_window(KEPT_AS).ok()??).ok()
}

/// Whether a screen shows the middle of a window's upper edge, by which people move it.
fn shows((corner, size): (PhysicalPosition<i32>, PhysicalSize<u32>), place: Place) -> bool {
    let within = |at: i64, from: i32, length: u32| (0..i64::from(length)).contains(&(at - i64::from(from)));
    within(i64::from(place.x) + i64::from(place.width / 2), corner.x, size.width)
        && within(i64::from(place.y), corner.y, size.height)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_windows_stand_side_by_side_and_overlap_on_a_small_screen() {
        let least = PhysicalSize::new(900, 640);
        let taken = |width, half| {
            let area = PhysicalRect { position: PhysicalPosition::new(10, 20), size: PhysicalSize::new(width, 1000) };
            let place = half_of(&area, least, half);
            (place.x, place.width)
        };
        assert_eq!((taken(1920, Half::Left), taken(1920, Half::Right)), ((10, 960), (970, 960)));
        assert_eq!((taken(1280, Half::Left), taken(1280, Half::Right)), ((10, 900), (390, 900)));
        assert_eq!(taken(800, Half::Right), (10, 900));
    }

    #[test]
    fn a_window_comes_back_only_where_it_can_be_reached() {
        let screen = (PhysicalPosition::new(0, 0), PhysicalSize::new(1920, 1080));
        let at = |x, y| Place { width: 1280, height: 800, x, y, maximized: false };
        for (x, y, reached) in [(0, 0, true), (-600, 0, true), (1000, 1079, true), (1300, 10, false), (100, -5, false)]
        {
            assert_eq!(shows(screen, at(x, y)), reached, "{x}, {y}");
        }
    }
}
