//! `FetchCard`: root metadata and roster, for anyone.

use sotto_relay_api::Answer;

use crate::context::Context;

/// Answers from memory: it costs next to nothing, whoever asks how often.
pub(crate) fn handle(context: &Context) -> Answer {
    let roster = context.organisation.roster().roster.signed().clone();
    Answer::Card { roots: context.organisation.root().chain().to_vec(), roster }
}
