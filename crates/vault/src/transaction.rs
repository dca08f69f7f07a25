//! A transaction, and the tables that it reaches.

use std::fmt;

use openmls_libcrux_crypto::CryptoProvider;
use rusqlite::Connection;

use crate::{
    error::StoreError,
    mls::MlsProvider,
    tables::{
        Attachments, Cases, Disclosures, Drafts, Entries, Envelopes, KeyPackages, Labels, Listings, Messages,
        Organisations, Outbox, Readers, Replies, Secrets, Seen, Settings,
    },
};

/// One transaction of a vault. Everything done through it is kept together or not at all.
///
/// Never call [`Vault::read`](crate::Vault::read) or [`Vault::write`](crate::Vault::write) from within: a vault has one
/// connection, and the inner call would wait for the outer one for ever.
#[derive(Clone, Copy)]
pub struct Transaction<'t> {
    connection: &'t Connection,
    crypto: &'t CryptoProvider,
}

macro_rules! tables {
    ($($(#[$doc:meta])* $method:ident: $table:ident;)*) => {$(
        $(#[$doc])*
        pub fn $method(&self) -> $table<'t> {
            $table(self.connection)
        }
    )*};
}

impl<'t> Transaction<'t> {
    pub(crate) fn new(connection: &'t Connection, crypto: &'t CryptoProvider) -> Self {
        Self { connection, crypto }
    }

    pub(crate) fn connection(&self) -> &'t Connection {
        self.connection
    }

    /// OpenMLS within this transaction.
    pub fn mls(&self) -> MlsProvider<'t> {
        MlsProvider::new(self.crypto, self.connection)
    }

    /// How many write transactions this vault has kept, this one included. A vault that was copied back counts less than it did.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn generation(&self) -> Result<u64, StoreError> {
        Ok(self.connection.query_row("SELECT generation FROM vault", [], |row| row.get("generation"))?)
    }

    tables! {
        /// Keys and seeds of this device.
        secrets: Secrets;
        /// What the person chose.
        settings: Settings;
        /// Organisations whose card was added.
        organisations: Organisations;
        /// Reports that aren't sent yet.
        drafts: Drafts;
        /// Attachments of drafts and messages.
        attachments: Attachments;
        /// Cases, of either side.
        cases: Cases;
        /// The labels of cases.
        labels: Labels;
        /// Lists of cases.
        listings: Listings;
        /// What was said in cases.
        messages: Messages;
        /// Who can read a case.
        readers: Readers;
        /// Who disclosed themselves to whom.
        disclosures: Disclosures;
        /// Replies that aren't sent yet.
        replies: Replies;
        /// What waits to be sent.
        outbox: Outbox;
        /// Raw envelopes, to refill a relay that lost them.
        envelopes: Envelopes;
        /// Messages already taken from a room.
        seen: Seen;
        /// KeyPackages of this device.
        key_packages: KeyPackages;
        /// Log entries that this device verified.
        entries: Entries;
    }
}

impl fmt::Debug for Transaction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Transaction([redacted])")
    }
}
