//! `secret` and `setting`: values under names.

use zeroize::Zeroizing;

use super::{Columns, execute, find, table};
use crate::error::StoreError;

table! {
    /// Keys and seeds of this device, by name.
    Secrets
}

table! {
    /// What the person chose, by name.
    Settings
}

impl Secrets<'_> {
    /// The secret `name`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn get(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, StoreError> {
        find(self.0, "SELECT value FROM secret WHERE name = ?1", [name], |row| row.secret("value")).map(Option::flatten)
    }

    /// Keeps `value` as the secret `name`, in place of an earlier one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn put(&self, name: &str, value: &[u8]) -> Result<(), StoreError> {
        let sql =
            "INSERT INTO secret (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        execute(self.0, sql, (name, value)).map(drop)
    }

    /// Removes the secret `name`; whether there was one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn remove(&self, name: &str) -> Result<bool, StoreError> {
        Ok(execute(self.0, "DELETE FROM secret WHERE name = ?1", [name])? > 0)
    }
}

impl Settings<'_> {
    /// The setting `name`.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn get(&self, name: &str) -> Result<Option<Vec<u8>>, StoreError> {
        find(self.0, "SELECT value FROM setting WHERE name = ?1", [name], |row| row.get("value"))
    }

    /// Keeps `value` as the setting `name`, in place of an earlier one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn put(&self, name: &str, value: &[u8]) -> Result<(), StoreError> {
        let sql =
            "INSERT INTO setting (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
        execute(self.0, sql, (name, value)).map(drop)
    }

    /// Removes the setting `name`; whether there was one.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn remove(&self, name: &str) -> Result<bool, StoreError> {
        Ok(execute(self.0, "DELETE FROM setting WHERE name = ?1", [name])? > 0)
    }
}
