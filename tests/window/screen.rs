//! A screen of its own, looked at as a person does: no driver takes part.

use std::{
    collections::HashSet,
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
};

use x11rb::{
    connection::Connection as _,
    protocol::xproto::{ConnectionExt as _, ImageFormat},
    rust_connection::RustConnection,
};

const SIZE: (u16, u16) = (1800, 640);
/// An empty window has one colour. A page of type has many, for the edges of its letters.
const COLOURS_OF_A_PAGE: usize = 20;

/// A virtual screen without anything on it.
pub(crate) struct Screen {
    server: Child,
    name: String,
    display: RustConnection,
}

impl Screen {
    pub(crate) fn new() -> Self {
        let size = format!("{}x{}x24", SIZE.0, SIZE.1);
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &size, "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("Xvfb");
        let mut number = String::new();
        let said = server.stdout.take().expect("a pipe");
        BufReader::new(said).read_line(&mut number).expect("a number");
        let name = format!(":{}", number.trim());
        let (display, _) = x11rb::connect(Some(&name)).expect("a display");
        Self { server, name, display }
    }

    /// What `DISPLAY` is for programs that shall be seen here.
    pub(crate) fn name(&self) -> &str {
        &self.name
    }

    /// Whether there is a page on the half of the screen that begins at `x`.
    pub(crate) fn shows_a_page(&self, x: u16) -> bool {
        let root = self.display.setup().roots.first().expect("a screen").root;
        let x = i16::try_from(x).expect("a place");
        let image = self.display.get_image(ImageFormat::Z_PIXMAP, root, x, 0, SIZE.0 / 2, SIZE.1, !0).expect("a wish");
        let pixels = image.reply().expect("an image").data;
        let colours: HashSet<[u8; 4]> = pixels.as_chunks().0.iter().copied().collect();
        colours.len() > COLOURS_OF_A_PAGE
    }

    pub(crate) fn middle() -> u16 {
        SIZE.0 / 2
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // It holds nothing.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
