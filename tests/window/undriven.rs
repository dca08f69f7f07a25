//! The application as people start it. A driver makes WebKit draw in another way, so what only happens without one is here.

use std::{
    path::{Path, PathBuf},
    process::{Child, Command},
};

use sotto_testkit::{files_under, until};

use crate::{processes::web_process_of, screen::Screen};

/// Windows fill half of the screen as soon as they are there, when their pages have just begun to draw.
#[tokio::test]
async fn every_start_shows_a_page_and_one_that_crashed_comes_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let screen = Screen::new();
    for _ in 0..3 {
        let (_left, right) =
            (Started::new(&screen, folder.path(), "left"), Started::new(&screen, folder.path(), "right"));
        until("both windows show a page", || screen.shows_a_page(0) && screen.shows_a_page(Screen::middle())).await;

        let crashed = right.web_process().expect("there is a page");
        assert!(Command::new("kill").args(["-KILL", &crashed.to_string()]).status().expect("kill").success());
        until("the page comes back", || right.web_process().is_some_and(|process| process != crashed)).await;
        until("and is seen", || screen.shows_a_page(Screen::middle())).await;
    }
}

// rule: VAULT-28
#[tokio::test]
async fn on_a_stick_the_profile_is_beside_the_program() {
    let (stick, home) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    let (program, profile) = (stick.path().join("sotto"), stick.path().join("sotto-profile"));
    std::fs::copy(SOTTO, &program).expect("a program");
    std::fs::create_dir(&profile).expect("a folder");
    let screen = Screen::new();
    let mut command = Command::new(&program);
    command.args(["--half", "left"]).env("HOME", home.path());
    for folder in ["XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME"] {
        command.env_remove(folder);
    }
    let left = Started::on(&screen, &mut command);
    until("the window shows a page", || screen.shows_a_page(0)).await;
    // Where the toolkit would write the names of chosen files, as what the application starts sees it too.
    let page = left.web_process().expect("there is a page");
    let environment = std::fs::read(format!("/proc/{page}/environ")).expect("what it was started with");
    assert!(environment.split(|byte| *byte == 0).any(|variable| variable == b"XDG_DATA_HOME=/dev/null/data"));
    assert!(profile.join("webview").is_dir());
    assert_eq!(files_under(home.path()), Vec::<PathBuf>::new());
}

const SOTTO: &str = env!("CARGO_BIN_EXE_sotto");

/// The application on half of a screen.
struct Started(Child);

impl Started {
    fn new(screen: &Screen, folder: &Path, half: &str) -> Self {
        let mut command = Command::new(SOTTO);
        Self::on(screen, command.arg("--profile").arg(folder.join(half)).args(["--half", half]))
    }

    fn on(screen: &Screen, command: &mut Command) -> Self {
        Self(command.env("DISPLAY", screen.name()).spawn().expect("the application"))
    }

    /// The process that draws its page.
    fn web_process(&self) -> Option<u32> {
        web_process_of(self.0.id())
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        // Its profile goes with the test.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
