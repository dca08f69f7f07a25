//! `sotto-witness`: makes and runs a witness, and shows what it cosigned.

use std::{
    io::{self, Write},
    net::SocketAddr,
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use getrandom::SysRng;
use jiff::Timestamp;
use rand_core::UnwrapErr;
use serde_json::{Value, json};
use sotto_protocol::time::UnixSeconds;
use sotto_witness::{
    InitError, OpenError, RunningWitness, ShownLog, ShownWitness, StartError, SystemClock, TrustError, WitnessConfig,
    init, show, trust,
};
use tokio::{
    runtime,
    signal::unix::{SignalKind, signal},
};
use tracing_subscriber::EnvFilter;

/// Threads that wait for the disk; requests for one log wait for each other anyway.
const BLOCKING_THREADS: usize = 16;

#[derive(Parser)]
#[command(version, about = "A witness: cosigns what logs have become, once")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    /// Answers and errors as JSON documents.
    #[arg(long, global = true)]
    json: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Makes a data folder with a fresh key and prints the verifier key.
    Init {
        /// The folder to make.
        #[arg(long)]
        data: PathBuf,
        /// The witness's name: a host name that is yours, and a path, such as `witness.example/w1`.
        #[arg(long)]
        name: String,
    },
    /// Adds logs by the verifier keys that they print, and prints their origins. The witness must not run.
    Trust {
        /// The folder that `init` made.
        #[arg(long)]
        data: PathBuf,
        /// Verifier keys.
        #[arg(required = true)]
        vkeys: Vec<String>,
    },
    /// Serves over plain HTTP until it is told to stop. TLS is for a proxy in front.
    Run {
        /// The folder that `init` made.
        #[arg(long)]
        data: PathBuf,
        /// Where to listen; port 0 chooses a free one.
        #[arg(long)]
        listen: SocketAddr,
        /// Also serve what was cosigned last to whoever knows a log's name. They see when the log grows.
        #[arg(long)]
        monitoring: bool,
    },
    /// Says what was cosigned last, and of which logs a fork was kept; also while the witness runs.
    Show {
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
    Trust(#[from] TrustError),
    #[error(transparent)]
    Start(#[from] StartError),
    #[error(transparent)]
    Show(#[from] OpenError),
    #[error("the program could not start or print")]
    Io(#[from] io::Error),
}

impl CommandError {
    fn code(&self) -> &'static str {
        match self {
            Self::Init(error) => error.code(),
            Self::Trust(error) => error.code(),
            Self::Start(error) => error.code(),
            Self::Show(error) => error.code(),
            Self::Io(_) => "internal",
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let filter = EnvFilter::try_from_env("SOTTO_LOG").unwrap_or_else(|_| EnvFilter::new("sotto_witness=info"));
    tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(io::stderr).init();
    match perform(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            report(&error, arguments.json);
            ExitCode::FAILURE
        }
    }
}

fn perform(arguments: &Arguments) -> Result<(), CommandError> {
    let print = |document: &Value, text: &str| print(arguments.json, document, text);
    match &arguments.command {
        Command::Init { data, name } => {
            let vkey = init(data, name, &mut UnwrapErr(SysRng))?;
            print(&json!({ "vkey": vkey }), &vkey)
        }
        Command::Trust { data, vkeys } => {
            let origins = trust(data, vkeys)?;
            let origins: Vec<&str> = origins.iter().map(sotto_tlog::Origin::as_str).collect();
            print(&json!({ "origins": origins }), &origins.join("\n"))
        }
        Command::Run { data, listen, monitoring } => {
            let config = WitnessConfig { data: data.clone(), listen: *listen, monitoring: *monitoring };
            let mut runtime = runtime::Builder::new_current_thread();
            runtime.enable_all().max_blocking_threads(BLOCKING_THREADS).build()?.block_on(run(config))
        }
        Command::Show { data } => {
            let witness = show(data)?;
            print(&document(&witness), &lines(&witness).join("\n"))
        }
    }
}

async fn run(config: WitnessConfig) -> Result<(), CommandError> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    let witness = RunningWitness::start(config, SystemClock).await?;
    writeln!(io::stdout(), "ready {}", witness.address())?;
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    witness.shutdown().await;
    Ok(())
}

fn document(witness: &ShownWitness) -> Value {
    let log = |log: &ShownLog| {
        let last = log.last.as_ref();
        json!({
            "origin": log.origin.as_str(),
            "vkeys": log.vkeys,
            "size": last.map_or(0, |last| last.size().0),
            "root": last.map(|last| last.root().to_string()),
            "cosigned_at": last.and_then(|last| moment(last.cosigned_at())),
            "forks": log.forks.iter().map(|fork| fork.display().to_string()).collect::<Vec<_>>(),
        })
    };
    let logs: Vec<Value> = witness.logs.iter().map(log).collect();
    json!({ "name": witness.name, "vkey": witness.vkey, "logs": logs })
}

fn lines(witness: &ShownWitness) -> Vec<String> {
    let mut lines = vec![witness.name.clone(), witness.vkey.clone()];
    for log in &witness.logs {
        lines.push(String::new());
        lines.push(log.origin.to_string());
        lines.push(log.last.as_ref().map_or_else(
            || "  never cosigned".to_owned(),
            |last| {
                let at = moment(last.cosigned_at()).unwrap_or_default();
                format!("  size {}, root {}, cosigned {at}", last.size(), last.root())
            },
        ));
        lines.extend(log.forks.iter().map(|fork| format!("  FORKED: {}", fork.display())));
    }
    lines
}

/// RFC 3339 in UTC; none for a time beyond its years.
fn moment(at: UnixSeconds) -> Option<String> {
    let at = Timestamp::from_second(i64::try_from(at.0).ok()?).ok()?;
    Some(at.to_string())
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
    let _ = if as_json { writeln!(out, "{document}") } else { writeln!(out, "sotto-witness: {message}") };
}
