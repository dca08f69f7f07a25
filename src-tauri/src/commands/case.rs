//! One case: its conversation, its readers, its status.

use std::sync::Arc;

use sotto_engine::{CaseId, CaseView, Engine, Label, Leave, MessageView, ReaderView, Status};
use sotto_rpc_schema::{
    ErrorCode, RpcError, command, event,
    types::{
        Author, Case, CaseRef, HandlerOfCase, Happening, LabelsOfCase, Line, Message, Milestones, Nothing, Reply,
        SentMessage, StatusOfCase, WordsOfReaders,
    },
};

use super::{
    blocking, cases,
    convert::{self, status, status_of, time},
    files, home, id, identity, outbox, refused,
};
use crate::{background, dispatch::Answer, events::tell, offices::Offices, state::Desk};

impl Answer<command::CaseOpen> for Desk {
    async fn answer(&self, request: CaseRef) -> Result<Case, RpcError> {
        let engine = self.engine()?;
        let case = id(&request.case)?;
        let offices = Arc::clone(&self.offices);
        blocking(move || open(&engine, &offices, case)).await
    }
}

fn open(engine: &Engine, offices: &Offices, case: CaseId) -> Result<Case, RpcError> {
    let view = engine.case(case).map_err(refused)?;
    let lines = engine.conversation(case).map_err(refused)?;
    let readers = engine.readers(case).map_err(refused)?;
    let me = engine.me().map_err(refused)?;
    let mine = me.as_ref().map(|me| &me.handler);
    let works_here = me.as_ref().and_then(|me| me.certified.as_ref()).filter(|_| !view.is_own);
    Ok(Case {
        milestones: milestones(&view, &lines),
        lines: conversation(engine, &view, &lines, &readers)?,
        readers: readers.iter().map(|reader| convert::reader(reader, mine, &[])).collect(),
        log: home::log_of(engine, &view.organisation)?,
        reply: engine.reply(case).map_err(refused)?,
        reply_attachments: files::shown(engine.files_of_reply(case).map_err(refused)?),
        identity: identity::of_case(engine, &view, mine, works_here.is_some_and(|person| person.role.may_answer()))?,
        may_set_status: works_here.is_some_and(|person| person.role.may_answer()),
        may_assign: works_here.is_some_and(|person| person.role.may_assign()),
        halted: view.halted.as_deref().and_then(convert::code),
        summary: cases::summary(engine, offices, view)?,
    })
}

fn milestones(view: &CaseView, lines: &[MessageView]) -> Milestones {
    let first = |wanted: &dyn Fn(Status) -> bool| {
        let mut changes =
            lines.iter().filter(|line| line.kind == "status" && !line.is_queued && line.handed_over_by.is_none());
        changes.find(|line| Status::from_word(&line.body).is_some_and(wanted)).map(|line| time(line.at))
    };
    let due = |statuses: &[Status]| view.due_at.filter(|_| statuses.contains(&view.status)).map(time);
    Milestones {
        received_at: (!view.is_queued).then(|| time(view.opened_at)),
        acknowledged_at: first(&|status| status != Status::New),
        acknowledge_due_at: due(&[Status::New]),
        feedback_at: first(&|status| status == Status::Feedback),
        feedback_due_at: due(&[Status::Acknowledged, Status::InReview]),
        closed_at: first(&|status| status == Status::Closed),
    }
}

/// The lines of a conversation; a gap is told once, before what follows it.
fn conversation(
    engine: &Engine,
    view: &CaseView,
    rows: &[MessageView],
    readers: &[ReaderView],
) -> Result<Vec<Line>, RpcError> {
    let is_missing = view.is_own && rows.iter().all(|row| row.handed_over_by.is_none());
    let mut lines: Vec<Line> = Vec::with_capacity(rows.len());
    for row in rows {
        let is_told = matches!(lines.last(), Some(Line::Event { event: Happening::Gap, .. }));
        if row.after_gap && !is_told {
            lines.push(happened(row, Happening::Gap));
        }
        lines.push(line(engine, view.case, row, readers)?);
        if is_missing && row.kind == "returned" {
            lines.push(happened(row, Happening::Missing));
        }
    }
    Ok(lines)
}

fn happened(row: &MessageView, event: Happening) -> Line {
    Line::Event { at: time(row.at), event, handed_over_by: row.handed_over_by.clone() }
}

fn line(engine: &Engine, case: CaseId, row: &MessageView, readers: &[ReaderView]) -> Result<Line, RpcError> {
    let event = match row.kind.as_str() {
        "report" | "message" | "identity_asked" => None,
        "status" => {
            let status = Status::from_word(&row.body).map_or(Happening::Newer, |known| Happening::Status {
                status: status(known),
                name: row.author_name.clone(),
            });
            Some(status)
        }
        "joined" => Some(Happening::Joined { name: row.body.clone() }),
        "left" => Some(Happening::Left { name: row.body.clone() }),
        "unreadable" | "lost" => Some(Happening::Gap),
        "resumed" | "returned" => Some(Happening::Resumed),
        "disclosed" => Some(Happening::Disclosed { readers: row.body.lines().map(str::to_owned).collect() }),
        "identity_kept" => Some(Happening::IdentityKept),
        "opening_asked" => Some(Happening::OpeningAsked { name: row.author_name.clone(), reason: row.body.clone() }),
        "opening_approved" => Some(Happening::OpeningApproved { name: row.author_name.clone() }),
        "opening_refused" => Some(Happening::OpeningRefused { name: row.author_name.clone() }),
        "opened" => Some(Happening::Opened { name: row.author_name.clone(), reason: row.body.clone() }),
        "withdrawn" => Some(Happening::Withdrawn),
        "handed_over" => Some(Happening::HandedOver { name: row.author_name.clone() }),
        _ => Some(Happening::Newer),
    };
    if let Some(event) = event {
        return Ok(happened(row, event));
    }
    let from = if row.by_reporter {
        Author::Reporter { me: row.is_own }
    } else {
        let title = readers.iter().find(|reader| reader.name == row.author_name).map(|reader| reader.title.clone());
        Author::Handler { name: row.author_name.clone(), title: title.unwrap_or_default(), me: row.is_own }
    };
    let outgoing = row.is_queued.then(|| outbox::outgoing(engine, case, row.message)).transpose()?;
    Ok(Line::Message(Box::new(Message {
        message: row.message.to_string(),
        from,
        at: time(row.at),
        body: row.body.clone(),
        attachments: files::shown(row.files.clone()),
        handed_over_by: row.handed_over_by.clone(),
        asks_identity: row.kind == "identity_asked",
        outgoing,
    })))
}

impl Answer<command::ReaderWords> for Desk {
    async fn answer(&self, request: CaseRef) -> Result<WordsOfReaders, RpcError> {
        let engine = self.engine()?;
        let case = id(&request.case)?;
        blocking(move || {
            let organisation = engine.case(case).map_err(refused)?.organisation;
            let readers = engine.readers(case).map_err(refused)?.into_iter().map(|reader| {
                let devices = engine.device_words(&organisation, &reader.handler).map_err(refused)?;
                Ok(convert::reader(&reader, None, &devices))
            });
            Ok(WordsOfReaders { readers: readers.collect::<Result<_, RpcError>>()? })
        })
        .await
    }
}

impl Answer<command::CaseWipe> for Desk {
    async fn answer(&self, request: CaseRef) -> Result<(), RpcError> {
        let (engine, case) = (self.engine()?, id(&request.case)?);
        blocking(move || engine.wipe_case(case).map_err(refused)).await
    }
}

impl Answer<command::CaseGoOn> for Desk {
    async fn answer(&self, request: CaseRef) -> Result<(), RpcError> {
        let (engine, case) = (self.engine()?, id(&request.case)?);
        let going = engine.clone();
        blocking(move || going.go_on_here(case).map_err(refused)).await?;
        background::follow_anew(self, &engine);
        Ok(())
    }
}

impl Answer<command::CaseMarkRead> for Desk {
    async fn answer(&self, request: CaseRef) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let case = id(&request.case)?;
        blocking(move || engine.mark_read(case).map_err(refused)).await?;
        tell::<event::HomeChanged>(&self.app, Nothing {});
        Ok(())
    }
}

impl Answer<command::CaseReplySave> for Desk {
    async fn answer(&self, request: Reply) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let case = id(&request.case)?;
        blocking(move || engine.save_reply(case, &request.body).map_err(refused)).await
    }
}

impl Answer<command::CaseReply> for Desk {
    async fn answer(&self, request: Reply) -> Result<SentMessage, RpcError> {
        let engine = self.engine()?;
        let case = id(&request.case)?;
        blocking(move || {
            if request.body.trim().is_empty() && engine.files_of_reply(case).map_err(refused)?.is_empty() {
                return Err(ErrorCode::BadRequest.into());
            }
            let is_own = engine.case(case).map_err(refused)?.is_own;
            let leave = if is_own { outbox::usual_wait(&engine)? } else { Leave::Soon };
            let message = engine.queue_message(case, &request.body, leave).map_err(refused)?;
            Ok(SentMessage { outgoing: outbox::outgoing(&engine, case, message)? })
        })
        .await
    }
}

impl Answer<command::CaseLabel> for Desk {
    async fn answer(&self, request: LabelsOfCase) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let case = id(&request.case)?;
        let labels: Vec<Label> =
            request.labels.iter().map(|label| label.parse()).collect::<Result<_, _>>().map_err(refused)?;
        blocking(move || engine.label_case(case, &labels).map_err(refused)).await
    }
}

impl Answer<command::CaseStatusSet> for Desk {
    async fn answer(&self, request: StatusOfCase) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let case = id(&request.case)?;
        blocking(move || engine.queue_status(case, status_of(request.status)).map(drop).map_err(refused)).await
    }
}

impl Answer<command::CaseAssign> for Desk {
    async fn answer(&self, request: HandlerOfCase) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let (case, handler) = (id(&request.case)?, id(&request.handler)?);
        blocking(move || engine.queue_readers(case, vec![handler], Vec::new()).map(drop).map_err(refused)).await
    }
}

impl Answer<command::CaseHandOver> for Desk {
    async fn answer(&self, request: CaseRef) -> Result<(), RpcError> {
        let (engine, case) = (self.engine()?, id(&request.case)?);
        blocking(move || engine.hand_over(case).map(drop).map_err(refused)).await
    }
}

impl Answer<command::CaseUnassign> for Desk {
    async fn answer(&self, request: HandlerOfCase) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let (case, handler) = (id(&request.case)?, id(&request.handler)?);
        blocking(move || engine.queue_readers(case, Vec::new(), vec![handler]).map(drop).map_err(refused)).await
    }
}
