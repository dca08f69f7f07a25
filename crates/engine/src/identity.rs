//! Telling who one is: in one case, to chosen readers, on the record, and back again.
//!
//! What was said is sealed before it is in the outbox, and is opened in memory alone: neither the reporter's vault nor a
//! handler's ever holds it.

mod heeding;
mod policy;
mod taking;
mod view;

pub(crate) use heeding::{heed, relocate};
pub(crate) use taking::{is_logged_as, statement_of, take};
pub use view::{ApprovalView, AskedView, Choices, DisclosureView, IdentityView, OpeningView, Person};

use openmls_traits::OpenMlsProvider;
use sotto_protocol::{
    codec,
    content::Content,
    identity::{
        APPROVAL_SECONDS, Disclosure, Identity, IdentityKey, Part, Reason, SealedShare, ShareContext, commitment,
    },
    ids::{CaseId, DeviceId, HandlerId, MessageId, RecordId},
    pseudonym::Pseudonym,
    roster::{self, Roster},
    time::UnixSeconds,
};
use sotto_relay_api::{Answer, Request};
use sotto_rooms::seal_share;
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{
    Transaction,
    tables::{self, OpeningState},
};
use view::unanswered;

use crate::{
    ContactError, Engine, Error, Event, ReaderView, Sent,
    contact::{root_of, roster_of},
    outbox::{Approval, DISCLOSURE, Outgoing, handled_case, is_withdrawal},
    surroundings::chance,
};

impl Engine {
    /// To whom the reporter of a case may say who they are.
    ///
    /// # Errors
    /// `not_found`, `not_permitted` for a case that is not one's own.
    pub fn disclosure_choices(&self, case: CaseId) -> Result<Choices, Error> {
        self.read(|tx| {
            let file = own_case(tx, case)?;
            let roster = known_roster(tx, &file)?;
            let readers = choices_of(tx, &file, &roster)?;
            Ok(Choices { readers, needs_second: !roster.approvers().is_empty() })
        })
    }

    /// Seals who the reporter is for `readers`, and puts it into the outbox. `typed` is the name of the case, to be sure.
    ///
    /// # Errors
    /// `pseudonym_mismatch`, `already_disclosed`, `reader_not_certified` for somebody who may not open, `bad_request` for
    /// an empty one, `message_too_large`, `not_permitted`, `not_found`, `disk_full`.
    // enforces: IDEN-07
    pub fn queue_disclosure(
        &self,
        case: CaseId,
        identity: &Identity,
        readers: &[HandlerId],
        typed: &str,
    ) -> Result<MessageId, Error> {
        let message = self.write(|tx| {
            let file = own_case(tx, case)?;
            if file.sequence == 0 {
                return Err(Error::Refused(ErrorCode::NotPermitted));
            }
            if !is_name_of(&file, typed)? {
                return Err(Error::Refused(ErrorCode::PseudonymMismatch));
            }
            let stands = tx.disclosures().last_of_case(case)?.is_some_and(|row| row.withdrawn.is_none());
            let waits = tx.outbox().of_case(case)?.iter().any(|item| item.kind == DISCLOSURE);
            if stands || waits {
                return Err(Error::Refused(ErrorCode::AlreadyDisclosed));
            }
            let roster = known_roster(tx, &file)?;
            let choices = choices_of(tx, &file, &roster)?;
            let may = |reader: &HandlerId| choices.iter().any(|choice| choice.handler == *reader);
            if readers.is_empty() || !readers.iter().all(may) {
                return Err(Error::Refused(ErrorCode::ReaderNotCertified));
            }
            let record = RecordId::random(&mut chance());
            let key = IdentityKey::random(&mut chance());
            let sealed = identity.seal(&key, &case, &record)?;
            let approvers = approvers_of(tx, &file, &roster)?;
            let shares = shares_for(tx, &roster, (case, record), readers, &approvers, &key)?;
            let content = Content::Disclosed(Disclosure {
                record,
                commitment: commitment(&sealed).into(),
                fields: identity.fields(),
                readers: readers.to_vec(),
                approvers,
                shares,
                asked: unanswered(tx, case)?.map(|asked| asked.message),
            });
            content.check_limits()?;
            let message = MessageId::random(&mut chance());
            let outgoing = Outgoing::Disclosure { content, sealed: sealed.into() };
            self.push(tx, (case, message), DISCLOSURE, &outgoing, &Approval::Whoever)?;
            Ok(message)
        })?;
        self.tell(Event::OutboxChanged(case));
        Ok(message)
    }

    /// Takes a disclosure out of the outbox that has not left yet; whether there was one. One that is on its way stays,
    /// and can be withdrawn when it has arrived.
    ///
    /// # Errors
    /// Those of the vault.
    pub async fn cancel_disclosure(&self, case: CaseId) -> Result<bool, Error> {
        // Not while it is being sent.
        let _one_at_a_time = self.syncing.lock().await;
        let cancelled = self.write(|tx| {
            let waiting = tx
                .outbox()
                .of_case(case)?
                .into_iter()
                .find(|item| item.kind == DISCLOSURE && item.state != tables::OutboxState::Sealed);
            waiting.map_or(Ok(false), |item| Ok(tx.outbox().remove(item.message)?))
        })?;
        if cancelled {
            self.tell(Event::OutboxChanged(case));
        }
        Ok(cancelled)
    }

    /// Puts the withdrawal of what was disclosed into the outbox.
    ///
    /// # Errors
    /// `not_found` where nothing stands, `not_permitted`, `disk_full`.
    pub fn queue_withdrawal(&self, case: CaseId) -> Result<MessageId, Error> {
        if let Some(waiting) = self.read(|tx| Ok(tx.outbox().of_case(case)?))?.iter().find(|item| is_withdrawal(item)) {
            return Ok(waiting.message);
        }
        self.queue(case, |tx, _| {
            own_case(tx, case)?;
            let (row, _) = standing(tx, case)?;
            Ok(Content::IdentityWithdrawn { record: row.record })
        })
    }

    /// Answers the handlers' question with "not now".
    ///
    /// # Errors
    /// `not_found` where nothing is unanswered, `not_permitted`, `disk_full`.
    pub fn queue_identity_kept(&self, case: CaseId) -> Result<MessageId, Error> {
        self.queue(case, |tx, _| {
            own_case(tx, case)?;
            let asked = unanswered(tx, case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            Ok(Content::IdentityKept { asked: asked.message })
        })
    }

    /// Asks the reporter who they are; once, until they have answered.
    ///
    /// # Errors
    /// `already_asked`, `already_disclosed`, `not_permitted`, `not_found`, `message_too_large`, `disk_full`.
    // enforces: IDEN-08
    pub fn queue_identity_asked(&self, case: CaseId, body: &str) -> Result<MessageId, Error> {
        self.queue(case, |tx, _| {
            let roster = known_roster(tx, &handled_case(tx, case)?)?;
            let me = self.handler_in(&roster)?;
            if !roster.person(&me).is_some_and(|person| person.role.may_answer()) {
                return Err(Error::Refused(ErrorCode::NotPermitted));
            }
            let waits = tx.outbox().of_case(case)?.into_iter().any(|item| {
                let outgoing = codec::from_slice(&item.payload);
                matches!(outgoing, Ok(Outgoing::Message(Content::IdentityAsked { .. })))
            });
            if waits || unanswered(tx, case)?.is_some() {
                return Err(Error::Refused(ErrorCode::AlreadyAsked));
            }
            if tx.disclosures().last_of_case(case)?.is_some_and(|row| row.withdrawn.is_none()) {
                return Err(Error::Refused(ErrorCode::AlreadyDisclosed));
            }
            Ok(Content::IdentityAsked { body: body.trim().to_owned() })
        })
    }

    /// Asks for a second person's agreement to open what was disclosed to this device's person. Done when this returns.
    ///
    /// # Errors
    /// `withdrawn`, `not_permitted`, `bad_request` without a reason, and those of contact.
    pub async fn ask_opening(&self, case: CaseId, reason: &str) -> Result<MessageId, Error> {
        let message = self.queue(case, |tx, _| {
            let (row, disclosure) = standing(tx, case)?;
            self.judge_opener(tx, &disclosure)?;
            if disclosure.approvers.is_empty() {
                return Err(Error::Refused(ErrorCode::BadRequest));
            }
            Ok(Content::OpeningAsked { record: row.record, reason: reason_of(reason)? })
        })?;
        self.done_now(case, message).await?;
        Ok(message)
    }

    /// Agrees to another person's opening, or not. Agreeing hands this device's half of the key to them.
    ///
    /// # Errors
    /// `approval_pending` when the request is too old or was answered, `opening_key_lost`, `withdrawn`,
    /// `not_permitted`, `not_found`, and those of contact.
    // enforces: IDEN-09
    pub async fn decide_opening(&self, case: CaseId, request: MessageId, approve: bool) -> Result<(), Error> {
        let message = self.queue(case, |tx, _| {
            let (row, disclosure) = standing(tx, case)?;
            let file = handled_case(tx, case)?;
            let roster = known_roster(tx, &file)?;
            let me = self.handler_in(&roster)?;
            if !disclosure.approvers.contains(&me) || !roster.approvers().contains(&me) {
                return Err(Error::Refused(ErrorCode::NotPermitted));
            }
            let opening = opening_of(tx, row.record, request)?;
            if opening.state != OpeningState::Asked || self.is_over(opening.asked_at) {
                return Err(Error::Refused(ErrorCode::ApprovalPending));
            }
            let asker = roster.certified(&opening.device).map(|(person, _)| person);
            let asker = asker.filter(|asker| asker.handler != me).ok_or(Error::Refused(ErrorCode::NotPermitted))?;
            if !approve {
                return Ok(Content::OpeningRefused { record: row.record, request });
            }
            let half = self.share(tx, case, row.record, asker.handler, Part::Approver)?;
            let shares = seal_to(tx, asker, (case, row.record), asker.handler, Part::Approver, &half)?;
            Ok(Content::OpeningApproved { record: row.record, request, shares })
        })?;
        self.done_now(case, message).await
    }

    /// Opens what was disclosed to this device's person: on the record first, then shown. Where a second person had to
    /// agree, `request` is what they agreed to and its reason counts; otherwise `reason` does.
    ///
    /// # Errors
    /// `withdrawn`, `approval_pending`, `opening_key_lost`, `not_permitted`, `bad_request` without a reason,
    /// `message_invalid` if the record is not what was disclosed, and those of contact.
    pub async fn open_identity(
        &self,
        case: CaseId,
        reason: &str,
        request: Option<MessageId>,
    ) -> Result<Identity, Error> {
        let opening = self.queue(case, |tx, _| {
            let (row, disclosure) = standing(tx, case)?;
            self.judge_opener(tx, &disclosure)?;
            let reason = match request {
                None if disclosure.approvers.is_empty() => reason_of(reason)?,
                None => return Err(Error::Refused(ErrorCode::ApprovalPending)),
                Some(request) => {
                    let opening = opening_of(tx, row.record, request)?;
                    let decided_at = opening.decided.as_ref().map_or(UnixSeconds(0), |(_, at)| *at);
                    if opening.state != OpeningState::Approved || self.is_over(decided_at) {
                        return Err(Error::Refused(ErrorCode::ApprovalPending));
                    }
                    reason_of(&opening.reason)?
                }
            };
            // What cannot be read need not be recorded.
            self.identity_key(tx, case, &row, &disclosure)?;
            Ok(Content::IdentityOpened { record: row.record, request, reason })
        })?;
        self.done_now(case, opening).await?;
        self.fetch_identity(case, opening).await
    }

    /// Fetches and opens a record whose opening is in the log.
    async fn fetch_identity(&self, case: CaseId, opening: MessageId) -> Result<Identity, Error> {
        let (organisation, row) = self.read(|tx| {
            let file = handled_case(tx, case)?;
            Ok((file.organisation, standing(tx, case)?.0))
        })?;
        let _one_at_a_time = self.syncing.lock().await;
        let mut contact = self.contact_as_device(organisation).await?;
        let Answer::Record(sealed) = contact.ask(Request::FetchRecord { record: row.record, opening }).await? else {
            return Err(ContactError::Protocol.into());
        };
        self.read(|tx| {
            let disclosure = statement_of(&row)?;
            if commitment(&sealed) != *disclosure.commitment {
                return Err(Error::Refused(ErrorCode::MessageInvalid));
            }
            let key = self.identity_key(tx, case, &row, &disclosure)?;
            Ok(Identity::open(&sealed, &key, &case, &row.record)?)
        })
    }

    /// The key of a record, from the shares that this device holds.
    fn identity_key(
        &self,
        tx: &Transaction<'_>,
        case: CaseId,
        row: &tables::Disclosure,
        disclosure: &Disclosure,
    ) -> Result<IdentityKey, Error> {
        let roster = known_roster(tx, &handled_case(tx, case)?)?;
        let me = self.handler_in(&roster)?;
        if disclosure.approvers.is_empty() {
            return self.share(tx, case, row.record, me, Part::Whole);
        }
        let own = self.share(tx, case, row.record, me, Part::Opener)?;
        Ok(own.joined(&self.share(tx, case, row.record, me, Part::Approver)?))
    }

    /// A share that this device holds for `opener`.
    fn share(
        &self,
        tx: &Transaction<'_>,
        case: CaseId,
        record: RecordId,
        opener: HandlerId,
        part: Part,
    ) -> Result<IdentityKey, Error> {
        let mls = tx.mls();
        let (opening_key, _) = self.device.opening_key(&mls)?;
        for bytes in tx.disclosures().shares(record)? {
            let share: SealedShare = codec::from_slice(&bytes)?;
            if share.opener == opener
                && share.part == part
                && let Ok(key) = opening_key.open_share(mls.crypto(), case, record, &share)
            {
                return Ok(key);
            }
        }
        Err(Error::Refused(ErrorCode::OpeningKeyLost))
    }

    fn judge_opener(&self, tx: &Transaction<'_>, disclosure: &Disclosure) -> Result<(), Error> {
        let organisation = crate::organisations::office(tx)?.organisation;
        let roster = roster_of(tx, &root_of(tx, &organisation)?)?.ok_or(Error::Refused(ErrorCode::NotPermitted))?;
        let me = self.handler_in(&roster)?;
        let may = disclosure.readers.contains(&me) && roster.may_open(&me);
        if may { Ok(()) } else { Err(Error::Refused(ErrorCode::NotPermitted)) }
    }

    fn handler_in(&self, roster: &Roster) -> Result<HandlerId, Error> {
        let person = roster.certified(&self.device.device()).map(|(person, _)| person.handler);
        person.ok_or(Error::Refused(ErrorCode::NotPermitted))
    }

    fn is_over(&self, since: UnixSeconds) -> bool {
        self.now() > since.plus(APPROVAL_SECONDS)
    }

    /// Sends something that somebody waits for. What the relay refuses, or what cannot leave now, is not done
    /// later, unless it was on its way.
    async fn done_now(&self, case: CaseId, message: MessageId) -> Result<(), Error> {
        let synced = self.sync_one(case).await;
        let outcome = match self.sent(message)? {
            // What was set aside meanwhile is in no conversation.
            Sent::Sent if self.read(|tx| Ok(tx.messages().get(message)?))?.is_some() => return Ok(()),
            Sent::Sent => Error::Refused(ErrorCode::NotPermitted),
            Sent::Paused(code) => Error::Refused(code),
            Sent::Queued | Sent::At(_) => synced.err().unwrap_or(Error::Refused(ErrorCode::RelayUnreachable)),
        };
        self.write(|tx| {
            // Sealed, it may be on its way: then it stays, and what it says is true when it arrives.
            let item = tx.outbox().get(message)?;
            if item.is_some_and(|item| item.state != tables::OutboxState::Sealed) {
                tx.outbox().remove(message)?;
            }
            Ok(())
        })?;
        self.tell(Event::OutboxChanged(case));
        Err(outcome)
    }
}

fn own_case(tx: &Transaction<'_>, case: CaseId) -> Result<tables::CaseFile, Error> {
    let file = tx.cases().get(case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
    if file.side == tables::Side::Reporter { Ok(file) } else { Err(Error::Refused(ErrorCode::NotPermitted)) }
}

fn known_roster(tx: &Transaction<'_>, file: &tables::CaseFile) -> Result<Roster, Error> {
    roster_of(tx, &root_of(tx, &file.organisation)?)?.ok_or(Error::Refused(ErrorCode::NotPermitted))
}

/// What stands disclosed in a case.
fn standing(tx: &Transaction<'_>, case: CaseId) -> Result<(tables::Disclosure, Disclosure), Error> {
    let row = tx.disclosures().last_of_case(case)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
    if row.withdrawn.is_some() {
        return Err(Error::Refused(ErrorCode::Withdrawn));
    }
    let disclosure = statement_of(&row)?;
    Ok((row, disclosure))
}

fn opening_of(tx: &Transaction<'_>, record: RecordId, request: MessageId) -> Result<tables::Opening, Error> {
    tx.disclosures().opening(record, request)?.ok_or(Error::Refused(ErrorCode::NotFound))
}

fn reason_of(words: &str) -> Result<Reason, Error> {
    let words = words.trim();
    if words.is_empty() {
        return Err(Error::Refused(ErrorCode::BadRequest));
    }
    Ok(Reason::new(words.to_owned(), &mut chance()))
}

/// Whether `typed` is the name of the case, capitals and spaces aside.
fn is_name_of(file: &tables::CaseFile, typed: &str) -> Result<bool, Error> {
    let pseudonym: Pseudonym = codec::from_slice(&file.pseudonym)?;
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    Ok(plain(typed) == plain(&pseudonym.to_string()))
}

/// Those who read the case and whom the roster lets agree to openings.
fn approvers_of(tx: &Transaction<'_>, file: &tables::CaseFile, roster: &Roster) -> Result<Vec<HandlerId>, Error> {
    let readers = tx.readers().of_case(file.case)?;
    let reads = |handler: &&HandlerId| readers.iter().any(|reader| reader.handler == **handler && reader.verified);
    Ok(roster.approvers().iter().filter(reads).copied().collect())
}

/// Those who read the case and whom the roster lets open, each with somebody to ask where that is needed.
// enforces: IDEN-02
fn choices_of(tx: &Transaction<'_>, file: &tables::CaseFile, roster: &Roster) -> Result<Vec<ReaderView>, Error> {
    let approvers = approvers_of(tx, file, roster)?;
    let mut choices: Vec<ReaderView> = Vec::new();
    for row in tx.readers().of_case(file.case)? {
        let has_second = roster.approvers().is_empty() || approvers.iter().any(|approver| *approver != row.handler);
        let is_known = choices.iter().any(|choice| choice.handler == row.handler);
        if row.verified && !is_known && has_second && roster.may_open(&row.handler) {
            choices.push(ReaderView { handler: row.handler, name: row.name, title: row.title, verified: true });
        }
    }
    Ok(choices)
}

/// The key, or its halves, for every device of those who have a part in it.
fn shares_for(
    tx: &Transaction<'_>,
    roster: &Roster,
    about: (CaseId, RecordId),
    readers: &[HandlerId],
    approvers: &[HandlerId],
    key: &IdentityKey,
) -> Result<Vec<SealedShare>, Error> {
    let person = |handler: &HandlerId| roster.person(handler).ok_or(Error::Refused(ErrorCode::ReaderNotCertified));
    let mut shares = Vec::new();
    for reader in readers {
        if approvers.is_empty() {
            shares.extend(seal_to(tx, person(reader)?, about, *reader, Part::Whole, key)?);
            continue;
        }
        // Halves of their own for each reader: nobody's agreement opens for another.
        let (own, other) = key.split(&mut chance());
        shares.extend(seal_to(tx, person(reader)?, about, *reader, Part::Opener, &own)?);
        for approver in approvers.iter().filter(|approver| *approver != reader) {
            shares.extend(seal_to(tx, person(approver)?, about, *reader, Part::Approver, &other)?);
        }
    }
    Ok(shares)
}

fn seal_to(
    tx: &Transaction<'_>,
    person: &roster::Person,
    (case, record): (CaseId, RecordId),
    opener: HandlerId,
    part: Part,
    key: &IdentityKey,
) -> Result<Vec<SealedShare>, Error> {
    let mls = tx.mls();
    let mut shares = Vec::with_capacity(person.devices.len());
    for keys in &person.devices {
        let device: DeviceId = keys.device();
        let context = ShareContext { case, record, opener, device, part };
        shares.push(seal_share(mls.crypto(), keys, context, key)?);
    }
    Ok(shares)
}

#[cfg(test)]
mod tests;
