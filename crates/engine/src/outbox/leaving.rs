//! When something leaves by itself: with the next contact, or at a moment by chance, so that the time of its arrival does not say
//! when its writer was at work.

use std::time::Duration;

use rand_core::Rng;
use sotto_protocol::{ids::CaseId, time::UnixSeconds};
use sotto_vault::tables;

use super::deliver::is_withdrawal;
use crate::{Engine, Error, surroundings::chance};

/// The longest that something waits of itself.
pub const LONGEST_WAIT: Duration = Duration::from_secs(6 * 60 * 60);

/// When something is to leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// With the next contact.
    Soon,
    /// At a moment by chance, not later than this from now, and than [`LONGEST_WAIT`].
    Within(Duration),
}

/// What a contact sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Leaving {
    /// What waits for no moment, and what has waited long enough.
    Due,
    /// All that waits: the person asked for it now.
    All,
}

/// When the first thing that waits for a case may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// Nothing has to be waited for.
    Now,
    /// In this time, if nobody wants it sooner.
    In(Duration),
    /// When the person says so.
    Asked,
}

impl Leave {
    pub(super) fn moment(self, now: UnixSeconds) -> Option<UnixSeconds> {
        let Self::Within(most) = self else { return None };
        let most = most.min(LONGEST_WAIT).as_secs().max(1);
        Some(now.plus(1 + chance().next_u64() % most))
    }
}

impl Engine {
    /// Whether an item waits for its moment still. A clock that was put back does not hold it up for longer than ever was meant.
    pub(crate) fn waits_until(&self, item: &tables::OutboxItem) -> Option<UnixSeconds> {
        let now = self.now();
        item.leaves_at
            .filter(|_| item.sealed.is_none() && !is_withdrawal(item))
            .filter(|at| *at > now && *at <= now.plus(LONGEST_WAIT.as_secs()))
    }

    /// Whether an item stays here in a contact that sends `leaving`.
    // enforces: SEND-06
    pub(crate) fn stays(&self, leaving: Leaving, item: &tables::OutboxItem) -> bool {
        leaving == Leaving::Due && self.waits_until(item).is_some()
    }

    /// When the first item of a case may leave.
    pub(crate) fn turn_to_leave(&self, case: CaseId) -> Result<Turn, Error> {
        let first = self.read(|tx| Ok(tx.outbox().of_case(case)?))?.into_iter().next();
        Ok(match first {
            Some(item) if item.state == tables::OutboxState::Paused => Turn::Asked,
            Some(item) => {
                self.waits_until(&item).map_or(Turn::Now, |at| Turn::In(Duration::from_secs(at.since(self.now()))))
            }
            None => Turn::Now,
        })
    }
}
