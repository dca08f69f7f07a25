//! The commands, one file a group.

mod card;
mod case;
mod draft;
mod identity;
mod log;
mod org;
mod outbox;
mod route;
mod send;
mod sync;
mod vault;
mod verify;

use std::{
    fs,
    io::{self, Read, Write},
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
};

use jiff::Timestamp;
use serde_json::Value;
use sotto_engine::{Engine, NoKeyring, OsKeyring, Profile, SystemClock, UnixSeconds};
use sotto_rpc_schema::ErrorCode;
use zeroize::Zeroizing;

use crate::{
    arguments::{Arguments, Command},
    failure::Failure,
    output::Output,
    passphrase,
};

/// Runs one command.
pub(crate) async fn run(arguments: Arguments, output: &Output) -> Result<(), Failure> {
    let profile = Profile::new(arguments.profile.map_or_else(default_folder, Ok)?);
    let answer = match arguments.command {
        Command::Init(init) if !init.restore.is_empty() => vault::restore(&profile, &init).await?,
        Command::Init(init) => vault::init(&profile, &init)?,
        Command::Org(org) => org::run(&open(&profile)?, org).await?,
        Command::Handler(handler) => org::join(&open(&profile)?, handler).await?,
        Command::Card(card) => card::run(&open(&profile)?, card)?,
        Command::Route(route) => route::run(&open(&profile)?, route).await?,
        Command::Draft(draft) => draft::run(&open(&profile)?, draft)?,
        Command::Send(send) => send::run(&open(&profile)?, &send).await?,
        Command::Sync(sync) if sync.follow => return sync::follow(Arc::new(open(&profile)?), output).await,
        Command::Sync(_) => sync::once(&open(&profile)?).await?,
        Command::Outbox(outbox) => outbox::run(&open(&profile)?, outbox)?,
        Command::Case(case) => case::run(&open(&profile)?, case).await?,
        Command::Identity(identity) => identity::run(&open(&profile)?, identity).await?,
        Command::Approval(approval) => identity::approve(&open(&profile)?, approval).await?,
        Command::Log(log) => log::run(&open(&profile)?, log).await?,
        Command::Verify(verify) => verify::run(&profile, &verify).await?,
        Command::Backup(backup) => vault::backup(&profile, &backup)?,
        Command::Wipe { case: Some(case), .. } => vault::wipe_case(&open(&profile)?, &case)?,
        Command::Wipe { case: None, .. } => vault::wipe(&profile)?,
    };
    output.answer(&answer);
    Ok(())
}

fn open(profile: &Profile) -> Result<Engine, Failure> {
    open_with(profile, &ask_for(profile)?)
}

/// The passphrase of a vault that is there.
fn ask_for(profile: &Profile) -> Result<Zeroizing<String>, Failure> {
    if profile.holds_vault() { passphrase::ask() } else { Err(ErrorCode::VaultAbsent.into()) }
}

fn open_with(profile: &Profile, passphrase: &str) -> Result<Engine, Failure> {
    let clock = Arc::new(SystemClock);
    // A vault says by itself whether it needs the keyring; one that does not never asks it.
    Ok(Engine::unlock(profile, passphrase, &OsKeyring, clock)?)
}

fn default_folder() -> Result<PathBuf, Failure> {
    let base = std::env::var_os("XDG_DATA_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".local").join("share")));
    base.map(|base| base.join("org.sotto.Sotto"))
        .ok_or_else(|| Failure::new(ErrorCode::BadRequest, "no home folder; name one with --profile"))
}

/// The keyring that a new vault shall need.
fn keyring(needed: bool) -> &'static dyn sotto_engine::SecretStore {
    if needed { &OsKeyring } else { &NoKeyring }
}

/// An identifier as it was printed before.
fn id<T: FromStr>(text: &str) -> Result<T, Failure> {
    text.parse().map_err(|_| ErrorCode::NotFound.into())
}

/// A moment as RFC 3339 in UTC.
fn rfc3339(at: UnixSeconds) -> Value {
    let moment = i64::try_from(at.0).ok().and_then(|seconds| Timestamp::from_second(seconds).ok());
    moment.map_or(Value::Null, |moment| moment.to_string().into())
}

/// The text in a file, or in standard input for `-`.
fn text_of(path: &Path) -> Result<String, Failure> {
    let mut text = String::new();
    let read = if path == Path::new("-") {
        io::stdin().read_to_string(&mut text).map(drop)
    } else {
        fs::File::open(path).and_then(|mut file| file.read_to_string(&mut text)).map(drop)
    };
    read.map_err(|error| failed(path, &error))?;
    Ok(text)
}

/// Writes a file that was not there: nothing is overwritten.
fn write_new(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let made = fs::OpenOptions::new().write(true).create_new(true).open(path);
    made.and_then(|mut file| file.write_all(bytes)).map_err(|error| failed(path, &error))
}

/// What a failed file operation is told as.
fn failed(path: &Path, error: &io::Error) -> Failure {
    let code = if error.kind() == io::ErrorKind::AlreadyExists { ErrorCode::FileExists } else { ErrorCode::IoFailed };
    Failure::new(code, format!("{}: {error}", path.display()))
}
