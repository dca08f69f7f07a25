//! The office's log: a page of it, and an entry's proof for others.

use std::{fs::OpenOptions, io, path::Path, sync::Arc};

use data_encoding::HEXLOWER;
use sotto_engine::{self as engine, Role, Status, Witnessed};
use sotto_rpc_schema::{
    ErrorCode, RpcError, command,
    types::{
        CaseStatus, LogActor, LogCheckpoint, LogEntry, LogEntryRef, LogGroup, LogKind, LogPage, LogWanted,
        LogWitnesses, Logged, LoggedAct, LoggedCase, SavedFile,
    },
};

use super::{
    blocking,
    convert::{pseudonym, role, status, time},
    identity::field,
    refused,
};
use crate::{dispatch::Answer, state::Desk};

impl Answer<command::LogRead> for Desk {
    async fn answer(&self, wanted: LogWanted) -> Result<LogPage, RpcError> {
        let page = self.engine()?.log_page(wanted.before).await.map_err(refused)?;
        let entries = page.entries.into_iter().map(entry).collect();
        Ok(LogPage { entries, checkpoint: checkpoint(page.checkpoint) })
    }
}

impl Answer<command::LogProofSave> for Desk {
    async fn answer(&self, LogEntryRef { index }: LogEntryRef) -> Result<Option<SavedFile>, RpcError> {
        let proof = self.engine()?.log_proof(index).await.map_err(refused)?;
        let bundle = proof.bundle.ok_or(ErrorCode::NotPermitted)?;
        let picker = Arc::clone(&self.picker);
        blocking(move || {
            let Some(path) = picker.save(&format!("{index}.tlog-proof")) else { return Ok(None) };
            write_new(&path, &bundle)?;
            Ok(Some(SavedFile { name: path.file_name().unwrap_or_default().to_string_lossy().into_owned() }))
        })
        .await
    }
}

fn write_new(path: &Path, bytes: &[u8]) -> Result<(), RpcError> {
    let made = OpenOptions::new().write(true).create_new(true).open(path);
    made.and_then(|mut file| io::Write::write_all(&mut file, bytes)).map_err(|error| {
        let is_there = error.kind() == io::ErrorKind::AlreadyExists;
        if is_there { ErrorCode::FileExists } else { ErrorCode::IoFailed }.into()
    })
}

fn checkpoint(checkpoint: engine::LogCheckpoint) -> LogCheckpoint {
    LogCheckpoint {
        size: checkpoint.size,
        root: HEXLOWER.encode(&checkpoint.root),
        signed_at: time(checkpoint.signed_at),
        verified_at: time(checkpoint.verified_at),
        key_known_since: checkpoint.key_known_since.map(time),
        witnesses: witnesses(checkpoint.witnessed),
    }
}

fn witnesses(witnessed: Witnessed) -> LogWitnesses {
    LogWitnesses {
        is_quorum: witnessed.is_quorum(),
        threshold: count(witnessed.threshold),
        agree: count(witnessed.cosigned.len()),
        size: witnessed.size,
        named: witnessed.named,
    }
}

fn entry(entry: engine::LogEntry) -> LogEntry {
    LogEntry {
        index: entry.index,
        leaf: HEXLOWER.encode(&entry.leaf),
        path: entry.path.iter().map(|node| HEXLOWER.encode(node)).collect(),
        logged: match entry.logged {
            engine::Logged::Closed => Logged::Closed,
            engine::Logged::Newer => Logged::Newer,
            engine::Logged::Act(said) => act(*said).map_or(Logged::Newer, |act| Logged::Act(Box::new(act))),
        },
    }
}

/// None for a kind that the window has no words for.
fn act(act: engine::LoggedAct) -> Option<LoggedAct> {
    let kind = kind(act.kind)?;
    let value = act.value.as_deref();
    let moment = time(act.at);
    Some(LoggedAct {
        kind,
        group: match act.group {
            engine::LogGroup::Identity => LogGroup::Identity,
            engine::LogGroup::Cases => LogGroup::Cases,
            engine::LogGroup::Team => LogGroup::Team,
            engine::LogGroup::Keys => LogGroup::Keys,
        },
        at: if act.is_day { date_of(&moment).to_owned() } else { moment },
        is_day: act.is_day,
        actor: match act.actor {
            engine::LogActor::Reporter => LogActor::Reporter,
            engine::LogActor::Relay => LogActor::Server,
            engine::LogActor::Me(name) | engine::LogActor::Person(name) => LogActor::Person { name },
            engine::LogActor::Unknown => LogActor::Unknown,
        },
        status: value.filter(|_| matches!(kind, LogKind::CaseStatus | LogKind::CaseClosed)).and_then(status_named),
        role: value.filter(|_| kind == LogKind::InvitationCreated).and_then(Role::from_word).map(role),
        version: act.value.filter(|_| matches!(kind, LogKind::RosterPublished | LogKind::CardPublished)),
        case: act.case.map(|case| LoggedCase {
            case: case.case.to_string(),
            pseudonym: pseudonym(&case.pseudonym),
            title: case.title,
        }),
        people: act.people,
        people_count: count(act.people_count),
        fields: act.fields.into_iter().map(field).collect(),
        reason: act.reason,
    })
}

fn status_named(word: &str) -> Option<CaseStatus> {
    Status::from_word(word).map(status)
}

/// The log's word with `_` for its dot.
fn kind(word: &str) -> Option<LogKind> {
    serde_json::from_value(word.replace('.', "_").into()).ok()
}

fn date_of(moment: &str) -> &str {
    moment.split_once('T').map_or(moment, |(date, _)| date)
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOG: &str = include_str!("../../../docs/protocol/log.md");

    #[test]
    fn the_window_has_words_for_every_kind_that_is_written_down() {
        let kinds = LOG.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`')).map(|(word, _)| word);
        let kinds: Vec<&str> = kinds.filter(|word| word.contains('.')).collect();
        assert_eq!(kinds.len(), 34);
        let unknown: Vec<&str> = kinds.into_iter().filter(|word| kind(word).is_none()).collect();
        assert_eq!(unknown, Vec::<&str>::new());
        assert_eq!(kind("message.sent"), None);
    }

    #[test]
    fn an_existing_file_is_not_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("8.tlog-proof");
        write_new(&path, b"one").expect("a file");
        assert_eq!(write_new(&path, b"another").expect_err("a refusal").code, ErrorCode::FileExists);
        assert_eq!(std::fs::read(&path).expect("the file"), b"one");
        let nowhere = folder.path().join("none").join("8.tlog-proof");
        assert_eq!(write_new(&nowhere, b"one").expect_err("a refusal").code, ErrorCode::IoFailed);
    }
}
