//! What an entry says, with the names, pseudonyms and reasons that this device knows: the log has ids and hashes.

use std::collections::{BTreeMap, HashMap};

use data_encoding::HEXLOWER;
use sotto_protocol::{
    card::Root,
    codec,
    content::{Content, Known, SignedContent},
    identity::Field,
    ids::{CaseId, DeviceId, HandlerId, MessageId, RecordId},
    pseudonym::Pseudonym,
    roster::Roster,
    time::UnixSeconds,
};
use sotto_tlog::{Actor, Event, EventKind, EventTime, Stream};
use sotto_vault::Transaction;

use super::Proved;
use crate::{Engine, Error, contact::roster_of, identity::statement_of, room_sync::kind};

/// An entry of the log, proved on this device.
#[derive(Clone, Debug)]
pub struct LogEntry {
    /// Its place, counted from 0.
    pub index: u64,
    /// Its leaf hash.
    pub leaf: [u8; 32],
    /// The hashes that lead from it to the root.
    pub path: Vec<[u8; 32]>,
    /// What it says.
    pub logged: Logged,
}

/// What an entry says, to this device.
#[derive(Clone, Debug)]
pub enum Logged {
    /// Nothing: it is of a case that this device does not read, or another's sign-in.
    Closed,
    /// Something of a kind that this version does not know.
    Newer,
    /// This.
    Act(Box<LoggedAct>),
}

/// Something that was done.
#[derive(Clone, Debug)]
pub struct LoggedAct {
    /// The log's word for it.
    pub kind: &'static str,
    /// The log's word for its stream.
    pub stream: &'static str,
    /// What of the office it concerns.
    pub group: LogGroup,
    /// When: the start of the minute, or of the day.
    pub at: UnixSeconds,
    /// The log has the day alone: a reporter's act.
    pub is_day: bool,
    /// Who did it.
    pub actor: LogActor,
    /// In which case, if this device has it.
    pub case: Option<LoggedCase>,
    /// Whom it concerns, by their names in order: who joined or left, who may open what was disclosed, whose request was answered. Those whom the
    /// roster does not name are not among them.
    pub people: Vec<String>,
    /// How many people it names, also without a name.
    pub people_count: usize,
    /// What a disclosure holds.
    pub fields: Vec<Field>,
    /// The reason of a request or an opening; none if this device does not have the words that the log's hash is of.
    pub reason: Option<String>,
    /// The status that was set, the role of an invitation, the version of a roster.
    pub value: Option<String>,
}

/// Parts of the log that people look for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogGroup {
    /// Who a reporter is.
    Identity,
    /// Cases and their readers.
    Cases,
    /// People, roles and rules.
    Team,
    /// Devices, cards and the server's own keys.
    Keys,
}

impl LogGroup {
    /// The stable word for scripts.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Cases => "cases",
            Self::Team => "team",
            Self::Keys => "keys",
        }
    }

    /// To which part a kind belongs.
    pub fn of(kind: EventKind) -> Self {
        match kind.as_str().split_once('.').map(|(of, _)| of) {
            Some("identity") => Self::Identity,
            Some("card" | "device" | "keys" | "relay") => Self::Keys,
            _ if kind.stream() == Stream::Case => Self::Cases,
            _ => Self::Team,
        }
    }
}

/// Who did something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LogActor {
    /// The reporter of the case.
    Reporter,
    /// The server by itself.
    Relay,
    /// The person of this device, by their name in the roster.
    Me(String),
    /// Somebody of the office.
    Person(String),
    /// A device or an account that the newest roster does not name.
    Unknown,
}

/// A case of which this device knows.
#[derive(Clone, Debug)]
pub struct LoggedCase {
    /// Which.
    pub case: CaseId,
    /// How its reporter is known.
    pub pseudonym: Pseudonym,
    /// Of the report.
    pub title: String,
}

impl Engine {
    /// Entries as people read them, the last one first.
    pub(super) fn log_entries(&self, root: &Root, proved: Vec<Proved>) -> Result<Vec<LogEntry>, Error> {
        self.read(|tx| {
            let mut reader =
                Reader { tx, roster: roster_of(tx, root)?, me: self.device.device(), reasons: HashMap::new() };
            proved.into_iter().rev().map(|entry| reader.entry(entry)).collect()
        })
    }
}

/// Fills entries in.
struct Reader<'a> {
    tx: &'a Transaction<'a>,
    roster: Option<Roster>,
    me: DeviceId,
    /// The reasons of a case, by their hashes as the log has them.
    reasons: HashMap<CaseId, HashMap<String, String>>,
}

impl Reader<'_> {
    fn entry(&mut self, entry: Proved) -> Result<LogEntry, Error> {
        let logged = match entry.event.map(|event| event.event()) {
            None => Logged::Closed,
            Some(Err(_)) => Logged::Newer,
            Some(Ok(event)) => Logged::Act(Box::new(self.act(&event)?)),
        };
        Ok(LogEntry {
            index: entry.index,
            leaf: *entry.commitment.leaf_hash().as_bytes(),
            path: entry.path.nodes().iter().map(|node| *node.as_bytes()).collect(),
            logged,
        })
    }

    fn act(&mut self, event: &Event) -> Result<LoggedAct, Error> {
        let detail = event.detail();
        let case = self.case(event)?;
        let (people, people_count) = self.people(event)?;
        let reason = match (&case, detail.get("reason")) {
            (Some(of), Some(hash)) => self.reason(of.case, hash)?,
            _ => None,
        };
        Ok(LoggedAct {
            kind: event.kind().as_str(),
            stream: event.stream().as_str(),
            group: LogGroup::of(event.kind()),
            at: event.at().start(),
            is_day: matches!(event.at(), EventTime::Day { .. }),
            actor: self.actor(event.actor()),
            people,
            people_count,
            fields: self.fields(event)?,
            reason,
            value: ["status", "role", "version"].iter().find_map(|key| detail.get(*key)).cloned(),
            case,
        })
    }

    fn actor(&self, actor: &Actor) -> LogActor {
        let device = match actor {
            Actor::Reporter(_) => return LogActor::Reporter,
            Actor::Relay => return LogActor::Relay,
            Actor::Device(device) => device.parse::<DeviceId>().ok(),
            _ => None,
        };
        let person = device.and_then(|device| Some(self.roster.as_ref()?.certified(&device)?.0.name.clone()));
        match person {
            Some(name) if device == Some(self.me) => LogActor::Me(name),
            Some(name) => LogActor::Person(name),
            None => LogActor::Unknown,
        }
    }

    fn case(&self, event: &Event) -> Result<Option<LoggedCase>, Error> {
        let case = event.subject().parse::<CaseId>().ok().filter(|_| event.stream() == Stream::Case);
        let Some(file) = case.map(|case| self.tx.cases().get(case)).transpose()?.flatten() else { return Ok(None) };
        Ok(Some(LoggedCase { case: file.case, pseudonym: codec::from_slice(&file.pseudonym)?, title: file.title }))
    }

    /// The names of whom an event concerns, and how many they are.
    fn people(&self, event: &Event) -> Result<(Vec<String>, usize), Error> {
        let key = match event.kind() {
            EventKind::CaseOpened | EventKind::CaseJoined | EventKind::CaseSuccessor => "joined",
            EventKind::CaseLeft => "left",
            EventKind::IdentityDisclosed => "readers",
            EventKind::IdentityApproved | EventKind::IdentityRefused => {
                let asked = self.opening(event)?;
                return Ok((asked.into_iter().collect(), 1));
            }
            _ => return Ok((Vec::new(), 0)),
        };
        let named = people(event.detail(), key);
        let name = |handler: &HandlerId| Some(self.roster.as_ref()?.person(handler)?.name.clone());
        let mut names: Vec<String> = named.iter().filter_map(name).collect();
        names.sort_unstable();
        Ok((names, named.len()))
    }

    /// Who asked for what was agreed to, or not.
    fn opening(&self, event: &Event) -> Result<Option<String>, Error> {
        let request = event.detail().get("request").and_then(|request| request.parse::<MessageId>().ok());
        let (Some(record), Some(request)) = (record(event), request) else { return Ok(None) };
        Ok(self.tx.disclosures().opening(record, request)?.map(|opening| opening.name))
    }

    fn fields(&self, event: &Event) -> Result<Vec<Field>, Error> {
        if event.kind() != EventKind::IdentityDisclosed {
            return Ok(Vec::new());
        }
        let row = record(event).map(|record| self.tx.disclosures().get(record)).transpose()?.flatten();
        row.map_or(Ok(Vec::new()), |row| Ok(statement_of(&row)?.fields))
    }

    /// The words of which the log has this hash.
    fn reason(&mut self, case: CaseId, hash: &str) -> Result<Option<String>, Error> {
        if !self.reasons.contains_key(&case) {
            self.reasons.insert(case, reasons(self.tx, case)?);
        }
        Ok(self.reasons.get(&case).and_then(|known| known.get(hash)).cloned())
    }
}

fn record(event: &Event) -> Option<RecordId> {
    event.detail().get("record")?.parse().ok()
}

/// Every reason that was given in a case, by its hash.
fn reasons(tx: &Transaction<'_>, case: CaseId) -> Result<HashMap<String, String>, Error> {
    let mut known = HashMap::new();
    let rows = tx.messages().of_case(case)?;
    for row in rows.iter().filter(|row| [kind::OPENING_ASKED, kind::OPENED].contains(&row.kind.as_str())) {
        // Of an opening whose words did not come there is the log's entry alone.
        let signed = codec::from_slice::<SignedContent>(&row.content).ok();
        let content = signed.and_then(|signed| signed.verify(&case).ok()).map(|verified| verified.content);
        if let Some(Known::Content(Content::OpeningAsked { reason, .. } | Content::IdentityOpened { reason, .. })) =
            content
        {
            known.insert(HEXLOWER.encode(&*reason.hash()), reason.words().to_owned());
        }
    }
    Ok(known)
}

/// `key`, `key_2` … : ids with spaces between.
fn people(detail: &BTreeMap<String, String>, key: &str) -> Vec<HandlerId> {
    let more = (2..).map(|n| format!("{key}_{n}"));
    let values = std::iter::once(key.to_owned()).chain(more).map_while(|key| detail.get(&key));
    values.flat_map(|ids| ids.split(' ')).filter_map(|id| id.parse().ok()).collect()
}
