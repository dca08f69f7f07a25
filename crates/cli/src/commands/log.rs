//! `log`.

use std::path::Path;

use data_encoding::HEXLOWER;
use jiff::{civil::Date, tz::TimeZone};
use serde_json::{Map, Value, json};
use sotto_engine::{Engine, LogActor, LogCheckpoint, LogEntry, LogGroup, Logged, LoggedAct, UnixSeconds};
use sotto_rpc_schema::ErrorCode;

use super::{rfc3339, verify::witnesses, write_new};
use crate::{
    arguments::{Log, LogEntry as One, LogWanted},
    failure::Failure,
};

const DAY_SECONDS: u64 = 86_400;
const GROUPS: [LogGroup; 4] = [LogGroup::Identity, LogGroup::Cases, LogGroup::Team, LogGroup::Keys];

pub(super) async fn run(engine: &Engine, log: Log) -> Result<Value, Failure> {
    match log.one {
        Some(One::Show { index, save }) => show(engine, index, save.as_deref()).await,
        None => list(engine, &log.wanted).await,
    }
}

/// What is looked for.
struct Filter {
    group: Option<LogGroup>,
    who: Vec<String>,
    since: Option<UnixSeconds>,
    words: Vec<String>,
}

impl Filter {
    fn of(wanted: &LogWanted) -> Result<Self, Failure> {
        let group = |word: &str| GROUPS.into_iter().find(|group| group.as_str() == word);
        let unknown = || Failure::new(ErrorCode::BadRequest, "--only takes identity, cases, team or keys");
        Ok(Self {
            group: wanted.only.as_deref().map(|word| group(word).ok_or_else(unknown)).transpose()?,
            who: words(wanted.who.as_deref()),
            since: wanted.since.map(start_of).transpose()?,
            words: words(wanted.search.as_deref()),
        })
    }

    fn takes(&self, entry: &LogEntry) -> bool {
        let Logged::Act(act) = &entry.logged else {
            return self.group.is_none() && self.who.is_empty() && self.since.is_none() && self.words.is_empty();
        };
        // A day may have been the whole of it.
        let last = if act.is_day { act.at.plus(DAY_SECONDS - 1) } else { act.at };
        self.group.is_none_or(|group| group == act.group)
            && has(&name(&act.actor), &self.who)
            && self.since.is_none_or(|since| last >= since)
            && has(&said(act), &self.words)
    }

    /// Whether nothing before this entry is looked for: the minutes of the log don't go back.
    fn ends_at(&self, entry: &LogEntry) -> bool {
        let Logged::Act(act) = &entry.logged else { return false };
        !act.is_day && self.since.is_some_and(|since| act.at < since)
    }
}

async fn list(engine: &Engine, wanted: &LogWanted) -> Result<Value, Failure> {
    let filter = Filter::of(wanted)?;
    let mut before = wanted.before;
    let mut found = Vec::new();
    loop {
        let page = engine.log_page(before).await?;
        let mut is_over = page.entries.is_empty();
        for entry in &page.entries {
            before = Some(entry.index);
            is_over = entry.index == 0 || filter.ends_at(entry);
            if filter.takes(entry) {
                found.push(view(entry));
            }
            if is_over || found.len() == wanted.count.get() {
                break;
            }
        }
        if is_over || found.len() == wanted.count.get() {
            let before = before.filter(|_| !is_over);
            return Ok(json!({ "checkpoint": checkpoint(&page.checkpoint), "entries": found, "before": before }));
        }
    }
}

async fn show(engine: &Engine, index: u64, save: Option<&Path>) -> Result<Value, Failure> {
    let proof = engine.log_proof(index).await?;
    let saved = match (save, &proof.bundle) {
        (None, _) => None,
        (Some(_), None) => return Err(ErrorCode::NotPermitted.into()),
        (Some(path), Some(bundle)) => {
            let path = if path.is_dir() { path.join(format!("{index}.tlog-proof")) } else { path.to_owned() };
            write_new(&path, bundle)?;
            Some(path)
        }
    };
    let mut answer = view(&proof.entry);
    answer.insert("leaf".to_owned(), HEXLOWER.encode(&proof.entry.leaf).into());
    answer.insert("path".to_owned(), proof.entry.path.iter().map(|node| HEXLOWER.encode(node)).collect());
    answer.insert("checkpoint".to_owned(), checkpoint(&proof.checkpoint));
    answer.insert("saved".to_owned(), saved.map(|path| path.display().to_string()).into());
    Ok(answer.into())
}

fn checkpoint(checkpoint: &LogCheckpoint) -> Value {
    json!({
        "size": checkpoint.size,
        "root": HEXLOWER.encode(&checkpoint.root),
        "signed_at": rfc3339(checkpoint.signed_at),
        "witnesses": witnesses(&checkpoint.witnessed),
        "verified_at": rfc3339(checkpoint.verified_at),
    })
}

fn view(entry: &LogEntry) -> Map<String, Value> {
    let act = match &entry.logged {
        Logged::Act(act) => json!({
            "state": "readable",
            "kind": act.kind,
            "stream": act.stream,
            "part": act.group.as_str(),
            "at": time(act),
            "by": { "kind": kind(&act.actor), "name": name_of(&act.actor) },
            "case": act.case.as_ref().map(|case| json!({
                "case": case.case.to_string(), "pseudonym": case.pseudonym.to_string(), "title": case.title,
            })),
            "people": act.people,
            "fields": act.fields.iter().map(|field| field.as_str()).collect::<Vec<_>>(),
            "reason": act.reason,
            "value": act.value,
        }),
        Logged::Newer => json!({ "state": "needs_newer" }),
        Logged::Closed => json!({ "state": "not_readable" }),
    };
    let mut fields = Map::from_iter([("index".to_owned(), entry.index.into()), ("verified".to_owned(), true.into())]);
    if let Value::Object(act) = act {
        fields.extend(act);
    }
    fields
}

/// As the log has it: a minute, or a day alone.
fn time(act: &LoggedAct) -> Value {
    match rfc3339(act.at) {
        Value::String(moment) if act.is_day => moment.split('T').next().into(),
        moment => moment,
    }
}

fn kind(actor: &LogActor) -> &'static str {
    match actor {
        LogActor::Reporter => "reporter",
        LogActor::Relay => "server",
        LogActor::Me(_) => "me",
        LogActor::Person(_) => "handler",
        LogActor::Unknown => "unknown",
    }
}

fn name_of(actor: &LogActor) -> Option<&str> {
    match actor {
        LogActor::Me(name) | LogActor::Person(name) => Some(name),
        LogActor::Reporter | LogActor::Relay | LogActor::Unknown => None,
    }
}

/// What `--who` is compared with.
fn name(actor: &LogActor) -> String {
    name_of(actor).unwrap_or_else(|| kind(actor)).to_lowercase()
}

/// What `--search` is compared with.
fn said(act: &LoggedAct) -> String {
    let case = act.case.as_ref().map(|case| format!("{} {}", case.pseudonym, case.title)).unwrap_or_default();
    let told = [act.reason.as_deref(), act.value.as_deref(), name_of(&act.actor)].map(Option::unwrap_or_default);
    [act.kind, &case, &act.people.join(" "), &told.join(" ")].join(" ").to_lowercase()
}

fn has(text: &str, words: &[String]) -> bool {
    words.iter().all(|word| text.contains(word.as_str()))
}

fn words(text: Option<&str>) -> Vec<String> {
    text.unwrap_or_default().to_lowercase().split_whitespace().map(str::to_owned).collect()
}

fn start_of(date: Date) -> Result<UnixSeconds, Failure> {
    let moment = date.to_zoned(TimeZone::UTC).ok().and_then(|day| u64::try_from(day.timestamp().as_second()).ok());
    moment.map(UnixSeconds).ok_or_else(|| ErrorCode::BadRequest.into())
}
