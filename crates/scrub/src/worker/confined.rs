//! The side that looks, and can do nothing else.

use std::{
    collections::BTreeMap,
    io::{self, Read as _, Write as _},
    process::ExitCode,
};

use landlock::{ABI, Access as _, AccessFs, AccessNet, CompatLevel, Compatible as _, Ruleset, RulesetAttr as _, Scope};
use rustix::process::{DumpableBehavior, Resource, Rlimit, set_dumpable_behavior, setrlimit};
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter, TargetArch, apply_filter};

use super::{Answer, MAX_FILE_BYTES};
use crate::{Inspection, NotChecked, clean};

/// Why a process could not give up what it must not have. It looks at nothing then.
#[derive(Debug, thiserror::Error)]
#[error("the process could not be confined")]
pub struct NotConfined;

/// Gives up what looking at bytes does not need: the file system, the network, other programs. For good.
///
/// Landlock is put on if the kernel has it; without the filter of system calls, which alone suffices, nothing goes on.
///
/// # Errors
/// A limit, Landlock or the filter could not be put on.
pub fn confine(memory_bytes: u64, cpu_seconds: u64) -> Result<(), NotConfined> {
    let limit = |resource, most: u64| {
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).map_err(|_| NotConfined)
    };
    limit(Resource::As, memory_bytes)?;
    limit(Resource::Cpu, cpu_seconds)?;
    // A broken process leaves no copy of the file in a core.
    limit(Resource::Core, 0)?;
    set_dumpable_behavior(DumpableBehavior::NotDumpable).map_err(|_| NotConfined)?;
    forget_files()?;
    apply_filter(&filter()?).map_err(|_| NotConfined)
}

fn forget_files() -> Result<(), NotConfined> {
    let newest = ABI::V6;
    let rules = Ruleset::default()
        .set_compatibility(CompatLevel::BestEffort)
        .handle_access(AccessFs::from_all(newest))
        .and_then(|rules| rules.handle_access(AccessNet::from_all(newest)))
        .and_then(|rules| rules.scope(Scope::from_all(newest)))
        .and_then(landlock::Ruleset::create)
        .map_err(|_| NotConfined)?;
    rules.restrict_self().map(drop).map_err(|_| NotConfined)
}

fn filter() -> Result<BpfProgram, NotConfined> {
    let allowed: BTreeMap<i64, Vec<seccompiler::SeccompRule>> =
        calls::ALLOWED.iter().map(|call| (*call, Vec::new())).collect();
    let arch = TargetArch::try_from(std::env::consts::ARCH).map_err(|_| NotConfined)?;
    let refuse = SeccompAction::Errno(calls::NOT_PERMITTED);
    let filter = SeccompFilter::new(allowed, refuse, SeccompAction::Allow, arch).map_err(|_| NotConfined)?;
    filter.try_into().map_err(|_| NotConfined)
}

/// Numbers of system calls, from the kernel's tables.
mod calls {
    /// `EPERM`.
    pub(super) const NOT_PERMITTED: u32 = 1;

    /// Reading, writing, memory, time, chance, signals to itself, the end.
    pub(super) const ALLOWED: &[i64] = &[
        libc::SYS_read,
        libc::SYS_write,
        libc::SYS_lseek,
        libc::SYS_fstat,
        libc::SYS_ftruncate,
        libc::SYS_close,
        libc::SYS_mmap,
        libc::SYS_munmap,
        libc::SYS_mremap,
        libc::SYS_mprotect,
        libc::SYS_madvise,
        libc::SYS_brk,
        libc::SYS_futex,
        libc::SYS_getrandom,
        libc::SYS_clock_gettime,
        libc::SYS_sigaltstack,
        libc::SYS_rt_sigaction,
        libc::SYS_rt_sigprocmask,
        libc::SYS_rt_sigreturn,
        libc::SYS_gettid,
        libc::SYS_getpid,
        libc::SYS_tgkill,
        libc::SYS_sched_yield,
        libc::SYS_exit,
        libc::SYS_exit_group,
        libc::SYS_restart_syscall,
    ];
}

/// What [`super::run_if_asked`] does if it was.
pub(super) fn run() -> ExitCode {
    let bound = |name| std::env::var(name).ok().and_then(|value| value.parse().ok());
    let answer = match (bound("SOTTO_MEMORY_BYTES"), bound("SOTTO_CPU_SECONDS")) {
        (Some(memory_bytes), Some(cpu_seconds)) if confine(memory_bytes, cpu_seconds).is_ok() => {
            look().unwrap_or_else(Answer::NotChecked)
        }
        _ => Answer::NotChecked(NotChecked::NoWorker),
    };
    let told = minicbor::to_vec(&answer).is_ok_and(|answer| io::stderr().write_all(&answer).is_ok());
    if told { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn look() -> Result<Answer, NotChecked> {
    let lost = |_| NotChecked::Unsafe;
    // What a panic prints would look like an answer.
    std::panic::set_hook(Box::new(|_| {}));
    let mut file = Vec::new();
    io::stdin().lock().take(MAX_FILE_BYTES + 1).read_to_end(&mut file).map_err(lost)?;
    if file.len() as u64 > MAX_FILE_BYTES {
        return Err(NotChecked::TooMuch);
    }
    let cleaned = clean(&file)?;
    let mut output = io::stdout().lock();
    output.write_all(&cleaned.bytes).and_then(|()| output.flush()).map_err(lost)?;
    let differs = cleaned.bytes != file;
    Ok(Answer::Looked(
        Inspection { kind: cleaned.kind, findings: cleaned.findings },
        cleaned.bytes.len() as u64,
        differs,
    ))
}
