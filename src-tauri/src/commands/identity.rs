//! Who a reporter is: told, asked for, opened, withdrawn. What was said passes through, and stays nowhere.

use std::{
    fs::File,
    io::Read as _,
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use sotto_engine::{
    CaseId, CaseView, Choices, DisclosureView, Document, Engine, Field, HandlerId, Identity, OpeningView, UnixSeconds,
};
use sotto_rpc_schema::{
    ErrorCode, RpcError, Secret, command,
    types::{
        AskIdentity, AskOpening, CaseIdentity, CaseRef, DecideOpening, Disclose, Disclosure, IdentityAsked,
        IdentityChoices, IdentityField, IdentityOpening, IdentityStep, LoggedAt, Nothing, OpenIdentity, OpenedDocument,
        OpenedIdentity, OpeningState, PickedDocument, WaitingStep,
    },
};

use super::{
    blocking,
    convert::{self, time},
    id, refused,
};
use crate::{dispatch::Answer, state::Desk};

/// The document that was picked for a disclosure; an [`Identity`] wipes it when it goes.
#[derive(Default)]
pub(crate) struct Picked(Mutex<Option<(CaseId, Identity)>>);

impl Picked {
    pub(crate) fn forget(&self) {
        *self.held() = None;
    }

    fn keep(&self, case: CaseId, document: Document) {
        *self.held() = Some((case, Identity { name: None, contact: None, work: None, document: Some(document) }));
    }

    fn of(&self, case: CaseId) -> Option<Document> {
        self.held().as_ref().filter(|(of, _)| *of == case).and_then(|(_, identity)| identity.document.clone())
    }

    fn held(&self) -> MutexGuard<'_, Option<(CaseId, Identity)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What is known in a case; `mine`: the handler who is looking, `may_answer`: they work on it.
pub(super) fn of_case(
    engine: &Engine,
    case: &CaseView,
    mine: Option<&HandlerId>,
    may_answer: bool,
) -> Result<CaseIdentity, RpcError> {
    let view = engine.identity(case.case).map_err(refused)?;
    let steps = [
        (view.is_disclosing, IdentityStep::Disclosing),
        (view.is_withdrawing, IdentityStep::Withdrawing),
        (view.is_keeping, IdentityStep::Keeping),
        (view.is_asking, IdentityStep::Asking),
    ];
    let stands = view.disclosure.as_ref().is_some_and(|disclosure| disclosure.withdrawn.is_none());
    let step = steps.into_iter().find_map(|(waits, step)| waits.then_some(step));
    let waiting = step.zip(view.waiting).map(|(step, (message, code))| WaitingStep {
        step,
        message: message.to_string(),
        error: code.map(RpcError::from),
    });
    Ok(CaseIdentity {
        may_ask: may_answer && !stands && waiting.is_none() && view.asked.is_none(),
        asked: view.asked.map(|asked| IdentityAsked {
            message: asked.message.to_string(),
            name: asked.name,
            at: time(asked.at),
        }),
        disclosure: view.disclosure.map(|view| disclosure(view, mine)),
        waiting,
        choices: if case.is_own { choices(engine, case.case) } else { None },
    })
}

/// None while the office's list of people is not known here.
fn choices(engine: &Engine, case: CaseId) -> Option<IdentityChoices> {
    let Choices { readers, needs_second } = engine.disclosure_choices(case).ok()?;
    Some(IdentityChoices {
        readers: readers.iter().map(|reader| convert::reader(reader, None, &[])).collect(),
        needs_second,
        document_bytes: u32::try_from(Choices::MAX_DOCUMENT_BYTES).unwrap_or(u32::MAX),
    })
}

fn disclosure(view: DisclosureView, mine: Option<&HandlerId>) -> Disclosure {
    let name = |person: sotto_engine::DisclosurePerson| person.name;
    Disclosure {
        fields: view.fields.into_iter().map(field).collect(),
        disclosed: logged((view.at, view.entry)),
        withdrawn: view.withdrawn.map(logged),
        openings: view.openings.into_iter().map(|it| opening(it, view.may_approve)).collect(),
        may_open: view.may_open,
        readers: view.readers.into_iter().map(name).collect(),
        needs_second: !view.approvers.is_empty(),
        approvers: view.approvers.into_iter().filter(|person| mine != Some(&person.handler)).map(name).collect(),
    }
}

pub(super) fn field(field: Field) -> IdentityField {
    match field {
        Field::Name => IdentityField::Name,
        Field::Contact => IdentityField::Contact,
        Field::Work => IdentityField::Role,
        Field::Document => IdentityField::Document,
    }
}

fn opening(view: OpeningView, may_approve: bool) -> IdentityOpening {
    let state = match view.state.as_str() {
        _ if view.is_over => OpeningState::Over,
        "approved" => OpeningState::Approved,
        "refused" => OpeningState::Refused,
        "opened" => OpeningState::Opened,
        _ => OpeningState::Asked,
    };
    let last = view.opened_at.or(view.decided.as_ref().map(|(_, at)| *at)).unwrap_or(view.asked_at);
    IdentityOpening {
        request: view.request.to_string(),
        name: view.name,
        reason: view.reason,
        state,
        decided_by: view.decided.map(|(by, _)| by),
        last: logged((last, view.entry)),
        mine: view.is_own,
        may_decide: may_approve && state == OpeningState::Asked && !view.is_own,
    }
}

fn logged((at, entry): (UnixSeconds, u64)) -> LoggedAt {
    LoggedAt { at: time(at), entry }
}

impl Answer<command::IdentityDocument> for Desk {
    async fn answer(&self, request: CaseRef) -> Result<Option<PickedDocument>, RpcError> {
        self.engine()?;
        let case = id(&request.case)?;
        let picker = Arc::clone(&self.picker);
        let read = blocking(move || picker.document().map(|path| read(&path)).transpose()).await?;
        let Some(document) = read else { return Ok(None) };
        let picked = PickedDocument { name: document.name.clone(), size_bytes: size(&document) };
        self.document.keep(case, document);
        Ok(Some(picked))
    }
}

/// A file that is small enough to go with a disclosure.
fn read(path: &Path) -> Result<Document, RpcError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let most = u64::try_from(Choices::MAX_DOCUMENT_BYTES).unwrap_or(u64::MAX);
    let mut bytes = Vec::new();
    let read = File::open(path).and_then(|file| file.take(most.saturating_add(1)).read_to_end(&mut bytes));
    read.map_err(|_| RpcError::from(ErrorCode::AttachmentUnreadable))?;
    let document = Document { name, bytes: bytes.into() };
    if document.bytes.len() > Choices::MAX_DOCUMENT_BYTES {
        return Err(ErrorCode::MessageTooLarge.into());
    }
    Ok(document)
}

fn size(document: &Document) -> u32 {
    u32::try_from(document.bytes.len()).unwrap_or(u32::MAX)
}

impl Answer<command::IdentityDocumentForget> for Desk {
    async fn answer(&self, _: Nothing) -> Result<(), RpcError> {
        self.document.forget();
        Ok(())
    }
}

impl Answer<command::IdentityDisclose> for Desk {
    async fn answer(&self, request: Disclose) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let case = id(&request.case)?;
        let readers: Vec<HandlerId> = request.readers.iter().map(|reader| id(reader)).collect::<Result<_, _>>()?;
        let document = if request.document { self.document.of(case) } else { None };
        if request.document && document.is_none() {
            return Err(ErrorCode::AttachmentMissing.into());
        }
        let said = |field: &Option<Secret>| field.as_ref().map(|text| text.expose().trim().to_owned());
        let who = Identity {
            name: said(&request.name),
            contact: said(&request.contact),
            work: said(&request.role),
            document,
        };
        blocking(move || engine.queue_disclosure(case, &who, &readers, &request.typed).map(drop).map_err(refused))
            .await?;
        self.document.forget();
        Ok(())
    }
}

impl Answer<command::IdentityWithdraw> for Desk {
    async fn answer(&self, request: CaseRef) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let case = id(&request.case)?;
        if engine.cancel_disclosure(case).await.map_err(refused)? {
            return Ok(());
        }
        blocking(move || engine.queue_withdrawal(case).map(drop).map_err(refused)).await
    }
}

impl Answer<command::IdentityKeep> for Desk {
    async fn answer(&self, request: CaseRef) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let case = id(&request.case)?;
        blocking(move || engine.queue_identity_kept(case).map(drop).map_err(refused)).await
    }
}

impl Answer<command::IdentityAsk> for Desk {
    async fn answer(&self, request: AskIdentity) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let case = id(&request.case)?;
        blocking(move || engine.queue_identity_asked(case, &request.words).map(drop).map_err(refused)).await
    }
}

impl Answer<command::IdentityOpeningAsk> for Desk {
    async fn answer(&self, request: AskOpening) -> Result<(), RpcError> {
        let engine = self.engine()?;
        engine.ask_opening(id(&request.case)?, &request.reason).await.map(drop).map_err(refused)
    }
}

impl Answer<command::IdentityDecide> for Desk {
    async fn answer(&self, request: DecideOpening) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let (case, opening) = (id(&request.case)?, id(&request.request)?);
        engine.decide_opening(case, opening, request.approve).await.map_err(refused)
    }
}

impl Answer<command::IdentityOpen> for Desk {
    async fn answer(&self, request: OpenIdentity) -> Result<OpenedIdentity, RpcError> {
        let engine = self.engine()?;
        let agreed = request.request.as_deref().map(id).transpose()?;
        let who = engine.open_identity(id(&request.case)?, &request.reason, agreed).await.map_err(refused)?;
        let shown = |field: &Option<String>| field.clone().map(Secret::from);
        Ok(OpenedIdentity {
            name: shown(&who.name),
            contact: shown(&who.contact),
            role: shown(&who.work),
            document: who
                .document
                .as_ref()
                .map(|document| OpenedDocument { name: document.name.clone().into(), size_bytes: size(document) }),
        })
    }
}
