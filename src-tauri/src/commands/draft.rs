//! Drafts, and the last look before sending.

use std::sync::Arc;

use sotto_engine::{Approval, DraftView, Engine, LONGEST_WAIT, Leave, Removed, Route};
use sotto_rpc_schema::{
    ErrorCode, RpcError, command,
    types::{
        Draft, DraftRef, DraftWords, NewDraft, Nothing, Pseudonym, PseudonymChoice, RelayFact, Review, Saved,
        SendReport, SentReport,
    },
};

use super::{
    answers, blocking,
    convert::{self, time},
    files, id, outbox, refused,
};
use crate::{dispatch::Answer, offices::Offices, state::Desk};

fn draft(engine: &Engine, offices: &Offices, view: DraftView) -> Result<Draft, RpcError> {
    Ok(Draft {
        draft: view.draft.to_string(),
        organisation: offices.one(engine, &view.organisation)?,
        channel: view.channel,
        title: view.title,
        answers: answers::split(&view.body),
        attachments: files::shown(engine.files_of_draft(view.draft).map_err(refused)?),
        updated_at: time(view.updated_at),
    })
}

impl Answer<command::DraftCreate> for Desk {
    async fn answer(&self, request: NewDraft) -> Result<Draft, RpcError> {
        let engine = self.engine()?;
        let offices = Arc::clone(&self.offices);
        let organisation = id(&request.organisation)?;
        blocking(move || {
            let view = engine.new_draft(&organisation, request.channel.as_deref(), "", "").map_err(refused)?;
            draft(&engine, &offices, view)
        })
        .await
    }
}

impl Answer<command::DraftGet> for Desk {
    async fn answer(&self, request: DraftRef) -> Result<Draft, RpcError> {
        let engine = self.engine()?;
        let offices = Arc::clone(&self.offices);
        let which = id(&request.draft)?;
        blocking(move || draft(&engine, &offices, engine.draft(which).map_err(refused)?)).await
    }
}

impl Answer<command::DraftSave> for Desk {
    async fn answer(&self, request: DraftWords) -> Result<Saved, RpcError> {
        let engine = self.engine()?;
        let which = id(&request.draft)?;
        blocking(move || {
            let body = answers::join(&request.answers);
            let view = engine.save_draft(which, Some(&request.title), Some(&body)).map_err(refused)?;
            Ok(Saved { saved_at: time(view.updated_at) })
        })
        .await
    }
}

impl Answer<command::DraftDelete> for Desk {
    async fn answer(&self, request: DraftRef) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let which = id(&request.draft)?;
        blocking(move || engine.remove(Removed::Draft(which)).map_err(refused)).await
    }
}

impl Answer<command::DraftRestore> for Desk {
    async fn answer(&self, request: DraftRef) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let which = id(&request.draft)?;
        blocking(move || engine.restore(Removed::Draft(which)).map_err(refused)).await
    }
}

impl Answer<command::PseudonymSuggest> for Desk {
    async fn answer(&self, _: Nothing) -> Result<Pseudonym, RpcError> {
        Ok(self.suggest(&*self.engine()?))
    }
}

impl Desk {
    /// A random name, remembered until it is sent or the vault is locked.
    fn suggest(&self, engine: &Engine) -> Pseudonym {
        let name = engine.suggest_pseudonym();
        let shown = convert::pseudonym(&name);
        self.suggested().insert(shown.canonical.clone(), name);
        shown
    }

    fn chosen(&self, choice: &PseudonymChoice) -> Result<sotto_engine::Pseudonym, RpcError> {
        match choice {
            PseudonymChoice::Suggested { canonical } => {
                self.suggested().get(canonical).cloned().ok_or_else(|| ErrorCode::NotFound.into())
            }
            PseudonymChoice::Own { text } => {
                sotto_engine::Pseudonym::choose(text).map_err(|_| ErrorCode::NameInvalid.into())
            }
        }
    }
}

impl Answer<command::ReportReview> for Desk {
    async fn answer(&self, request: DraftRef) -> Result<Review, RpcError> {
        let engine = self.engine()?;
        let which = id(&request.draft)?;
        let pseudonym = self.suggest(&engine);
        let route = engine.route();
        let (readers, has_files, waits) = blocking(move || {
            let waits = outbox::usual_wait(&engine)? != Leave::Soon;
            let organisation = engine.draft(which).map_err(refused)?.organisation;
            let has_files = !engine.files_of_draft(which).map_err(refused)?.is_empty();
            let Some(readers) = engine.prospective_readers(which).map_err(refused)? else {
                return Ok((None, has_files, waits));
            };
            let readers = readers.into_iter().map(|reader| {
                let devices = engine.device_words(&organisation, &reader.handler).map_err(refused)?;
                Ok(convert::reader(&reader, None, &devices))
            });
            Ok((Some(readers.collect::<Result<Vec<_>, RpcError>>()?), has_files, waits))
        })
        .await?;
        let mut relay_learns = vec![RelayFact::Arrival, RelayFact::RoundedSize];
        relay_learns.extend(has_files.then_some(RelayFact::FileSizes));
        relay_learns.extend([RelayFact::Organisation, RelayFact::ReadersAndStatus]);
        let mut relay_never_learns = vec![RelayFact::Words, RelayFact::Files, RelayFact::Names];
        match route {
            Some(Route::Direct) => relay_learns.push(RelayFact::NetworkAddress),
            Some(Route::Proxy(_)) => relay_learns.push(RelayFact::ProxyAddress),
            Some(Route::OwnTor | Route::Tor(_)) => relay_never_learns.push(RelayFact::NetworkAddress),
            None => {}
        }
        Ok(Review { readers, pseudonym, relay_learns, relay_never_learns, connection: self.link.shown(), waits })
    }
}

impl Answer<command::ReadersFetch> for Desk {
    async fn answer(&self, request: DraftRef) -> Result<(), RpcError> {
        let engine = self.engine()?;
        let which = id(&request.draft)?;
        let organisation = engine.draft(which).map_err(refused)?.organisation;
        engine.refresh_roster(&organisation).await.map_err(refused)
    }
}

impl Answer<command::ReportSend> for Desk {
    async fn answer(&self, request: SendReport) -> Result<SentReport, RpcError> {
        let engine = self.engine()?;
        let which = id(&request.draft)?;
        let name = self.chosen(&request.pseudonym)?;
        let approval = match &request.readers {
            Some(readers) => Approval::People(readers.iter().map(|reader| id(reader)).collect::<Result<_, _>>()?),
            None => Approval::Whoever,
        };
        blocking(move || {
            let leave = if request.waits { Leave::Within(LONGEST_WAIT) } else { Leave::Soon };
            let queued = engine.queue_report(which, name, &approval, leave).map_err(refused)?;
            Ok(SentReport {
                case: queued.case.to_string(),
                pseudonym: convert::pseudonym(&queued.pseudonym),
                outgoing: outbox::outgoing(&engine, queued.case, queued.message)?,
            })
        })
        .await
    }
}
