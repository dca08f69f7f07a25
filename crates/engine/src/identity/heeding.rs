//! What the log has of an identity, where the object that should say it says nothing.
//!
//! The relay goes by what an append declares. So does this: whoever declares an opening and seals nonsense beside it has
//! opened, and the reporter is told.

use sotto_protocol::{
    codec,
    identity::Disclosure,
    ids::{DeviceId, MessageId, RecordId},
    room::{Append, CaseEvent, IdentityEvent},
    roster::Roster,
    time::UnixSeconds,
};
use sotto_relay_api::RoomEntry;
use sotto_tlog::{Actor, Event as LogEvent};
use sotto_vault::{
    Transaction,
    tables::{self, OpeningState},
};

use crate::Error;

/// Keeps what an append declared about an identity and the log has, if no object has said so; whether there was something.
// enforces: IDEN-16
pub(crate) fn heed(
    tx: &Transaction<'_>,
    file: &tables::CaseFile,
    roster: &Roster,
    entry: &RoomEntry,
) -> Result<bool, Error> {
    let (Some(CaseEvent::Identity(event)), Some(logged)) = (&entry.append.declared.event, &entry.entry) else {
        return Ok(false);
    };
    // Checked before: it is in the log, and says what was declared.
    let Ok(said) = LogEvent::from_canonical(&logged.event) else { return Ok(false) };
    let (at, position) = (said.at().start(), logged.index);
    let table = tx.disclosures();
    match event {
        IdentityEvent::Disclosed { record, commitment, readers, approvers } => {
            let statement = Disclosure {
                record: *record,
                commitment: *commitment,
                fields: Vec::new(),
                readers: readers.clone(),
                approvers: approvers.clone(),
                shares: Vec::new(),
                asked: None,
            };
            let message = entry.append.message;
            let statement = codec::to_vec(&statement);
            let (case, record) = (file.case, *record);
            Ok(table.insert(&tables::Disclosure { record, case, message, statement, at, position, withdrawn: None })?)
        }
        IdentityEvent::Withdrawn { record } => {
            let stands = table.get(*record)?.is_some_and(|row| row.case == file.case && row.withdrawn.is_none());
            Ok(stands && table.withdraw(*record, at, position)?)
        }
        IdentityEvent::Opened { record, request, .. } => {
            let openings = table.openings(*record)?;
            let message = entry.append.message;
            if openings.iter().any(|known| known.opened.as_ref().is_some_and(|(opening, _)| *opening == message)) {
                return Ok(false);
            }
            let Some(device) = device_of(said.actor()) else { return Ok(false) };
            let asked = openings.into_iter().find(|known| Some(known.request) == *request && known.opened.is_none());
            let opening = opening(roster, *record, message, device, asked, (at, position));
            if table.get(*record)?.is_some_and(|row| row.case == file.case) {
                table.put_opening(&opening)?;
                return Ok(true);
            }
            Ok(false)
        }
        IdentityEvent::Asked
        | IdentityEvent::OpeningAsked { .. }
        | IdentityEvent::OpeningApproved { .. }
        | IdentityEvent::OpeningRefused { .. } => Ok(false),
    }
}

/// Keeps where the log has a step now that a restored relay had lost.
pub(crate) fn relocate(tx: &Transaction<'_>, append: &Append, position: u64) -> Result<(), Error> {
    let Some(CaseEvent::Identity(event)) = &append.declared.event else { return Ok(()) };
    let table = tx.disclosures();
    match event {
        IdentityEvent::Asked => {}
        IdentityEvent::Disclosed { record, .. } => table.move_to(*record, position)?,
        IdentityEvent::Withdrawn { record } => table.move_withdrawal_to(*record, position)?,
        IdentityEvent::OpeningAsked { record, .. } => table.move_opening_to(*record, append.message, position)?,
        IdentityEvent::OpeningApproved { record, request } | IdentityEvent::OpeningRefused { record, request } => {
            table.move_opening_to(*record, *request, position)?;
        }
        IdentityEvent::Opened { record, request, .. } => {
            table.move_opening_to(*record, request.unwrap_or(append.message), position)?;
        }
    }
    Ok(())
}

/// An opening without words, by the device that the log names.
fn opening(
    roster: &Roster,
    record: RecordId,
    message: MessageId,
    device: DeviceId,
    asked: Option<tables::Opening>,
    (at, position): (UnixSeconds, u64),
) -> tables::Opening {
    let asked = asked.filter(|asked| asked.device == device);
    let short = || device.to_string().chars().take(8).collect();
    let name = roster.certified(&device).map_or_else(short, |(person, _)| person.name.clone());
    let base = asked.unwrap_or_else(|| tables::Opening {
        request: message,
        record,
        device,
        name,
        reason: String::new(),
        state: OpeningState::Opened,
        asked_at: at,
        decided: None,
        opened: None,
        position,
    });
    tables::Opening { state: OpeningState::Opened, opened: Some((message, at)), position, ..base }
}

fn device_of(actor: &Actor) -> Option<DeviceId> {
    match actor {
        Actor::Device(id) => id.parse().ok(),
        _ => None,
    }
}
