//! The side that starts the process and waits for it.

use std::{
    fs::File,
    io::{Read, Seek as _, SeekFrom},
    process::{Child, Command, Stdio},
    sync::atomic::{AtomicBool, Ordering},
    time::Instant,
};

use rustix::event::{PollFd, PollFlags, Timespec, poll};

use super::{ARGUMENT, Answer, Bounds, Looked, MAX_FILE_BYTES, file_in_memory};
use crate::NotChecked;

/// The longest answer: 200 findings of 120 characters.
const MAX_ANSWER_BYTES: usize = 256 * 1024;

/// Whether this program looks at files if it is started again. A test's program does not: it would run its tests.
static CAN_BE_STARTED: AtomicBool = AtomicBool::new(false);

pub(super) fn remember() {
    CAN_BE_STARTED.store(true, Ordering::Relaxed);
}

pub(super) fn look(mut file: &File, bounds: Bounds) -> Result<Looked, NotChecked> {
    if !CAN_BE_STARTED.load(Ordering::Relaxed) {
        return Err(NotChecked::NoWorker);
    }
    if file.metadata().map_err(|_| NotChecked::Unsafe)?.len() > MAX_FILE_BYTES {
        return Err(NotChecked::TooMuch);
    }
    file.rewind().map_err(|_| NotChecked::Unsafe)?;
    let mut copy = file_in_memory().map_err(|_| NotChecked::Unsafe)?;
    let mut child = start(file, &copy, bounds).map_err(|_| NotChecked::Unsafe)?;
    let answered = answer(&mut child, bounds);
    // It has answered, broken, or taken too long; whatever it is still doing is of no use.
    let _ = child.kill();
    let _ = child.wait();
    match answered? {
        Answer::NotChecked(why) => Err(why),
        Answer::Looked(inspection, copy_bytes, differs) => {
            if copy.seek(SeekFrom::End(0)).map_err(|_| NotChecked::Unsafe)? != copy_bytes {
                return Err(NotChecked::Unsafe);
            }
            copy.rewind().map_err(|_| NotChecked::Unsafe)?;
            Ok(Looked { inspection, copy, copy_bytes, differs })
        }
    }
}

/// Starts this very program, also if another one has its name by now.
fn start(file: &File, copy: &File, bounds: Bounds) -> std::io::Result<Child> {
    Command::new("/proc/self/exe")
        .arg(ARGUMENT)
        .env_clear()
        .env("SOTTO_MEMORY_BYTES", bounds.memory_bytes.to_string())
        .env("SOTTO_CPU_SECONDS", bounds.cpu_seconds.to_string())
        .current_dir("/")
        .stdin(Stdio::from(file.try_clone()?))
        .stdout(Stdio::from(copy.try_clone()?))
        .stderr(Stdio::piped())
        .spawn()
}

/// All that comes over the pipe, until it is closed or the time is over.
fn answer(child: &mut Child, bounds: Bounds) -> Result<Answer, NotChecked> {
    let mut pipe = child.stderr.take().ok_or(NotChecked::Unsafe)?;
    let started = Instant::now();
    let mut answer = Vec::new();
    let mut part = vec![0; 16 * 1024];
    loop {
        let left = bounds.wait.checked_sub(started.elapsed()).ok_or(NotChecked::Unsafe)?;
        let left = Timespec::try_from(left).map_err(|_| NotChecked::Unsafe)?;
        match poll(&mut [PollFd::new(&pipe, PollFlags::IN)], Some(&left)) {
            Ok(0) => return Err(NotChecked::Unsafe),
            Err(rustix::io::Errno::INTR) => continue,
            Err(_) => return Err(NotChecked::Unsafe),
            Ok(_) => {}
        }
        let read = pipe.read(&mut part).map_err(|_| NotChecked::Unsafe)?;
        if read == 0 {
            break;
        }
        answer.extend_from_slice(part.get(..read).unwrap_or_default());
        if answer.len() > MAX_ANSWER_BYTES {
            return Err(NotChecked::Unsafe);
        }
    }
    // Whoever prints a panic, or is killed halfway, gives no whole answer.
    minicbor::decode(&answer).map_err(|_| NotChecked::Unsafe)
}
