//! Checking an organisation's log again, on request.

use sotto_protocol::ids::{CaseId, OrganisationId};
use sotto_relay_api::{Answer, Request};
use sotto_rpc_schema::ErrorCode;
use sotto_tlog::{Tree, UnverifiedTiles};
use sotto_vault::tables;

use crate::{
    ContactError, Engine, Error, Witnessed,
    contact::{Contact, incarnation::restore_of, log_of},
};

/// What a check found.
#[derive(Clone, Debug)]
pub struct Verified {
    /// Entries that the newest checkpoint covers.
    pub size: u64,
    /// Its root hash.
    pub root: [u8; 32],
    /// The entries of the case that was asked for.
    pub entries: Vec<VerifiedEntry>,
    /// What witnesses say of this log.
    pub witnessed: Witnessed,
}

/// An entry whose proof fits.
#[derive(Clone, Debug)]
pub struct VerifiedEntry {
    /// Its place.
    pub index: u64,
    /// What happened.
    pub kind: String,
    /// When, as the log says: to the minute, or for a reporter's own acts to the day.
    pub at: String,
    /// A C2SP `tlog-proof` of it, which others can check ([`verify_bundle`](crate::verify_bundle)).
    pub bundle: Vec<u8>,
}

impl Engine {
    /// Checks that the log continues what this device saw, and all entries of `case`.
    ///
    /// # Errors
    /// `log_inconsistent`, `entry_missing`, `roster_invalid`, and those of contact.
    pub async fn verify(&self, case: Option<CaseId>) -> Result<Vec<Verified>, Error> {
        let _one_at_a_time = self.syncing.lock().await;
        let Some(case) = case else {
            let mut all = Vec::new();
            for row in self.read(|tx| Ok(tx.organisations().list()?))? {
                all.push(self.verify_organisation(row.organisation).await?);
            }
            return Ok(all);
        };
        let file = self.read(|tx| Ok(tx.cases().get(case)?))?.ok_or(Error::Refused(ErrorCode::NotFound))?;
        let mut contact = match file.side {
            tables::Side::Handler => self.contact_as_device(file.organisation).await?,
            tables::Side::Reporter => self.contact_as_mailbox(case).await?,
        };
        let roster = contact.roster().await?;
        self.check_witnesses(&mut contact, &roster).await?;
        let Answer::Entries(entries) = contact.ask(Request::FetchEntries { case }).await? else {
            return Err(ContactError::Protocol.into());
        };
        let mut verified = Vec::new();
        for entry in &entries {
            let checked = contact.check_entry(entry)?;
            verified.push(VerifiedEntry {
                index: checked.index,
                kind: checked.event.kind().as_str().to_owned(),
                at: checked.event.at().to_string(),
                bundle: contact.bundle(entry)?,
            });
        }
        // What this device verified once must still be there.
        let mut kept = self.read(|tx| Ok(tx.entries().of_case(case)?))?;
        let log = log_of(&contact.root)?;
        if let Some(restore) = self.read(|tx| restore_of(tx, &file.organisation, &log))? {
            kept.retain(|entry| !restore.may_have_lost(entry));
        }
        if kept.iter().any(|entry| !verified.iter().any(|found| found.index == entry.position)) {
            return Err(ContactError::EntryMissing.into());
        }
        Ok(vec![found(&contact, verified)?])
    }

    /// Checks the whole log of the office: every hash of its tree and every entry's commitment, fetched in tiles, lead to the
    /// checkpoint that the relay signed.
    ///
    /// # Errors
    /// `log_inconsistent` if they don't, `not_permitted` where nobody works on cases, and those of contact.
    pub async fn verify_whole(&self) -> Result<Verified, Error> {
        let _one_at_a_time = self.syncing.lock().await;
        let organisation = self.office()?.ok_or(Error::Refused(ErrorCode::NotPermitted))?;
        let mut contact = self.contact_as_device(organisation).await?;
        let roster = contact.roster().await?;
        self.check_witnesses(&mut contact, &roster).await?;
        contact.ask(Request::FetchCheckpoint).await?;
        let checkpoint = contact.last_checkpoint()?.ok_or(ContactError::EntryMissing)?;
        let inconsistent = || Error::Contact(ContactError::LogInconsistent);
        let tree = Tree::of_size(checkpoint.size()).map_err(|_| inconsistent())?;
        let mut tiles = UnverifiedTiles::default();
        for tile in tree.tiles() {
            let bytes = fetch_tile(&mut contact, tile.to_string()).await?;
            tiles.insert(tile, bytes).map_err(|_| inconsistent())?;
        }
        let tiles = tiles.verify(&checkpoint).map_err(|_| inconsistent())?;
        for bundle in tree.tiles().filter_map(|tile| tile.entries()) {
            let bytes = fetch_tile(&mut contact, bundle.to_string()).await?;
            bundle.verify(&bytes, &tiles).map_err(|_| inconsistent())?;
        }
        found(&contact, Vec::new())
    }

    async fn verify_organisation(&self, organisation: OrganisationId) -> Result<Verified, Error> {
        let is_office = self.office()? == Some(organisation);
        let mut contact = if is_office {
            self.contact_as_device(organisation).await?
        } else {
            Contact::open(self, organisation, None).await?
        };
        let roster = contact.roster().await?;
        if is_office {
            contact.ask(Request::FetchCheckpoint).await?;
            self.check_witnesses(&mut contact, &roster).await?;
        }
        found(&contact, Vec::new())
    }
}

async fn fetch_tile(contact: &mut Contact<'_>, path: String) -> Result<Vec<u8>, Error> {
    match contact.ask(Request::FetchTile { path }).await? {
        Answer::Tile(bytes) => Ok(bytes.to_vec()),
        _ => Err(ContactError::Protocol.into()),
    }
}

fn found(contact: &Contact<'_>, entries: Vec<VerifiedEntry>) -> Result<Verified, Error> {
    let checkpoint = contact.last_checkpoint()?.ok_or(ContactError::EntryMissing)?;
    Ok(Verified {
        size: checkpoint.size().0,
        root: *checkpoint.root().as_bytes(),
        entries,
        witnessed: contact.witnessed()?,
    })
}
