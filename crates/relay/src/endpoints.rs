//! The endpoints, one a file: its error, its documentation, its handler.

pub(crate) mod append;
pub(crate) mod count_key_packages;
pub(crate) mod create_blob;
pub(crate) mod fetch_blob_state;
pub(crate) mod fetch_card;
pub(crate) mod fetch_checkpoint;
pub(crate) mod fetch_entries;
pub(crate) mod fetch_incarnation;
pub(crate) mod fetch_key_packages;
pub(crate) mod fetch_log;
pub(crate) mod fetch_puzzle;
pub(crate) mod fetch_record;
pub(crate) mod fetch_recovery_tags;
pub(crate) mod fetch_room;
pub(crate) mod fetch_roster;
pub(crate) mod fetch_roster_version;
pub(crate) mod fetch_segments;
pub(crate) mod fetch_tile;
pub(crate) mod fetch_waiting;
pub(crate) mod fetch_witnessed;
mod identity_step;
pub(crate) mod invite;
pub(crate) mod join;
pub(crate) mod list_rooms;
pub(crate) mod open_case;
pub(crate) mod open_successor;
pub(crate) mod publish_key_packages;
pub(crate) mod publish_roster;
pub(crate) mod put_record;
pub(crate) mod put_segments;
pub(crate) mod setup;
pub(crate) mod state_restored;
pub(crate) mod want_successor;

use sotto_relay_api::{Act, Answer, LogUpdate, Refusal, Request, SignedAct};

use crate::{
    context::{AskedAct, Context},
    failure::{Failure, Refused},
    log_event,
};

/// What a request is called in the relay's own log.
fn name(request: &Request) -> &'static str {
    match request {
        Request::FetchCard => "fetch_card",
        Request::FetchPuzzle => "fetch_puzzle",
        Request::FetchCheckpoint => "fetch_checkpoint",
        Request::FetchRoster { .. } => "fetch_roster",
        Request::FetchRosterVersion { .. } => "fetch_roster_version",
        Request::FetchKeyPackages { .. } => "fetch_key_packages",
        Request::CountKeyPackages => "count_key_packages",
        Request::ListRooms => "list_rooms",
        Request::FetchRoom { .. } => "fetch_room",
        Request::FetchEntries { .. } => "fetch_entries",
        Request::FetchWaiting => "fetch_waiting",
        Request::FetchBlobState { .. } => "fetch_blob_state",
        Request::PutSegments { .. } => "put_segments",
        Request::FetchSegments { .. } => "fetch_segments",
        Request::FetchTile { .. } => "fetch_tile",
        Request::FetchLog { .. } => "fetch_log",
        Request::FetchWitnessed => "fetch_witnessed",
        Request::FetchIncarnation => "fetch_incarnation",
        Request::FetchRecoveryTags { .. } => "fetch_recovery_tags",
        Request::PutRecord { .. } => "put_record",
        Request::FetchRecord { .. } => "fetch_record",
        Request::Act(_) => "act",
    }
}

/// Does what is asked of a known organisation.
pub(crate) async fn dispatch(context: &Context, request: Request, seen_size: u64) -> (Answer, Option<LogUpdate>) {
    let name = name(&request);
    let answer = match request {
        _ if is_held_back(context, &request) => Err(Refusal::Restoring),
        Request::FetchCard => Ok(fetch_card::handle(context)),
        Request::FetchPuzzle => Ok(fetch_puzzle::handle(context)),
        Request::FetchCheckpoint => told(fetch_checkpoint::handle(context).await),
        Request::FetchRoster { newer_than } => told(fetch_roster::handle(context, newer_than).await),
        Request::FetchRosterVersion { version } => told(fetch_roster_version::handle(context, version).await),
        Request::FetchKeyPackages { devices, solution } => {
            told(fetch_key_packages::handle(context, &devices, &solution).await)
        }
        Request::CountKeyPackages => told(count_key_packages::handle(context).await),
        Request::ListRooms => told(list_rooms::handle(context).await),
        Request::FetchRoom { room, after } => told(fetch_room::handle(context, room, after).await),
        Request::FetchEntries { case } => told(fetch_entries::handle(context, case).await),
        Request::FetchWaiting => told(fetch_waiting::handle(context).await),
        Request::FetchBlobState { blob } => told(fetch_blob_state::handle(context, blob).await),
        Request::PutSegments { blob, first, bytes } => told(put_segments::handle(context, blob, first, &bytes).await),
        Request::FetchSegments { blob, first, count } => {
            told(fetch_segments::handle(context, blob, first, count).await)
        }
        Request::FetchTile { path } => told(fetch_tile::handle(context, &path).await),
        Request::FetchLog { before, count } => told(fetch_log::handle(context, before, count).await),
        Request::FetchWitnessed => told(fetch_witnessed::handle(context).await),
        Request::FetchIncarnation => told(fetch_incarnation::handle(context).await),
        Request::FetchRecoveryTags { after, solution } => {
            told(fetch_recovery_tags::handle(context, after.map(|after| *after), &solution).await)
        }
        Request::PutRecord { record, sealed } => told(put_record::handle(context, record, &sealed).await),
        Request::FetchRecord { record, opening } => told(fetch_record::handle(context, record, opening).await),
        Request::Act(signed) => act(context, signed).await,
    };
    let answered = match answer {
        Ok(answer) => match context.log_update(seen_size).await {
            Ok(log) => Ok((answer, log)),
            Err(failure) => Err(failed(&failure)),
        },
        Err(refusal) => Err(refusal),
    };
    answered.unwrap_or_else(|refusal| {
        log_event!(debug, "a request was refused", request = name, refusal = refusal);
        (Answer::Refused(refusal), None)
    })
}

/// Whether the office has yet to state that this relay was put back from a copy. Until then whoever saw more is not to take it
/// for one that lies, and nothing comes between the copy and the statement.
// enforces: LOG-45
fn is_held_back(context: &Context, request: &Request) -> bool {
    let is_needed = match request {
        Request::FetchCard | Request::FetchIncarnation => true,
        // Those who may state it see from where the log goes on.
        Request::FetchCheckpoint => context.is_signer(),
        Request::Act(signed) => signed.stored_body().is_ok_and(|body| matches!(body.act, Act::StateRestored { .. })),
        _ => false,
    };
    context.organisation.is_held() && !is_needed
}

/// Does a signed act.
// enforces: ACT-01, ACT-02
async fn act(context: &Context, signed: SignedAct) -> Result<Answer, Refusal> {
    let verified = signed.verify().map_err(|_| Refusal::BadRequest)?;
    let here = verified.body.organisation == Some(*context.tenant().organisation());
    if !here && !matches!(verified.body.act, Act::Setup { .. }) {
        return Err(Refusal::OrganisationUnknown);
    }
    let what = verified.body.act.clone();
    let asked = AskedAct { verified, signed };
    match what {
        // Founded already: whoever asks again is told what came of it, and others nothing.
        Act::Setup { .. } => told(setup::repeated(context, &asked).await),
        Act::PublishRoster { roster } => told(publish_roster::handle(context, &asked, roster).await),
        Act::Invite { token_hash, email, role } => {
            told(invite::handle(context, &asked, *token_hash, &email, role).await)
        }
        Act::Join { token, keys, name, title } => told(join::handle(context, &asked, *token, keys, name, title).await),
        Act::PublishKeyPackages { packages, replaces } => {
            told(publish_key_packages::handle(context, &asked, (packages, replaces)).await)
        }
        Act::OpenCase { channel_key, recovery_tag, solution, first } => {
            let keys = (*channel_key, *recovery_tag);
            told(open_case::handle(context, &asked, keys, &solution, first).await)
        }
        Act::Append(append) => told(append::handle(context, &asked, append).await),
        Act::OpenSuccessor { first } => told(open_successor::handle(context, &asked, first).await),
        Act::StateRestored { statement } => told(state_restored::handle(context, &asked, statement).await),
        Act::WantSuccessor { room } => told(want_successor::handle(context, &asked, room).await),
        Act::CreateBlob { blob, room, segments, solution } => {
            told(create_blob::handle(context, &asked, blob, room, segments, solution).await)
        }
    }
}

fn told<E: Refused>(outcome: Result<Answer, E>) -> Result<Answer, Refusal> {
    outcome.map_err(|error| error.refusal())
}

/// Writes down that the relay failed, and says so.
fn failed(failure: &Failure) -> Refusal {
    let class = match failure {
        Failure::Store(_) => "store",
        Failure::Log(_) => "log",
        Failure::Event(_) => "event",
    };
    log_event!(error, "a request failed", class = class);
    failure.refusal()
}

/// The usual error: the one who asks may not, or the relay failed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    /// Peer: may not, or there is no such thing.
    #[error("not permitted")]
    NotPermitted,
    /// Local.
    #[error(transparent)]
    Failed(#[from] Failure),
}

impl Refused for FetchError {
    fn refusal(&self) -> Refusal {
        match self {
            Self::NotPermitted => Refusal::NotPermitted,
            Self::Failed(failure) => failed(failure),
        }
    }
}

impl From<sotto_relay_storage::StoreError> for FetchError {
    fn from(error: sotto_relay_storage::StoreError) -> Self {
        Self::Failed(error.into())
    }
}
