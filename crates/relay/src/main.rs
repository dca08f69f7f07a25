//! `sotto-relay`: makes, runs and checks a relay.

use std::{
    io::{self, Write},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use getrandom::SysRng;
use rand_core::UnwrapErr;
use serde_json::{Value, json};
use sotto_relay::{
    Clock, Faults, InitError, InitOptions, Relay, RelayConfig, RestoredError, StartError, SystemClock, VerifyLogError,
    WitnessAddress, WitnessError, add_witness, init, log_keys, mark_restored, remove_witness, verify_log, witnesses,
};
use tokio::{
    runtime,
    signal::unix::{SignalKind, signal},
};
use tracing_subscriber::EnvFilter;

#[derive(Parser)]
#[command(version, about = "The relay: a post office and a notary")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Answers and errors as JSON documents.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Makes a data folder and prints the setup link, good once.
    Init {
        /// The folder to make.
        #[arg(long)]
        data: PathBuf,
        /// Where to listen; port 0 chooses a free one and keeps it.
        #[arg(long)]
        listen: SocketAddr,
        /// `host:port` by which clients reach it, if that is another.
        #[arg(long)]
        address: Option<String>,
        /// The onion service that a Tor beside it leads here, `name.onion:port`; clients with Tor prefer it.
        #[arg(long, value_parser = onion)]
        onion: Option<String>,
    },
    /// Serves until it is told to stop.
    Run {
        /// The folder that `init` made.
        #[arg(long)]
        data: PathBuf,
        /// What a client puzzle costs at rest; 1 for tests.
        #[arg(long, default_value_t = 100)]
        puzzle_effort: u32,
    },
    /// Checks the log against its entries and its newest checkpoint. The relay must not run.
    VerifyLog {
        /// The folder that `init` made.
        #[arg(long)]
        data: PathBuf,
    },
    /// Marks a relay whose folder was put back from a copy: it serves nobody until the office accepts that with
    /// `sottoctl org accept-restore`. The relay must not run.
    Restored {
        /// The folder that was put back.
        #[arg(long)]
        data: PathBuf,
    },
    /// Prints the verifier key of each organisation's log, for witnesses to trust.
    LogKeys {
        /// The folder that `init` made.
        #[arg(long)]
        data: PathBuf,
    },
    /// Whom the relay asks to cosign its logs, from its next start on.
    #[command(subcommand)]
    Witness(Witness),
}

#[derive(Subcommand)]
enum Witness {
    /// Asks one more.
    Add {
        /// The folder that `init` made.
        #[arg(long)]
        data: PathBuf,
        /// Its submission prefix: `https://witness.example/witness`.
        #[arg(long)]
        prefix: String,
        /// Its verifier key, by a way that you trust.
        vkey: String,
    },
    /// Asks one no more.
    Remove {
        /// The folder that `init` made.
        #[arg(long)]
        data: PathBuf,
        /// Its verifier key.
        vkey: String,
    },
    /// Those who are asked.
    List {
        /// The folder that `init` made.
        #[arg(long)]
        data: PathBuf,
    },
}

#[derive(Debug, thiserror::Error)]
enum CommandError {
    #[error(transparent)]
    Init(#[from] InitError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    VerifyLog(#[from] VerifyLogError),
    #[error(transparent)]
    Restored(#[from] RestoredError),
    #[error(transparent)]
    Witness(#[from] WitnessError),
    #[error("the program could not start or print")]
    Io(#[from] io::Error),
}

impl CommandError {
    fn code(&self) -> &'static str {
        match self {
            Self::Init(error) => error.code(),
            Self::Start(error) => error.code(),
            Self::VerifyLog(error) => error.code(),
            Self::Restored(error) => error.code(),
            Self::Witness(error) => error.code(),
            Self::Io(_) => "internal",
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let filter = EnvFilter::try_from_env("SOTTO_LOG").unwrap_or_else(|_| EnvFilter::new("sotto_relay=info"));
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(io::stderr).init();
    match perform(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error, arguments.json);
            ExitCode::FAILURE
        }
    }
}

/// The address of an onion service of version 3.
fn onion(text: &str) -> Result<String, &'static str> {
    let is_onion = text.rsplit_once(':').is_some_and(|(host, port)| {
        let name = host.strip_suffix(".onion").unwrap_or_default();
        let is_base32 = |byte: u8| byte.is_ascii_lowercase() || (b'2'..=b'7').contains(&byte);
        name.len() == 56 && name.bytes().all(is_base32) && port.parse::<u16>().is_ok()
    });
    if is_onion { Ok(text.to_owned()) } else { Err("not 56 letters and digits before `.onion:port`") }
}

fn perform(arguments: &Arguments) -> Result<(), CommandError> {
    match &arguments.command {
        Command::Init { data, listen, address, onion } => {
            let (address, onion) = (address.clone(), onion.clone());
            let options = InitOptions { data: data.clone(), listen: *listen, address, onion };
            let made = init(&options, &mut UnwrapErr(SysRng))?;
            let answer = json!({ "setup_link": made.setup_link, "address": made.address });
            print(arguments.json, &answer, &made.setup_link)
        }
        Command::Run { data, puzzle_effort } => {
            let config = RelayConfig { puzzle_effort: *puzzle_effort, faults: faults()?, ..RelayConfig::new(data) };
            // One thread answers far more reports than an organisation has; with two, a report costs about a fifth more.
            // Databases and attachments have threads of their own.
            let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(run(config))
        }
        Command::VerifyLog { data } => {
            let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
            let reports = runtime.block_on(verify_log(data))?;
            let logs: Vec<Value> = reports
                .iter()
                .map(|log| {
                    let checkpoint = json!({ "size": log.size, "root": log.root });
                    json!({ "organisation": log.organisation, "checkpoint": checkpoint, "pending": log.pending })
                })
                .collect();
            let sizes: Vec<String> = reports.iter().map(|log| format!("{} entries", log.size)).collect();
            print(arguments.json, &json!({ "ok": true, "logs": logs }), &format!("ok {}", sizes.join(", ")))
        }
        Command::Restored { data } => {
            let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(mark_restored(data))?;
            let next = "the relay serves nobody until the office runs: sottoctl org accept-restore --confirm";
            print(arguments.json, &json!({ "restored": true }), next)
        }
        Command::LogKeys { data } => {
            let runtime = runtime::Builder::new_current_thread().enable_all().build()?;
            let vkeys = runtime.block_on(log_keys(data))?;
            print(arguments.json, &json!({ "vkeys": vkeys }), &vkeys.join("\n"))
        }
        Command::Witness(witness) => {
            let data = match witness {
                Witness::Add { data, prefix, vkey } => {
                    add_witness(data, WitnessAddress { prefix: prefix.clone(), vkey: vkey.clone() })?;
                    data
                }
                Witness::Remove { data, vkey } => {
                    remove_witness(data, vkey)?;
                    data
                }
                Witness::List { data } => data,
            };
            let asked = witnesses(data)?;
            let lines: Vec<String> =
                asked.iter().map(|witness| format!("{} {}", witness.prefix, witness.vkey)).collect();
            print(arguments.json, &json!({ "witnesses": asked }), &lines.join("\n"))
        }
    }
}

/// A test hears what is inside TLS by naming a file. No release build has the feature.
#[cfg(feature = "faults")]
fn faults() -> io::Result<Faults> {
    let tap = std::env::var_os("SOTTO_RELAY_TAP");
    let file = tap.map(|path| std::fs::File::options().create(true).append(true).open(path)).transpose()?;
    Ok(file.map_or_else(Faults::none, Faults::tapping))
}

#[cfg(not(feature = "faults"))]
#[expect(clippy::unnecessary_wraps, reason = "the same shape as with the feature")]
fn faults() -> io::Result<Faults> {
    Ok(Faults::none())
}

/// The machine's clock; a test can name how many days ahead of it the relay lives.
#[cfg(feature = "faults")]
fn clock() -> impl Clock + 'static {
    struct Ahead(u64);
    impl Clock for Ahead {
        fn now(&self) -> sotto_protocol::time::UnixSeconds {
            SystemClock.now().plus(self.0 * 86_400)
        }
    }
    let days = std::env::var("SOTTO_RELAY_DAYS_AHEAD").ok().and_then(|days| days.parse().ok());
    Ahead(days.unwrap_or(0))
}

#[cfg(not(feature = "faults"))]
fn clock() -> impl Clock + 'static {
    SystemClock
}

async fn run(config: RelayConfig) -> Result<(), CommandError> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let relay = Relay::start(config, clock(), UnwrapErr(SysRng)).await?;
    writeln!(io::stdout(), "ready {}", relay.address())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    relay.shutdown().await;
    Ok(())
}

fn print(as_json: bool, document: &Value, text: &str) -> Result<(), CommandError> {
    let mut out = io::stdout();
    if as_json { writeln!(out, "{document}") } else { writeln!(out, "{text}") }?;
    Ok(())
}

fn report(error: &CommandError, as_json: bool) {
    let mut message = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        message.push_str(": ");
        message.push_str(&inner.to_string());
        cause = inner.source();
    }
    let document = json!({ "error": { "code": error.code(), "message": message } });
    let mut out = io::stderr();
    // There is nowhere else to say it.
    let _ = if as_json { writeln!(out, "{document}") } else { writeln!(out, "sotto-relay: {message}") };
}
