//! `FetchPuzzle`: the current puzzle, for anyone.

use sotto_relay_api::Answer;

use crate::context::Context;

pub(crate) fn handle(context: &Context) -> Answer {
    Answer::Puzzle(context.relay.puzzles.current(context.tenant(), context.now))
}
