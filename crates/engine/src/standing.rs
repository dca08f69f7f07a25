//! What a page shows without asking anybody: who this profile's person is, who would read a report, and what the
//! last check of a log found. Read from the vault alone.

use sotto_protocol::{
    ids::{DeviceId, DraftId, HandlerId, OrganisationId},
    key_words::KeyWords,
    roster::{Person, Role},
    time::UnixSeconds,
};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{Transaction, tables};

use crate::{
    Engine, Error, ReaderView,
    contact::{has_conflict, root_of, roster_of},
    organisations::office,
};

/// The handler to whom this profile belongs.
#[derive(Clone, Debug)]
pub struct Me {
    /// In the roster, or in the roster to be.
    pub handler: HandlerId,
    /// This device.
    pub device: DeviceId,
    /// Of the office.
    pub organisation: OrganisationId,
    /// The office's name.
    pub organisation_name: String,
    /// As the roster says; none until this device is certified.
    pub certified: Option<Certificate>,
}

/// What the newest known roster says of this device's person.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// Name.
    pub name: String,
    /// Title.
    pub title: String,
    /// What they may do.
    pub role: Role,
}

/// What the last check of an organisation's log found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogStanding {
    /// Nothing was checked yet.
    NotYet,
    /// An entry was found, under a checkpoint that continues what was seen before; when.
    Verified(UnixSeconds),
    /// It contradicts what was seen before. Nothing is sent to this organisation any more.
    Failed,
}

impl Engine {
    /// Who works on cases in this profile, if anybody.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn me(&self) -> Result<Option<Me>, Error> {
        self.read(|tx| {
            let row = match office(tx) {
                Ok(row) => row,
                Err(Error::Refused(_)) => return Ok(None),
                Err(error) => return Err(error),
            };
            let keys = self.device.public(&tx.mls())?;
            let roster = roster_of(tx, &root_of(tx, &row.organisation)?)?;
            let person = roster.as_ref().and_then(|roster| roster.certified(&keys.device()));
            Ok(Some(Me {
                handler: row.handler.unwrap_or_else(|| self.device.handler()),
                device: keys.device(),
                organisation: row.organisation,
                organisation_name: row.name,
                certified: person.map(|(person, _)| Certificate {
                    name: person.name.clone(),
                    title: person.title.clone(),
                    role: person.role,
                }),
            }))
        })
    }

    /// The six words of this device, to be read aloud to whoever certifies it.
    ///
    /// # Errors
    /// Those of the vault. Takes about a tenth of a second, on purpose.
    pub fn own_words(&self) -> Result<KeyWords, Error> {
        self.read(|tx| Ok(self.device.public(&tx.mls())?.key_words()))
    }

    /// The people who would read a report of this draft, by the newest roster on this device; none if it has none.
    ///
    /// # Errors
    /// `not_found`.
    pub fn prospective_readers(&self, draft: DraftId) -> Result<Option<Vec<ReaderView>>, Error> {
        self.read(|tx| {
            let row = tx.drafts().get(draft)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            let Some(roster) = roster_of(tx, &root_of(tx, &row.organisation)?)? else { return Ok(None) };
            let channel = roster.channel(&row.channel).ok_or(Error::Refused(ErrorCode::NotFound))?;
            Ok(Some(roster.intake(channel).map(reader).collect()))
        })
    }

    /// The six words of each certified device of a person, by the newest roster on this device.
    ///
    /// # Errors
    /// `organisation_unknown`. Takes about a tenth of a second a device, on purpose.
    pub fn device_words(
        &self,
        organisation: &OrganisationId,
        handler: &HandlerId,
    ) -> Result<Vec<(DeviceId, KeyWords)>, Error> {
        self.read(|tx| {
            let roster = roster_of(tx, &root_of(tx, organisation)?)?;
            let person = roster.as_ref().and_then(|roster| roster.person(handler));
            let devices = person.map(|person| person.devices.as_slice()).unwrap_or_default();
            Ok(devices.iter().map(|keys| (keys.device(), keys.key_words())).collect())
        })
    }

    /// What the last check of an organisation's log found.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn log_standing(&self, organisation: &OrganisationId) -> Result<LogStanding, Error> {
        self.read(|tx| {
            if has_conflict(tx, organisation)? {
                return Ok(LogStanding::Failed);
            }
            let entries = tx.entries().of_organisation(*organisation)?;
            let last = entries.into_iter().map(|entry| entry.verified_at).max();
            Ok(last.map_or(LogStanding::NotYet, LogStanding::Verified))
        })
    }
}

/// Who would read a case that is still to be opened, by the newest roster on this device.
pub(crate) fn intake_of(tx: &Transaction<'_>, file: &tables::CaseFile) -> Result<Vec<ReaderView>, Error> {
    let Some(roster) = roster_of(tx, &root_of(tx, &file.organisation)?)? else { return Ok(Vec::new()) };
    Ok(roster.channel(&file.channel).map_or_else(Vec::new, |channel| roster.intake(channel).map(reader).collect()))
}

fn reader(person: &Person) -> ReaderView {
    ReaderView { handler: person.handler, name: person.name.clone(), title: person.title.clone(), verified: true }
}
