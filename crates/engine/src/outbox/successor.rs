//! Going on in another room, where the one that a case was in cannot go on.

use sotto_protocol::{
    codec,
    content::Content,
    ids::{CaseId, DeviceId, HandlerId, MessageId, RoomId},
    room::CaseEvent,
    roster::{Person, Roster},
};
use sotto_relay_api::{Act, Answer, Refusal};
use sotto_rooms::Room;
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{Transaction, tables};

use super::{
    Approval, Outgoing, SUCCESSOR, Sealed, case_secret,
    open_case::{First, seal_first},
    sealing::Outbound,
};
use crate::{ContactError, Engine, Error, contact::Contact, room_sync::kind, surroundings::chance};

/// How often another copy of this vault may be first.
const MAX_RACES: u32 = 8;

impl Engine {
    /// Opens a room that follows the one that this case of our own cannot go on in. What is sealed is on disk before it
    /// leaves, and sent again as it is after a cut.
    pub(crate) async fn go_on_in_successor(&self, contact: &mut Contact<'_>, case: CaseId) -> Result<(), Error> {
        for _ in 0..MAX_RACES {
            let file = self.read(|tx| Ok(tx.cases().get(case)?))?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            let item = self.successor_item(&file)?;
            let roster = contact.roster().await?;
            let outbound = Outbound { file: &file, item: &item, roster: &roster };
            let sealed = match &item.sealed {
                Some(sealed) => codec::from_slice(sealed)?,
                None => self.seal_successor(contact, outbound).await?,
            };
            let act = Act::OpenSuccessor { first: sealed.append.clone() };
            let answer = match contact.act(&case_secret(&file)?.act_key(), act).await {
                Err(error) if error.is_refusal(Refusal::ReaderNotCertified) => {
                    // The roster has changed since it was sealed.
                    self.unseal_first(&item, &sealed)?;
                    continue;
                }
                answered => answered?.0,
            };
            match answer {
                Answer::Appended(appended) => {
                    // What was appended to the room before it was closed is not left behind.
                    self.sync_room(contact, case).await?;
                    return self.appended(contact, outbound, &sealed, &appended, |tx| {
                        let old = Room::load(&tx.mls(), file.room);
                        self.leave_room(tx, &file, sealed.append.room, old)
                    });
                }
                // Another copy of this vault was first: its room is followed by ours.
                Answer::Followed(room) if room != sealed.append.room => self.follow_instead(&item, &sealed, room)?,
                _ => return Err(ContactError::Protocol.into()),
            }
        }
        Err(Error::Refused(ErrorCode::SuccessorWanted))
    }

    /// The item of the outbox that stands for the successor; there is one at most.
    fn successor_item(&self, file: &tables::CaseFile) -> Result<tables::OutboxItem, Error> {
        let waiting = self.read(|tx| Ok(tx.outbox().of_case(file.case)?))?;
        if let Some(item) = waiting.into_iter().find(|item| item.kind == SUCCESSOR) {
            return Ok(item);
        }
        let message = MessageId::random(&mut chance());
        self.write(|tx| {
            let outgoing = Outgoing::Successor { follows: file.room };
            self.push(tx, (file.case, message), SUCCESSOR, &outgoing, &Approval::Whoever)?;
            tx.outbox().get(message)?.ok_or(Error::Refused(ErrorCode::NotFound))
        })
    }

    async fn seal_successor(&self, contact: &mut Contact<'_>, outbound: Outbound<'_>) -> Result<Sealed, Error> {
        let Outbound { file, item, roster } = outbound;
        let Outgoing::Successor { follows } = codec::from_slice(&item.payload)? else {
            return Err(codec::Malformed.into());
        };
        let people = self.read(|tx| readers_of(tx, file, roster))?;
        let packages = self.packages_of(contact, &people).await?;
        let knows_words = self.read(|tx| Ok(tx.messages().last_of(file.case, [kind::REPORT, kind::RESUMED])?))?;
        let content = match knows_words {
            Some(_) => Content::Resumed {
                title: file.title.clone(),
                pseudonym: codec::from_slice(&file.pseudonym)?,
                channel: file.channel.clone(),
            },
            None => Content::Returned { channel: file.channel.clone() },
        };
        let first = First {
            room: RoomId::random(&mut chance()),
            event: CaseEvent::Successor { follows },
            content: &content,
            packages: &packages,
        };
        self.write(|tx| seal_first(tx, contact, outbound, &first))
    }

    fn follow_instead(&self, item: &tables::OutboxItem, sealed: &Sealed, room: RoomId) -> Result<(), Error> {
        let payload = codec::to_vec(&Outgoing::Successor { follows: room });
        self.unseal_first(&tables::OutboxItem { payload, ..item.clone() }, sealed)
    }
}

/// Whoever reads the room and is still certified; where nobody is, the channel's intake.
fn readers_of<'r>(tx: &Transaction<'_>, file: &tables::CaseFile, roster: &'r Roster) -> Result<Vec<&'r Person>, Error> {
    let certified = |device: &DeviceId| roster.certified(device).map(|(person, _)| person.handler);
    let readers = tx.readers().of_case(file.case)?;
    let known: Vec<HandlerId> = readers.iter().filter_map(|reader| certified(&reader.device)).collect();
    let people: Vec<&Person> = roster.body().people.iter().filter(|person| known.contains(&person.handler)).collect();
    if !people.is_empty() {
        return Ok(people);
    }
    let channel = roster.channel(&file.channel).ok_or(Error::Refused(ErrorCode::NoReader))?;
    Ok(roster.intake(channel).collect())
}
