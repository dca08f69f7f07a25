//! The command line (docs/sottoctl.md).

use std::{net::SocketAddr, num::NonZeroUsize, path::PathBuf};

use clap::{Args, Parser, Subcommand};

/// Sotto without a window.
#[derive(Debug, Parser)]
#[command(name = "sottoctl", version, about)]
pub(crate) struct Arguments {
    /// The folder that holds the vault.
    #[arg(long, value_name = "DIR", global = true)]
    pub(crate) profile: Option<PathBuf>,
    /// One JSON document instead of text.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a vault; the passphrase comes from SOTTO_PASSPHRASE or a prompt.
    Init(Init),
    /// Found an organisation and look after its people.
    #[command(subcommand)]
    Org(Org),
    /// Work on cases for an organisation.
    #[command(subcommand)]
    Handler(Handler),
    /// Organisations to which reports can be sent.
    #[command(subcommand)]
    Card(Card),
    /// Which way relays are reached.
    #[command(subcommand)]
    Route(Route),
    /// Reports that are being written.
    #[command(subcommand)]
    Draft(Draft),
    /// Move a draft to the outbox.
    Send(Send),
    /// Send what waits and take what is new.
    Sync(Sync),
    /// What waits to be sent: look, hold, let go on, call back.
    #[command(subcommand)]
    Outbox(Outbox),
    /// Cases and their conversations.
    #[command(subcommand)]
    Case(Case),
    /// Tell who you are, take it back, or open what a reporter told you.
    #[command(subcommand)]
    Identity(Identity),
    /// Agree to what a colleague may not do alone.
    #[command(subcommand)]
    Approval(Approval),
    /// Check the log, and the entries of a case; or a proof that somebody gave you.
    Verify(Verify),
    /// Read the log of the office for which you work, each entry checked on this device.
    Log(Log),
    /// Keep what the vault holds in a file of its own, or make a vault from such a file.
    #[command(subcommand)]
    Backup(Backup),
    /// Destroy a case on this device, or the whole vault.
    Wipe {
        /// The case; without it, everything.
        case: Option<String>,
        /// Needed, since nothing brings it back.
        #[arg(long, required = true)]
        confirm: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Backup {
    /// Write a backup, which the vault's passphrase opens, in the format of the program age.
    Create {
        /// Where. What is there already is never overwritten.
        file: PathBuf,
    },
    /// Make a vault from a backup, whose passphrase it then has. A profile that has a vault is left as it is.
    Restore {
        /// The backup.
        file: PathBuf,
        /// Needs the system's keyring besides the passphrase, from now on.
        #[arg(long)]
        keyring: bool,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Route {
    /// The way that is taken, and each Tor that listens on this machine where Tor usually does.
    Show,
    /// Straight: the relay and whoever watches the network see this machine's address.
    Direct,
    /// Through the Tor that Sotto brings.
    OwnTor {
        /// Enter by this bridge, a line as the Tor Project gives it; may be given more than once. Without it, those that
        /// were given before.
        #[arg(long, value_name = "LINE")]
        bridge: Vec<String>,
        /// Enter by public relays again.
        #[arg(long, conflicts_with = "bridge")]
        no_bridges: bool,
    },
    /// Through a Tor that runs already.
    Tor {
        /// Where it listens; found by itself if it is the system's Tor or Tor Browser.
        #[arg(value_name = "NUMERIC_ADDRESS:PORT")]
        address: Option<SocketAddr>,
    },
    /// Through another SOCKS5 proxy.
    Proxy {
        /// Where it listens. A name is refused: looking it up would go past the proxy.
        #[arg(value_name = "NUMERIC_ADDRESS:PORT")]
        address: SocketAddr,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Verify {
    /// The case; without it, the logs of all organisations.
    pub(crate) case: Option<String>,
    /// The whole log of the office: every hash of its tree, and what each entry commits to.
    #[arg(long, conflicts_with_all = ["case", "save", "bundle"])]
    pub(crate) whole: bool,
    /// Write both signed checkpoints of each log that was caught in a contradiction into this folder.
    #[arg(long, value_name = "FOLDER", conflicts_with_all = ["case", "save", "bundle", "whole"])]
    pub(crate) evidence: Option<PathBuf>,
    /// Also write a proof of each entry of the case into this folder, for others to check.
    #[arg(long, value_name = "FOLDER", requires = "case", conflicts_with = "bundle")]
    pub(crate) save: Option<PathBuf>,
    /// Check this proof instead, without a network.
    #[arg(long, value_name = "FILE", conflicts_with = "case")]
    pub(crate) bundle: Option<PathBuf>,
    /// The card to check the proof against, a link or a file; no vault is needed then.
    #[arg(long, value_name = "FILE_OR_LINK", requires = "bundle")]
    pub(crate) card: Option<String>,
}

#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct Log {
    #[command(subcommand)]
    pub(crate) one: Option<LogEntry>,
    #[command(flatten)]
    pub(crate) wanted: LogWanted,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LogEntry {
    /// One entry, with the hashes that lead from it to the signed checkpoint.
    Show {
        /// Its place, counted from 0.
        index: u64,
        /// Write its proof for others to this file, or into this folder. What is there already is never overwritten.
        #[arg(long, value_name = "FILE_OR_FOLDER")]
        save: Option<PathBuf>,
    },
}

#[derive(Debug, Args)]
pub(crate) struct LogWanted {
    /// Only what concerns identity, cases, team or keys.
    #[arg(long, value_name = "PART")]
    pub(crate) only: Option<String>,
    /// Only what somebody did whose name has these words; `reporter` and `server` are names here, too.
    #[arg(long, value_name = "NAME")]
    pub(crate) who: Option<String>,
    /// Only what was done on this day (UTC) or later.
    #[arg(long, value_name = "DATE")]
    pub(crate) since: Option<jiff::civil::Date>,
    /// Only entries before this one.
    #[arg(long, value_name = "INDEX")]
    pub(crate) before: Option<u64>,
    /// Only entries with all of these words.
    #[arg(long, value_name = "WORDS")]
    pub(crate) search: Option<String>,
    /// No more than so many.
    #[arg(long, value_name = "N", default_value = "100")]
    pub(crate) count: NonZeroUsize,
}

#[derive(Debug, Args)]
pub(crate) struct Init {
    /// No recovery phrase: whoever forgets the passphrase loses everything.
    #[arg(long)]
    pub(crate) no_recovery: bool,
    /// Needs the system's keyring besides the passphrase, from now on.
    #[arg(long)]
    pub(crate) keyring: bool,
    /// Find the cases of a recovery phrase again, by the cards of all offices to which it reported: links or files. The phrase
    /// comes from SOTTO_PHRASE or a prompt.
    #[arg(long, value_name = "CARD", num_args = 1.., conflicts_with = "no_recovery")]
    pub(crate) restore: Vec<String>,
    /// Restore through the Tor that Sotto brings, and go this way from then on.
    #[arg(long, requires = "restore", conflicts_with_all = ["tor", "proxy"])]
    pub(crate) own_tor: bool,
    /// Enter Tor by this bridge; may be given more than once.
    #[arg(long, value_name = "LINE", requires = "own_tor")]
    pub(crate) bridge: Vec<String>,
    /// Restore through the Tor that listens here, and go this way from then on.
    #[arg(long, value_name = "NUMERIC_ADDRESS:PORT", requires = "restore")]
    pub(crate) tor: Option<SocketAddr>,
    /// The same through another SOCKS5 proxy.
    #[arg(long, value_name = "NUMERIC_ADDRESS:PORT", requires = "restore", conflicts_with = "tor")]
    pub(crate) proxy: Option<SocketAddr>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Org {
    /// Found an organisation on a fresh relay; this profile becomes the OWNER.
    Setup {
        /// From `sotto-relay init`.
        setup_link: String,
        /// The organisation's name.
        #[arg(long)]
        name: String,
        /// Your name.
        #[arg(long)]
        person: String,
        /// Your title.
        #[arg(long)]
        title: String,
        /// How you are reached; never shown to reporters.
        #[arg(long)]
        email: String,
    },
    /// Prepare an invitation for a colleague.
    Invite {
        /// Whom it is for.
        #[arg(long)]
        email: String,
        /// VIEWER, MEMBER, MANAGER, ADMIN or OWNER.
        #[arg(long, default_value = "MEMBER")]
        role: String,
    },
    /// Certify a waiting colleague whose key words you compared.
    Certify {
        /// Their id.
        handler: String,
        /// The six words that they read to you.
        #[arg(long)]
        key_words: String,
        /// The channel whose new cases they read.
        #[arg(long)]
        channel: Option<String>,
    },
    /// See what the relay lost that was put back from a copy, and with --confirm state to everyone that it was.
    AcceptRestore {
        /// State it. Devices then go on from the copy.
        #[arg(long)]
        confirm: bool,
    },
    /// The organisation's people and their devices.
    Members,
    /// What the roster says about who may do what.
    #[command(subcommand)]
    Policy(Policy),
}

#[derive(Debug, Subcommand)]
pub(crate) enum Policy {
    /// All of it.
    Show,
    /// Publish a roster with another value.
    Set {
        /// identity.openers or identity.approvers; log.witnesses, and log.threshold: how many of them must agree.
        key: String,
        /// People by their identifiers or witnesses by their verifier keys, with commas between; or a number. `none` for
        /// approvers: one person is enough; for witnesses: nobody watches.
        value: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Identity {
    /// Tell chosen readers of your case who you are. It is recorded, and can be withdrawn.
    Disclose {
        /// Which.
        case: String,
        /// Your full name.
        #[arg(long)]
        name: Option<String>,
        /// How to reach you.
        #[arg(long)]
        contact: Option<String>,
        /// Where you work.
        #[arg(long)]
        role: Option<String>,
        /// A document that shows who you are.
        #[arg(long, value_name = "FILE")]
        document: Option<PathBuf>,
        /// Who may open it; may be given again. Everyone who may, if none is given.
        #[arg(long, value_name = "HANDLER")]
        reader: Vec<String>,
        /// The name of the case, to be sure.
        #[arg(long, value_name = "PSEUDONYM")]
        confirm: String,
    },
    /// Take it back: nobody can open it again. What was read stays known.
    Withdraw {
        /// Which.
        case: String,
    },
    /// What was disclosed, and who opened it when and why.
    Status {
        /// Which.
        case: String,
    },
    /// Ask the reporter who they are.
    Ask {
        /// Which.
        case: String,
        /// Why; the reporter reads it.
        #[arg(long)]
        reason: Option<String>,
    },
    /// Answer that you will not say now who you are.
    Keep {
        /// Which.
        case: String,
    },
    /// Open what a reporter disclosed to you. It is recorded, and the reporter reads the reason. Where a second person must
    /// agree, this asks them first.
    Open {
        /// Which.
        case: String,
        /// Why.
        #[arg(long)]
        reason: String,
        /// Where to save a document that is in it. What is there already is never overwritten.
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Approval {
    /// Requests that wait for you.
    List,
    /// Agree.
    Approve {
        /// The request.
        approval: String,
    },
    /// Do not agree.
    Decline {
        /// The request.
        approval: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Handler {
    /// Accept an invitation.
    Join {
        /// The link.
        invite: String,
        /// Your name.
        #[arg(long)]
        person: String,
        /// Your title.
        #[arg(long)]
        title: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Card {
    /// Add an organisation, from a link or a file. No packet is sent.
    Add {
        /// The link, or the path of the file.
        card: String,
    },
    /// The organisations that this vault knows.
    Show {
        /// One of them.
        organisation: Option<String>,
    },
    /// Record that you compared an organisation's key words by another way.
    Compare {
        /// The organisation.
        organisation: String,
        /// The six words.
        #[arg(long)]
        key_words: String,
    },
}

#[derive(Debug, Subcommand)]
pub(crate) enum Draft {
    /// Start a draft.
    New {
        /// The organisation.
        #[arg(long)]
        to: String,
        /// The channel; its first otherwise.
        #[arg(long)]
        channel: Option<String>,
        /// The title.
        #[arg(long)]
        title: String,
        /// The text; `-` for standard input.
        #[arg(long, value_name = "FILE")]
        body_file: PathBuf,
    },
    /// Change a draft.
    Edit {
        /// Which.
        draft: String,
        /// The title.
        #[arg(long)]
        title: Option<String>,
        /// The text; `-` for standard input.
        #[arg(long, value_name = "FILE")]
        body_file: Option<PathBuf>,
    },
    /// All drafts.
    List,
    /// One draft.
    Show {
        /// Which.
        draft: String,
    },
    /// Look for what a file hides, and seal it with a cleaned copy into the vault, for a draft. The file stays where it is.
    Attach {
        /// The draft.
        draft: String,
        /// The file.
        file: PathBuf,
        /// Send it as it is, not the cleaned copy.
        #[arg(long)]
        keep_original: bool,
    },
    /// Send the other copy of a file: the cleaned one, or the original.
    Choose {
        /// The draft.
        draft: String,
        /// The file's identifier.
        attachment: String,
        /// Which copy goes.
        #[arg(value_parser = ["cleaned", "original"])]
        copy: String,
    },
    /// Remove a file from a draft.
    Detach {
        /// The draft.
        draft: String,
        /// The file's identifier.
        attachment: String,
    },
    /// Delete a draft with its files.
    Delete {
        /// Which.
        draft: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Send {
    /// Which draft.
    pub(crate) draft: String,
    /// A name of your own; a suggested one otherwise.
    #[arg(long)]
    pub(crate) pseudonym: Option<String>,
    /// Let it leave at a moment by chance within so many hours, with a sync after that.
    #[arg(long, value_name = "HOURS", value_parser = clap::value_parser!(u8).range(1..=6), conflicts_with = "wait")]
    pub(crate) within: Option<u8>,
    /// Send now instead of with the next sync.
    #[arg(long)]
    pub(crate) wait: bool,
    /// Approve whoever reads the channel when it is sent.
    #[arg(long)]
    pub(crate) accept_readers: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Outbox {
    /// What waits, by case.
    List,
    /// Let something wait, and what comes after it in its case.
    Hold {
        /// Which, as the list calls it.
        message: String,
    },
    /// Let something go on that was held or paused, with the next sync.
    Resume {
        /// Which.
        message: String,
    },
    /// Take something out again before it has left: a report becomes a draft, a message the reply that is being written.
    CallBack {
        /// Which.
        message: String,
    },
}

#[derive(Debug, Args)]
pub(crate) struct Sync {
    /// Stay connected; one JSON event a line.
    #[arg(long)]
    pub(crate) follow: bool,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Case {
    /// Cases, the last changed first.
    List {
        /// Only those whose name, title or text has these words.
        #[arg(long)]
        search: Option<String>,
        /// all, new, mine, due, waiting or closed.
        #[arg(long)]
        queue: Option<String>,
        /// Only those with this label.
        #[arg(long)]
        label: Option<String>,
    },
    /// One case with its conversation and readers.
    Show {
        /// Which.
        case: String,
    },
    /// Write to the other side.
    Reply {
        /// Which.
        case: String,
        /// The text; `-` for standard input.
        #[arg(long, value_name = "FILE")]
        body_file: PathBuf,
        /// A file to go with it; may be given again.
        #[arg(long, value_name = "FILE")]
        attach: Vec<PathBuf>,
        /// Send the files as they are, not cleaned copies.
        #[arg(long)]
        keep_original: bool,
        /// Let it leave at a moment by chance within so many hours, with a sync after that.
        #[arg(long, value_name = "HOURS", value_parser = clap::value_parser!(u8).range(1..=6), conflicts_with = "wait")]
        within: Option<u8>,
        /// Send now instead of with the next sync.
        #[arg(long)]
        wait: bool,
    },
    /// Save a file of a case. What is there already is never overwritten.
    Fetch {
        /// The case.
        case: String,
        /// The file's identifier.
        attachment: String,
        /// Where to.
        #[arg(long, value_name = "FILE")]
        output: PathBuf,
    },
    /// Let a colleague read a case from now on.
    Assign {
        /// Which.
        case: String,
        /// Whom.
        handler: String,
    },
    /// End a colleague's reading of a case.
    Unassign {
        /// Which.
        case: String,
        /// Whom.
        handler: String,
    },
    /// Hand what was said in a case, as this device has it, over to everybody who reads it now: the reporter too.
    HandOver {
        /// Which.
        case: String,
        /// Send now instead of with the next sync.
        #[arg(long)]
        wait: bool,
    },
    /// Go on here with a case of your own that went on on another device. That one is told.
    Resume {
        /// Which.
        case: String,
    },
    /// Put labels on a case, or take them off. They stay on this device.
    Label {
        /// Which.
        case: String,
        /// A label to put on; may be given again.
        #[arg(long, value_name = "LABEL")]
        add: Vec<String>,
        /// A label to take off; may be given again.
        #[arg(long, value_name = "LABEL")]
        remove: Vec<String>,
    },
    /// Set where a case stands: acknowledged, in_review, feedback or closed.
    Status {
        /// Which.
        case: String,
        /// The status.
        status: String,
    },
}
