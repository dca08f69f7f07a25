//! Being in step: what waits leaves, what is new comes.
//!
//! A handler's device has one channel. Each case of a reporter has its own, and never shares it:
//! nothing on the wire links two cases.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    ops::AddAssign,
    sync::Arc,
    time::Duration,
};

use rand_core::Rng;
use sotto_protocol::ids::{CaseId, OrganisationId, RoomId};
use sotto_relay_api::{Act, Answer, Principal, Request, RoomState};
use sotto_rooms::JoinError;
use sotto_rpc_schema::ErrorCode;
use sotto_vault::tables;
use tokio::{sync::broadcast::error::RecvError, task::JoinSet, time::sleep};

use crate::{
    ContactError, Engine, Error, Event,
    contact::Contact,
    organisations::RESTORED,
    outbox::{Leaving, Turn, case_secret},
    surroundings::chance,
    taking_over::{is_rolled_back, rooms_of},
    transport::Proving,
};

const FIRST_DELAY_MS: u64 = 500;
const LONGEST_DELAY_MS: u64 = 60_000;

/// What a sync did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Synced {
    /// Messages that came.
    pub received: u32,
    /// Items that left.
    pub sent: u32,
    /// Items that still wait.
    pub pending: u32,
}

/// Where a room of a case of our own stands.
enum RoomStanding {
    Here,
    NeedsSuccessor,
    Elsewhere,
}

impl AddAssign for Synced {
    fn add_assign(&mut self, other: Self) {
        self.received += other.received;
        self.sent += other.sent;
        self.pending += other.pending;
    }
}

impl Engine {
    /// Contacts every relay once: as the office's device, and for each own case by itself. What waits for its moment stays here.
    ///
    /// # Errors
    /// The first error, after everything else was tried.
    pub async fn sync(&self) -> Result<Synced, Error> {
        let mut synced = Synced::default();
        let mut first_error = None;
        let mut add = |done: Result<Synced, Error>| match done {
            Ok(done) => synced += done,
            Err(error) => first_error = first_error.take().or(Some(error)),
        };
        if let Some(organisation) = self.office()? {
            add(self.sync_office(organisation).await);
        }
        for case in self.own_cases()? {
            add(self.sync_case(case, Leaving::Due).await);
        }
        synced.pending = self.pending()?;
        first_error.map_or(Ok(synced), Err)
    }

    /// Contacts the relay for one case, and sends all that waits for it.
    ///
    /// # Errors
    /// `not_found`, and those of contact.
    pub async fn sync_one(&self, case: CaseId) -> Result<Synced, Error> {
        let file = self.read(|tx| Ok(tx.cases().get(case)?))?.ok_or(Error::Refused(ErrorCode::NotFound))?;
        let mut synced = match file.side {
            tables::Side::Handler => self.sync_office(file.organisation).await?,
            tables::Side::Reporter => self.sync_case(case, Leaving::All).await?,
        };
        synced.pending = self.pending()?;
        Ok(synced)
    }

    /// Brings the organisation's roster up to date, so that its readers can be shown and approved.
    ///
    /// # Errors
    /// Those of contact.
    pub async fn refresh_roster(&self, organisation: &OrganisationId) -> Result<(), Error> {
        let mut contact = Contact::open(self, *organisation, None).await?;
        contact.roster().await?;
        Ok(())
    }

    /// Stays connected until it is dropped: what happens becomes [`Event`]s.
    pub async fn follow(self: Arc<Self>) -> Result<(), Error> {
        let mut events = self.events();
        let mut tasks = JoinSet::new();
        if let Some(organisation) = self.office()? {
            tasks.spawn(Arc::clone(&self).follow_office(organisation));
        }
        let mut followed: HashSet<CaseId> = HashSet::new();
        loop {
            for case in self.own_cases()? {
                if followed.insert(case) {
                    tasks.spawn(Arc::clone(&self).follow_case(case));
                }
            }
            match events.recv().await {
                Ok(_) | Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return Ok(()),
            }
        }
    }

    async fn follow_office(self: Arc<Self>, organisation: OrganisationId) {
        let mut delay_ms = FIRST_DELAY_MS;
        loop {
            if let Err(error) = self.stay_with_office(organisation, &mut delay_ms).await {
                tracing::info!(code = error.code().as_str(), "the office's channel ended");
                self.tell(Event::Disconnected(error.code()));
            }
            back_off(&mut delay_ms).await;
        }
    }

    async fn follow_case(self: Arc<Self>, case: CaseId) {
        let mut delay_ms = FIRST_DELAY_MS;
        loop {
            let ended = match self.turn_to_come(case).await {
                Ok(()) => self.stay_with_case(case, &mut delay_ms).await,
                Err(error) => Err(error),
            };
            if let Err(error) = ended {
                if matches!(error.code(), ErrorCode::NotFound | ErrorCode::CaseElsewhere) {
                    // Wiped, or gone on under other keys or on another device.
                    return;
                }
                tracing::info!(code = error.code().as_str(), "a case's channel ended");
                self.tell(Event::Disconnected(error.code()));
            }
            back_off(&mut delay_ms).await;
        }
    }

    async fn stay_with_office(&self, organisation: OrganisationId, delay_ms: &mut u64) -> Result<(), Error> {
        let mut events = self.events();
        let mut contact = self.contact_as_device(organisation).await?;
        loop {
            let is_more_left = self.upload_as_office(&mut contact).await?;
            let exchanged = self.exchange_as_office(&mut contact).await?;
            self.tell_of(exchanged);
            if is_more_left {
                continue;
            }
            *delay_ms = FIRST_DELAY_MS;
            self.tell(Event::Connected);
            tokio::select! {
                push = contact.next_push() => push.map(drop)?,
                () = something_to_send(&mut events, None) => {}
            }
        }
    }

    async fn stay_with_case(&self, case: CaseId, delay_ms: &mut u64) -> Result<(), Error> {
        let mut events = self.events();
        let mut contact = self.contact_as_mailbox(case).await?;
        contact.leaving = Leaving::Due;
        loop {
            let is_more_left = self.upload_some(&mut contact, case).await?;
            let exchanged = self.exchange_as_mailbox(&mut contact, case).await?;
            self.tell_of(exchanged);
            if is_more_left {
                continue;
            }
            *delay_ms = FIRST_DELAY_MS;
            self.tell(Event::Connected);
            let turn = self.turn_to_leave(case)?;
            tokio::select! {
                push = contact.next_push() => push.map(drop)?,
                () = something_to_send(&mut events, Some(case)) => {}
                () = come(turn) => {}
            }
        }
    }

    fn tell_of(&self, exchanged: Synced) {
        if exchanged.received > 0 {
            self.tell(Event::Arrived);
        }
    }

    async fn sync_office(&self, organisation: OrganisationId) -> Result<Synced, Error> {
        let mut contact = self.contact_as_device(organisation).await?;
        let mut synced = Synced::default();
        loop {
            let is_more_left = self.upload_as_office(&mut contact).await?;
            synced += self.exchange_as_office(&mut contact).await?;
            if !is_more_left {
                return Ok(synced);
            }
        }
    }

    async fn sync_case(&self, mut case: CaseId, leaving: Leaving) -> Result<Synced, Error> {
        loop {
            match self.sync_mailbox(case, leaving).await {
                Err(Error::CaseMoved(next)) => case = next,
                done => return done,
            }
        }
    }

    async fn sync_mailbox(&self, case: CaseId, leaving: Leaving) -> Result<Synced, Error> {
        if leaving == Leaving::Due && self.turn_to_contact(case)? != Turn::Now {
            return Ok(Synced::default());
        }
        let mut contact = self.contact_as_mailbox(case).await?;
        contact.leaving = leaving;
        let mut synced = Synced::default();
        loop {
            let is_more_left = self.upload_some(&mut contact, case).await?;
            synced += self.exchange_as_mailbox(&mut contact, case).await?;
            if !is_more_left {
                return Ok(synced);
            }
        }
    }

    /// A slice of the first handled case whose files lack something at the relay; whether more may be left.
    async fn upload_as_office(&self, contact: &mut Contact<'_>) -> Result<bool, Error> {
        for case in self.read(|tx| Ok(tx.outbox().cases_of(tables::Side::Handler)?))? {
            if self.upload_some(contact, case).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn exchange_as_office(&self, contact: &mut Contact<'_>) -> Result<Synced, Error> {
        let _one_at_a_time = self.syncing.lock().await;
        let roster = contact.roster().await?;
        let mut synced = Synced::default();
        let mut first_error = None;
        if roster.certified(&self.device.device()).is_none() {
            // Until this device is certified nobody lets it into a case.
            return Ok(synced);
        }
        let roster = self.renew_roster(contact, roster).await?;
        self.check_witnesses(contact, &roster).await?;
        self.replenish_key_packages(contact).await?;
        let Answer::Rooms(mut rooms) = contact.ask(Request::ListRooms).await? else {
            return Err(ContactError::Protocol.into());
        };
        // A room is read to its end before the one that follows it.
        let followers: HashMap<RoomId, RoomId> =
            rooms.iter().filter_map(|state| Some((state.room, state.followed_by?))).collect();
        rooms.sort_by_key(|state| Reverse(rooms_after(state.room, &followers)));
        for state in rooms {
            if !self.is_ours_to_read(contact, &state, &followers)? {
                continue;
            }
            if self.is_new_to(&state)?
                && let Err(error) = self.join_room(contact, &state).await
            {
                tracing::warn!(code = error.code().as_str(), "a room could not be joined");
                self.want_another(contact, &state, &error).await?;
                if error.code() == ErrorCode::EntryMissing {
                    first_error = first_error.or(Some(error));
                }
                continue;
            }
            match self.exchange_in_room(contact, &state).await {
                Ok(done) => synced += done,
                // One case that cannot go on holds no other up.
                Err(error) if !matches!(error, Error::Contact(_) | Error::Store(_)) => {
                    tracing::warn!(code = error.code().as_str(), "a case could not go on");
                    first_error = first_error.or(Some(error));
                }
                Err(error) => return Err(error),
            }
        }
        first_error.map_or(Ok(synced), Err)
    }

    /// Whether a room that the relay names is one of this office's that this person handles, and the one that their case
    /// is in, or goes on in next. A case of their own is none of this channel's business.
    fn is_ours_to_read(
        &self,
        contact: &Contact<'_>,
        state: &RoomState,
        followers: &HashMap<RoomId, RoomId>,
    ) -> Result<bool, Error> {
        let (by_room, by_case) = self.read(|tx| Ok((tx.cases().by_room(state.room)?, tx.cases().get(state.case)?)))?;
        let is_ours = |file: &tables::CaseFile| {
            file.side == tables::Side::Handler && file.organisation == contact.organisation && file.case == state.case
        };
        if by_room.iter().chain(&by_case).any(|file| !is_ours(file)) {
            return Ok(false);
        }
        Ok(match by_case {
            // enforces: ROOM-23
            // Also one that is followed: what was said before its reporter went on elsewhere is read by those it was said to.
            None => true,
            Some(file) => {
                file.room == state.room
                    || followers.get(&file.room).map_or(state.followed_by.is_none(), |next| *next == state.room)
            }
        })
    }

    /// Asks for another successor where this one was opened with a KeyPackage that a backup did not bring back.
    // enforces: BACK-06
    async fn want_another(&self, contact: &mut Contact<'_>, state: &RoomState, error: &Error) -> Result<(), Error> {
        let (file, restored) = self.read(|tx| Ok((tx.cases().get(state.case)?, tx.settings().get(RESTORED)?)))?;
        let waits = file.is_none_or(|file| file.halted.as_deref() == Some(ErrorCode::VaultRolledBack.as_str()));
        if waits
            && restored.is_some()
            && state.followed_by.is_none()
            && matches!(error, Error::Join(JoinError::Invalid))
        {
            contact.act(&self.device.credential, Act::WantSuccessor { room: state.room }).await?;
        }
        Ok(())
    }

    async fn exchange_in_room(&self, contact: &mut Contact<'_>, state: &RoomState) -> Result<Synced, Error> {
        let case = state.case;
        self.heed_place(contact, state).await?;
        let received = self.sync_room(contact, case).await?;
        let file = self.read(|tx| Ok(tx.cases().get(case)?))?;
        if let Some(file) = file.filter(|file| file.halted.as_deref() == Some(ErrorCode::VaultRolledBack.as_str())) {
            contact.act(&self.device.credential, Act::WantSuccessor { room: file.room }).await?;
        }
        Ok(Synced { received, sent: self.deliver(contact, case).await?, pending: 0 })
    }

    async fn exchange_as_mailbox(&self, contact: &mut Contact<'_>, case: CaseId) -> Result<Synced, Error> {
        let _one_at_a_time = self.syncing.lock().await;
        self.take_over(contact, case).await?;
        let has_left = self.has_left(case)?;
        let mut synced = Synced { sent: self.deliver(contact, case).await?, ..Synced::default() };
        let file = self.read(|tx| Ok(tx.cases().get(case)?))?.ok_or(Error::Refused(ErrorCode::NotFound))?;
        // Nobody has written yet in a case that this very channel opened, and it tells when they do.
        if has_left && file.sequence > 0 {
            let roster = contact.roster().await?;
            self.check_witnesses(contact, &roster).await?;
            synced.received = self.sync_room(contact, case).await?;
            let lacked_some = self.lacks_some(file.room)?;
            match self.standing_of(contact, case).await? {
                RoomStanding::NeedsSuccessor => {
                    self.go_on_in_successor(contact, case).await?;
                    synced.sent += self.deliver(contact, case).await?;
                }
                RoomStanding::Elsewhere => {
                    self.write(|tx| Ok(tx.cases().set_halted(case, Some(ErrorCode::CaseElsewhere.as_str()))?))?;
                    self.tell(Event::CaseChanged(case));
                    return Err(Error::Refused(ErrorCode::CaseElsewhere));
                }
                RoomStanding::Here if !lacked_some && self.lacks_some(file.room)? => {
                    // It came out just now that the relay was restored.
                    synced.received += self.sync_room(contact, case).await?;
                }
                RoomStanding::Here => {}
            }
        }
        Ok(synced)
    }

    /// When the relay may be contacted for a case. One of which it has not heard is nothing to be contacted for before its
    /// report may leave: the contact alone would say that there is somebody.
    // enforces: SEND-06
    fn turn_to_contact(&self, case: CaseId) -> Result<Turn, Error> {
        if self.has_left(case)? { Ok(Turn::Now) } else { self.turn_to_leave(case) }
    }

    /// Returns when the relay may be contacted for a case.
    async fn turn_to_come(&self, case: CaseId) -> Result<(), Error> {
        let mut events = self.events();
        loop {
            let turn = self.turn_to_contact(case)?;
            if turn == Turn::Now {
                return Ok(());
            }
            tokio::select! {
                () = something_to_send(&mut events, Some(case)) => {}
                () = come(turn) => {}
            }
            self.read(|tx| Ok(tx.cases().get(case)?))?.ok_or(Error::Refused(ErrorCode::NotFound))?;
        }
    }

    /// Whether the relay may have heard of this case: it is open, or was restored, or its report was sealed to be sent.
    fn has_left(&self, case: CaseId) -> Result<bool, Error> {
        self.read(|tx| {
            let is_open = tx.cases().get(case)?.is_some_and(|file| file.sequence > 0 || file.halted.is_some());
            Ok(is_open || tx.outbox().of_case(case)?.iter().any(|item| item.sealed.is_some()))
        })
    }

    /// Where a case of our own goes on: in another room, for this device or for one that reads it; or on another device of the
    /// same reporter, who opened a room that this one did not.
    // enforces: ROOM-22
    async fn standing_of(&self, contact: &mut Contact<'_>, case: CaseId) -> Result<RoomStanding, Error> {
        let Some(file) = self.read(|tx| Ok(tx.cases().get(case)?))? else { return Ok(RoomStanding::Here) };
        if is_rolled_back(&file) {
            return Ok(RoomStanding::NeedsSuccessor);
        }
        let rooms = rooms_of(contact, case).await?;
        let Some(ours) = rooms.iter().find(|state| state.room == file.room) else { return Ok(RoomStanding::Here) };
        self.heed_place(contact, ours).await?;
        Ok(match ours.followed_by {
            Some(next) if self.opened_here(case)? != Some(next) => RoomStanding::Elsewhere,
            Some(_) => RoomStanding::NeedsSuccessor,
            None if ours.successor_wanted => RoomStanding::NeedsSuccessor,
            None => RoomStanding::Here,
        })
    }

    pub(crate) async fn contact_as_mailbox(&self, case: CaseId) -> Result<Contact<'_>, Error> {
        let file = self.read(|tx| Ok(tx.cases().get(case)?))?.ok_or(Error::Refused(ErrorCode::NotFound))?;
        let key = case_secret(&file)?.channel_key();
        let proving = Proving { principal: Principal::Mailbox(case), key: &key };
        Contact::open(self, file.organisation, Some(proving)).await
    }

    /// Whether this device has yet to join, or was let in again since it last read.
    fn is_new_to(&self, state: &RoomState) -> Result<bool, Error> {
        let file = self.read(|tx| Ok(tx.cases().by_room(state.room)?))?;
        Ok(file.is_none_or(|file| file.sequence + 1 < state.joined_at))
    }

    fn own_cases(&self) -> Result<Vec<CaseId>, Error> {
        self.read(|tx| Ok(tx.cases().own()?))
    }

    fn pending(&self) -> Result<u32, Error> {
        self.read(|tx| Ok(tx.outbox().count()?))
    }
}

/// How many rooms come after this one.
fn rooms_after(room: RoomId, followers: &HashMap<RoomId, RoomId>) -> usize {
    let chain = std::iter::successors(Some(room), |room| followers.get(room).copied());
    // A relay that names a circle gets no endless walk.
    chain.take(followers.len() + 1).count()
}

/// Returns when something new waits to be sent.
async fn something_to_send(events: &mut tokio::sync::broadcast::Receiver<Event>, only: Option<CaseId>) {
    loop {
        match events.recv().await {
            Ok(Event::OutboxChanged(case)) if only.is_none_or(|only| only == case) => return,
            Err(RecvError::Closed) => return,
            _ => {}
        }
    }
}

/// Returns when something that waits may leave. A machine that slept is noticed within a minute.
async fn come(turn: Turn) {
    match turn {
        Turn::In(wait) => sleep(wait.min(Duration::from_millis(LONGEST_DELAY_MS))).await,
        Turn::Now | Turn::Asked => std::future::pending().await,
    }
}

/// Waits longer each time, by chance between half and all of it, so that devices do not return together.
async fn back_off(delay_ms: &mut u64) {
    let half = *delay_ms / 2;
    let jitter = chance().next_u64() % half.max(1);
    sleep(Duration::from_millis(half + jitter)).await;
    *delay_ms = delay_ms.saturating_mul(2).min(LONGEST_DELAY_MS);
}
