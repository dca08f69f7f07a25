//! Waits until a window shows a colour, for `cargo xtask bench window`.
//!
//! `first_paint RRGGBB X Y PROGRAM ARGUMENTS…`: starts the program, says `painted MILLISECONDS PROCESS` once a few pixels
//! from there on have that colour on the X11 screen. Each line that comes is typed into Sotto's window; `gone` follows once
//! the colour is. The program is ended when the input ends.

use std::{
    env,
    error::Error,
    io::{self, BufRead},
    process::{Child, Command},
    thread,
    time::{Duration, Instant},
};

use x11rb::{
    connection::Connection,
    protocol::xproto::{ConnectionExt, ImageFormat, Window},
    rust_connection::RustConnection,
};

const PAUSE: Duration = Duration::from_millis(2);
const GIVE_UP: Duration = Duration::from_secs(60);
/// Width and height of what is looked at.
const PATCH: (u16, u16) = (16, 4);

/// A few pixels of the screen.
struct Patch {
    display: RustConnection,
    root: Window,
    place: (i16, i16),
    colour: u32,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [colour, x, y, program, rest @ ..] = arguments.as_slice() else {
        return Err("usage: first_paint RRGGBB X Y PROGRAM ARGUMENTS…".into());
    };
    let (display, screen) = x11rb::connect(None)?;
    let root = display.setup().roots.get(screen).ok_or("there is no screen")?.root;
    let patch = Patch { display, root, place: (x.parse()?, y.parse()?), colour: u32::from_str_radix(colour, 16)? };
    let start = Instant::now();
    let mut child = Command::new(program).args(rest).spawn()?;
    let followed = follow(&patch, start, &mut child);
    child.kill()?;
    child.wait()?;
    followed
}

fn follow(patch: &Patch, start: Instant, child: &mut Child) -> Result<(), Box<dyn Error>> {
    patch.wait_until(true, child)?;
    println!("painted {} {}", start.elapsed().as_secs_f64() * 1000.0, child.id());
    for line in io::stdin().lock().lines() {
        // No window manager gives the keyboard to the window.
        let focus = ["search", "--onlyvisible", "--name", "^Sotto$", "windowfocus", "--sync"];
        for words in [&focus[..], &["type", "--delay", "5", &line?], &["key", "Return"]] {
            if !Command::new("xdotool").args(words).status()?.success() {
                return Err("xdotool failed".into());
            }
        }
        patch.wait_until(false, child)?;
        println!("gone");
    }
    Ok(())
}

impl Patch {
    fn wait_until(&self, shown: bool, child: &mut Child) -> Result<(), Box<dyn Error>> {
        let start = Instant::now();
        while self.is_shown()? != shown {
            if start.elapsed() > GIVE_UP || child.try_wait()?.is_some() {
                return Err("the window does not show what is waited for".into());
            }
            thread::sleep(PAUSE);
        }
        Ok(())
    }

    fn is_shown(&self) -> Result<bool, Box<dyn Error>> {
        let (x, y) = self.place;
        let image = self.display.get_image(ImageFormat::Z_PIXMAP, self.root, x, y, PATCH.0, PATCH.1, !0)?.reply()?;
        // 32 bits a pixel, blue first.
        let [_, red, green, blue] = self.colour.to_be_bytes();
        Ok(image.data.as_chunks::<4>().0.iter().all(|pixel| pixel.starts_with(&[blue, green, red])))
    }
}
