//! Looks at a file as `sottoctl` does, in a process of its own, for tests and for trying: `look FILE [COPY]`. `look --probe` is
//! confined as that process is, and says what it can still do.
#![cfg_attr(not(target_os = "linux"), allow(unused))]

use std::{fs::File, io, net::TcpStream, process::Command, process::ExitCode, time::Duration};

use sotto_scrub::worker::{self, Bounds};

fn main() -> ExitCode {
    if let Some(code) = worker::run_if_asked() {
        return code;
    }
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["--probe"] => probe(),
        [file] => look(file, None, Bounds::default()),
        [file, copy] => look(file, Some(copy), Bounds::default()),
        // How little is enough to break it.
        [file, "--memory", bytes] => {
            let memory_bytes = bytes.parse().unwrap_or_default();
            look(file, None, Bounds { memory_bytes, ..Bounds::default() })
        }
        [file, "--wait-ms", ms] => {
            let wait = Duration::from_millis(ms.parse().unwrap_or_default());
            look(file, None, Bounds { wait, ..Bounds::default() })
        }
        _ => ExitCode::from(2),
    }
}

fn look(file: &str, copy: Option<&str>, bounds: Bounds) -> ExitCode {
    let Ok(file) = File::open(file) else { return ExitCode::from(2) };
    match worker::look(&file, bounds) {
        Err(why) => {
            println!("not checked: {}", why.code());
            ExitCode::FAILURE
        }
        Ok(mut looked) => {
            println!("{}", looked.inspection.kind.code());
            for finding in &looked.inspection.findings {
                let state = if finding.remains { "remains" } else { "gone" };
                println!("{state} {} {}", finding.kind.code(), finding.summary);
            }
            let written = copy.map(|copy| io::copy(&mut looked.copy, &mut File::create(copy)?));
            if written.is_none_or(|written| written.is_ok()) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
    }
}

#[cfg(target_os = "linux")]
fn probe() -> ExitCode {
    // Once before, so that what fails after fails for being confined.
    let can = || {
        let tried: [(&str, bool); 6] = [
            ("open", File::open("/proc/self/status").is_ok()),
            ("create", File::create("/tmp/sotto-probe").is_ok()),
            ("list", std::fs::read_dir("/").is_ok()),
            ("socket", std::net::UdpSocket::bind("127.0.0.1:0").is_ok()),
            (
                "connect",
                !matches!(
                    TcpStream::connect("127.0.0.1:9").map_err(|e| e.kind()),
                    Err(io::ErrorKind::PermissionDenied)
                ),
            ),
            ("exec", Command::new("/bin/true").status().is_ok()),
        ];
        tried.map(|(what, can)| format!("{what}={can}")).join(" ")
    };
    let before = can();
    let _ = std::fs::remove_file("/tmp/sotto-probe");
    let confined = worker::confine(2 << 30, 10).is_ok();
    println!("before {before}\nconfined {confined}\nafter {}", can());
    ExitCode::SUCCESS
}

#[cfg(not(target_os = "linux"))]
fn probe() -> ExitCode {
    ExitCode::from(2)
}
