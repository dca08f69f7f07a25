//! The tables, a module each. A row's `Debug` shows none of its content; not found is `Ok(None)`.

mod attachment;
mod case_file;
mod disclosure;
mod draft;
mod entry;
mod envelope;
mod key_package;
mod label;
mod listed;
mod message;
mod named;
mod organisation;
mod outbox;
mod reader;
mod reply;
mod seen;

pub use attachment::{Attachment, AttachmentState, Attachments, SealedCopy};
pub use case_file::{CaseFile, Cases, Side};
pub use disclosure::{Disclosure, Disclosures, Opening, OpeningState};
pub use draft::{Draft, Drafts};
pub use entry::{Entries, Entry};
pub use envelope::{Envelope, Envelopes};
pub use key_package::{KeyPackage, KeyPackages};
pub use label::{Labels, UsedLabel};
pub use listed::{CaseFilter, CaseOrder, ListedCase, Listings};
pub use message::{Message, Messages};
pub use named::{Secrets, Settings};
pub use organisation::{Organisation, Organisations, Role};
pub use outbox::{Outbox, OutboxItem, OutboxState};
pub use reader::{Reader, Readers};
pub use reply::Replies;
pub use seen::Seen;

use rusqlite::{Connection, OptionalExtension, Params, Row, types::Type};
use sotto_protocol::time::UnixSeconds;
use zeroize::Zeroizing;

use crate::error::StoreError;

/// Columns as the types that rows have.
trait Columns {
    fn id<T: for<'a> TryFrom<&'a [u8]>>(&self, column: &str) -> rusqlite::Result<T>;
    fn optional_id<T: for<'a> TryFrom<&'a [u8]>>(&self, column: &str) -> rusqlite::Result<Option<T>>;
    fn word<T: TryFrom<String>>(&self, column: &str) -> rusqlite::Result<T>;
    fn moment(&self, column: &str) -> rusqlite::Result<UnixSeconds>;
    fn secret(&self, column: &str) -> rusqlite::Result<Option<Zeroizing<Vec<u8>>>>;
}

impl Columns for Row<'_> {
    fn id<T: for<'a> TryFrom<&'a [u8]>>(&self, column: &str) -> rusqlite::Result<T> {
        self.optional_id(column)?.ok_or_else(|| unreadable(Type::Null))
    }

    fn optional_id<T: for<'a> TryFrom<&'a [u8]>>(&self, column: &str) -> rusqlite::Result<Option<T>> {
        match self.get_ref(column)?.as_blob_or_null()? {
            None => Ok(None),
            Some(bytes) => T::try_from(bytes).map(Some).map_err(|_| unreadable(Type::Blob)),
        }
    }

    fn word<T: TryFrom<String>>(&self, column: &str) -> rusqlite::Result<T> {
        T::try_from(self.get(column)?).map_err(|_| unreadable(Type::Text))
    }

    fn moment(&self, column: &str) -> rusqlite::Result<UnixSeconds> {
        self.get(column).map(UnixSeconds)
    }

    fn secret(&self, column: &str) -> rusqlite::Result<Option<Zeroizing<Vec<u8>>>> {
        Ok(self.get_ref(column)?.as_blob_or_null()?.map(|bytes| Zeroizing::new(bytes.to_vec())))
    }
}

/// A stored value that this build doesn't write.
#[derive(Debug, thiserror::Error)]
#[error("a stored value has another form than expected")]
struct Unreadable;

fn unreadable(kind: Type) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(0, kind, Box::new(Unreadable))
}

/// Runs a statement; how many rows it changed.
fn execute(connection: &Connection, sql: &str, params: impl Params) -> Result<usize, StoreError> {
    Ok(connection.prepare_cached(sql)?.execute(params)?)
}

/// The row, if there is one.
fn find<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Option<T>, StoreError> {
    Ok(connection.prepare_cached(sql)?.query_row(params, read).optional()?)
}

/// Every row.
fn list<T>(
    connection: &Connection,
    sql: &str,
    params: impl Params,
    read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement.query_map(params, read)?.collect::<Result<_, _>>()?;
    Ok(rows)
}

fn integer(number: u64) -> Result<i64, StoreError> {
    i64::try_from(number).map_err(|_| StoreError::OutOfRange)
}

/// A closed set of words that a column holds.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// The word in the table.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl TryFrom<String> for $name {
            type Error = ();

            fn try_from(word: String) -> Result<Self, ()> {
                match word.as_str() { $($word => Ok(Self::$variant),)* _ => Err(()) }
            }
        }
    };
}

/// Rows hold what people wrote, who they are and their keys: none of it is for a log.
macro_rules! redacted {
    ($name:ty) => {
        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(concat!(stringify!($name), "([redacted])"))
            }
        }
    };
}

/// The handle of a table within a transaction.
macro_rules! table {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name<'t>(pub(crate) &'t rusqlite::Connection);

        impl std::fmt::Debug for $name<'_> {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($name))
            }
        }
    };
}

use {redacted, table, words};
