//! `key_package`: KeyPackages of this device that the relay may hand out. Their private parts lie in OpenMLS's tables.

use rusqlite::Row;
use sotto_protocol::time::UnixSeconds;

use super::{Columns, execute, integer, list, redacted, table};
use crate::error::StoreError;

/// One KeyPackage.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyPackage {
    /// Its KeyPackageRef (RFC 9420 §5.2).
    pub reference: Vec<u8>,
    /// Whether it may be used more than once.
    pub last_resort: bool,
    /// The end of its lifetime.
    pub expires_at: UnixSeconds,
    /// Whether the relay has acknowledged it.
    pub uploaded: bool,
}

redacted!(KeyPackage);
table! {
    /// KeyPackages of this device.
    KeyPackages
}

impl KeyPackage {
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        Ok(Self {
            reference: row.get("reference")?,
            last_resort: row.get("last_resort")?,
            expires_at: row.moment("expires_at")?,
            uploaded: row.get("uploaded")?,
        })
    }
}

impl KeyPackages<'_> {
    /// All, the first to expire first.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn list(&self) -> Result<Vec<KeyPackage>, StoreError> {
        let sql = "SELECT reference, last_resort, expires_at, uploaded FROM key_package ORDER BY expires_at, reference";
        list(self.0, sql, [], KeyPackage::read)
    }

    /// Keeps `row`, in place of an earlier one with its reference.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn put(&self, row: &KeyPackage) -> Result<(), StoreError> {
        let sql = "INSERT INTO key_package (reference, last_resort, expires_at, uploaded) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (reference) DO UPDATE SET last_resort = excluded.last_resort, expires_at = excluded.expires_at,
                 uploaded = excluded.uploaded";
        execute(self.0, sql, (&row.reference, row.last_resort, integer(row.expires_at.0)?, row.uploaded)).map(drop)
    }

    /// Keeps that the relay has one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn set_uploaded(&self, reference: &[u8]) -> Result<(), StoreError> {
        execute(self.0, "UPDATE key_package SET uploaded = 1 WHERE reference = ?1", [reference]).map(drop)
    }

    /// Removes one; whether there was one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn remove(&self, reference: &[u8]) -> Result<bool, StoreError> {
        Ok(execute(self.0, "DELETE FROM key_package WHERE reference = ?1", [reference])? > 0)
    }
}
