//! From columns to what they mean, and back.

use sotto_protocol::{codec, ids::CaseId};
use sotto_relay_api::Principal;
use sotto_relay_storage::{EntryId, StoreError};

/// An identifier of fixed length.
pub(crate) fn id<'a, T: TryFrom<&'a [u8]>>(column: &'a [u8], table: &'static str) -> Result<T, StoreError> {
    T::try_from(column).map_err(|_| StoreError::Damaged(table))
}

/// Bytes of fixed length.
pub(crate) fn bytes<const N: usize>(column: &[u8], table: &'static str) -> Result<[u8; N], StoreError> {
    column.try_into().map_err(|_| StoreError::Damaged(table))
}

/// A counter.
pub(crate) fn count(column: i64, table: &'static str) -> Result<u64, StoreError> {
    u64::try_from(column).map_err(|_| StoreError::Damaged(table))
}

/// A small counter.
pub(crate) fn small<T: TryFrom<i64>>(column: i64, table: &'static str) -> Result<T, StoreError> {
    T::try_from(column).map_err(|_| StoreError::Damaged(table))
}

/// A counter as a column; beyond what a column holds, the greatest that it does.
pub(crate) fn column(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// An entry, or empty for none.
pub(crate) fn entry(column: &[u8], table: &'static str) -> Result<Option<EntryId>, StoreError> {
    if column.is_empty() { Ok(None) } else { bytes(column, table).map(EntryId).map(Some) }
}

/// A case, or empty for none.
pub(crate) fn case(column: &[u8], table: &'static str) -> Result<Option<CaseId>, StoreError> {
    if column.is_empty() { Ok(None) } else { id(column, table).map(Some) }
}

/// Who it was.
pub(crate) fn principal(column: &[u8], table: &'static str) -> Result<Principal, StoreError> {
    codec::from_slice(column).map_err(|_| StoreError::Damaged(table))
}
