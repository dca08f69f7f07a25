//! `organisation`: cards that were added, and the newest roster and checkpoint verified under each.

use rusqlite::{Row, named_params};
use sotto_protocol::{
    ids::{HandlerId, OrganisationId},
    time::UnixSeconds,
};

use super::{Columns, execute, find, integer, list, redacted, table, words};
use crate::error::StoreError;

words! {
    /// What this device is to an organisation.
    Role {
        /// Writes reports.
        Reporter = "reporter",
        /// Reads and answers them.
        Handler = "handler",
        /// Also holds the organisation's root key.
        Owner = "owner",
    }
}

/// One organisation.
#[derive(Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub organisation: OrganisationId,
    /// Its name in the card.
    pub name: String,
    /// The card's bytes: the newest root metadata that was verified.
    pub card: Vec<u8>,
    /// The newest roster that was verified, signed bytes.
    pub roster: Vec<u8>,
    /// That roster's version.
    pub roster_version: u64,
    /// The newest checkpoint that was verified, a signed note.
    pub checkpoint: Option<Vec<u8>>,
    /// Whether the card's key words were compared by another way.
    pub compared: bool,
    /// What this device is to it.
    pub role: Role,
    /// Which handler this device is, if one.
    pub handler: Option<HandlerId>,
    /// When the card was added.
    pub added_at: UnixSeconds,
}

redacted!(Organisation);
table! {
    /// Organisations whose card was added.
    Organisations
}

const COLUMNS: &str = "organisation, name, card, roster, roster_version, checkpoint, compared, role, handler, added_at";

impl Organisation {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            organisation: row.id("organisation")?,
            name: row.get("name")?,
            card: row.get("card")?,
            roster: row.get("roster")?,
            roster_version: row.get("roster_version")?,
            checkpoint: row.get("checkpoint")?,
            compared: row.get("compared")?,
            role: row.word("role")?,
            handler: row.optional_id("handler")?,
            added_at: row.moment("added_at")?,
        })
    }
}

impl Organisations<'_> {
    /// One organisation.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn get(&self, organisation: OrganisationId) -> Result<Option<Organisation>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM organisation WHERE organisation = ?1");
        find(self.0, &sql, [organisation.as_bytes()], Organisation::read)
    }

    /// All, in the order in which they were added.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn list(&self) -> Result<Vec<Organisation>, StoreError> {
        let sql = format!("SELECT {COLUMNS} FROM organisation ORDER BY added_at, organisation");
        list(self.0, &sql, [], Organisation::read)
    }

    /// Keeps `row`, in place of an earlier one with its id.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn put(&self, row: &Organisation) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT INTO organisation ({COLUMNS}) VALUES (:organisation, :name, :card, :roster, :roster_version, :checkpoint,
                 :compared, :role, :handler, :added_at)
             ON CONFLICT (organisation) DO UPDATE SET name = excluded.name, card = excluded.card, roster = excluded.roster,
                 roster_version = excluded.roster_version, checkpoint = excluded.checkpoint, compared = excluded.compared,
                 role = excluded.role, handler = excluded.handler, added_at = excluded.added_at"
        );
        let params = named_params! {
            ":organisation": row.organisation.as_bytes(),
            ":name": row.name,
            ":card": row.card,
            ":roster": row.roster,
            ":roster_version": integer(row.roster_version)?,
            ":checkpoint": row.checkpoint,
            ":compared": row.compared,
            ":role": row.role.as_str(),
            ":handler": row.handler.as_ref().map(HandlerId::as_bytes),
            ":added_at": integer(row.added_at.0)?,
        };
        execute(self.0, &sql, params).map(drop)
    }

    /// Keeps a newer roster; whether it was newer than the one kept.
    ///
    /// # Errors
    /// [`StoreError`].
    // enforces: VAULT-18
    pub fn update_roster(&self, organisation: OrganisationId, roster: &[u8], version: u64) -> Result<bool, StoreError> {
        let sql =
            "UPDATE organisation SET roster = ?2, roster_version = ?3 WHERE organisation = ?1 AND roster_version < ?3";
        Ok(execute(self.0, sql, (organisation.as_bytes(), roster, integer(version)?))? > 0)
    }

    /// Keeps newer root metadata, and the name in it.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn update_card(&self, organisation: OrganisationId, card: &[u8], name: &str) -> Result<(), StoreError> {
        let sql = "UPDATE organisation SET card = ?2, name = ?3 WHERE organisation = ?1";
        execute(self.0, sql, (organisation.as_bytes(), card, name)).map(drop)
    }

    /// Keeps a newer checkpoint. That it is newer is the caller's to prove.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn update_checkpoint(&self, organisation: OrganisationId, checkpoint: &[u8]) -> Result<(), StoreError> {
        let sql = "UPDATE organisation SET checkpoint = ?2 WHERE organisation = ?1";
        execute(self.0, sql, (organisation.as_bytes(), checkpoint)).map(drop)
    }

    /// Keeps whether the card's key words were compared.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_compared(&self, organisation: OrganisationId, compared: bool) -> Result<(), StoreError> {
        let sql = "UPDATE organisation SET compared = ?2 WHERE organisation = ?1";
        execute(self.0, sql, (organisation.as_bytes(), compared)).map(drop)
    }

    /// Keeps what this device is to the organisation.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_role(
        &self,
        organisation: OrganisationId,
        role: Role,
        handler: Option<HandlerId>,
    ) -> Result<(), StoreError> {
        let sql = "UPDATE organisation SET role = ?2, handler = ?3 WHERE organisation = ?1";
        let handler = handler.as_ref().map(HandlerId::as_bytes);
        execute(self.0, sql, (organisation.as_bytes(), role.as_str(), handler)).map(drop)
    }
}
