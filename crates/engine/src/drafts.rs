//! Drafts: written offline, saved as typed, on this device only.

use sotto_protocol::{content::MAX_BODY_BYTES, ids::OrganisationId, time::UnixSeconds};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::tables;

pub use sotto_protocol::ids::DraftId;

use crate::{Engine, Error, contact::card_in, removals::erase_draft, surroundings::chance};

/// A draft.
#[derive(Clone, Debug)]
pub struct DraftView {
    /// Which.
    pub draft: DraftId,
    /// To whom.
    pub organisation: OrganisationId,
    /// By which channel.
    pub channel: String,
    /// May be empty.
    pub title: String,
    /// May be empty.
    pub body: String,
    /// When it was last saved.
    pub updated_at: UnixSeconds,
}

impl Engine {
    /// Starts a draft; the organisation's first channel unless another is named.
    ///
    /// # Errors
    /// `organisation_unknown`, `not_found` for an unknown channel, `message_too_large`.
    pub fn new_draft(
        &self,
        organisation: &OrganisationId,
        channel: Option<&str>,
        title: &str,
        body: &str,
    ) -> Result<DraftView, Error> {
        let draft = self.write(|tx| {
            let row = tx.organisations().get(*organisation)?.ok_or(Error::Refused(ErrorCode::OrganisationUnknown))?;
            let channels = card_in(&row)?.channels;
            let mut known = channels.into_iter().map(|(channel, _)| channel);
            let channel = match channel {
                Some(channel) => known.find(|known| known == channel),
                None => known.next(),
            };
            let row = tables::Draft {
                draft: DraftId::random(&mut chance()),
                organisation: *organisation,
                channel: channel.ok_or(Error::Refused(ErrorCode::NotFound))?,
                title: title.to_owned(),
                body: body.to_owned(),
                created_at: self.now(),
                updated_at: self.now(),
            };
            check_size(&row)?;
            tx.drafts().put(&row)?;
            Ok(row)
        })?;
        Ok(draft.into())
    }

    /// Saves the words of a draft; what is left out stays.
    ///
    /// # Errors
    /// `not_found`, `message_too_large`, `disk_full`.
    pub fn save_draft(&self, draft: DraftId, title: Option<&str>, body: Option<&str>) -> Result<DraftView, Error> {
        let saved = self.write(|tx| {
            let mut row = tx.drafts().get(draft)?.ok_or(Error::Refused(ErrorCode::NotFound))?;
            row.title = title.map_or(row.title, str::to_owned);
            row.body = body.map_or(row.body, str::to_owned);
            row.updated_at = self.now();
            check_size(&row)?;
            tx.drafts().put(&row)?;
            Ok(row)
        })?;
        Ok(saved.into())
    }

    /// One draft.
    ///
    /// # Errors
    /// `not_found`.
    pub fn draft(&self, draft: DraftId) -> Result<DraftView, Error> {
        self.read(|tx| Ok(tx.drafts().get(draft)?.ok_or(Error::Refused(ErrorCode::NotFound))?.into()))
    }

    /// All drafts, the last saved first.
    ///
    /// # Errors
    /// Those of the vault.
    pub fn drafts(&self) -> Result<Vec<DraftView>, Error> {
        self.read(|tx| Ok(tx.drafts().list()?.into_iter().map(DraftView::from).collect()))
    }

    /// Deletes a draft with its files, at once and for good.
    ///
    /// # Errors
    /// `not_found`.
    pub fn delete_draft(&self, draft: DraftId) -> Result<(), Error> {
        let stored = self.write(|tx| erase_draft(tx, draft))?;
        self.forget_files(stored);
        Ok(())
    }
}

fn check_size(draft: &tables::Draft) -> Result<(), Error> {
    if draft.title.len() + draft.body.len() + draft.channel.len() > MAX_BODY_BYTES {
        return Err(Error::Refused(ErrorCode::MessageTooLarge));
    }
    Ok(())
}

impl From<tables::Draft> for DraftView {
    fn from(row: tables::Draft) -> Self {
        Self {
            draft: row.draft,
            organisation: row.organisation,
            channel: row.channel,
            title: row.title,
            body: row.body,
            updated_at: row.updated_at,
        }
    }
}
