//! What a vault holds as one stream, and a vault from such a stream (docs/protocol/backup.md). Whoever calls seals the stream.
//!
//! Rows go as they are, under the names of their columns and the database's version: they are put into tables of that version,
//! and the same migrations as for a vault of that age follow. Both ways take one row, or one piece of a file, at a time.

mod records;

use std::{
    collections::HashSet,
    fs::{self, File},
    io::{self, Read, Write},
};

use openmls_libcrux_crypto::CryptoProvider;
use rand_core::CryptoRng;
use rusqlite::{Connection, params_from_iter};
use sotto_protocol::time::UnixSeconds;

use crate::{
    database,
    error::{BackUpError, CreateError, RestoreError, StoreError},
    faults::Step,
    keyring_store::SecretStore,
    lifecycle::{self, NewVault},
    profile::{self, Profile, StoredName},
    transaction::Transaction,
    vault::{self, Vault},
};

use records::{Record, Value};

/// The version of the stream that this build writes.
const FORMAT: u32 = 1;
/// The version of the database in the first release that wrote backups.
const OLDEST_DATABASE: u32 = 10;
/// How much of a file is in one record.
const PIECE_BYTES: usize = 64 * 1024;

/// What goes into a backup, each table after those that it refers to.
const TABLES: &[&str] = &[
    "secret",
    "setting",
    "organisation",
    "draft",
    "case_file",
    "attachment",
    "message",
    "reader",
    "outbox",
    "reply",
    "case_label",
    "disclosure",
    "opening",
    "entry",
];

/// What does not: of this database alone; made anew from the rest; of rooms that a restored vault is in no more, which is
/// MLS state or goes with it; and shares of identities, since a withdrawal could not destroy those.
#[cfg(test)]
const LEFT_OUT: &[&str] = &[
    "vault",
    "padding",
    "listed",
    "message_word",
    "changed_case",
    "envelope",
    "seen",
    "key_package",
    "identity_share",
];

impl Vault {
    /// Writes everything that a backup holds, of one moment. Nothing else is done with this vault meanwhile.
    ///
    /// # Errors
    /// [`BackUpError`]; what was written then is no backup.
    // enforces: BACK-01, BACK-02
    pub fn back_up(&self, now: UnixSeconds, to: &mut dyn Write) -> Result<(), BackUpError> {
        self.read(|tx| {
            let (mut rows, mut files) = (0, 0);
            records::put(to, &Record::Begin { format: FORMAT, database: database::VERSION, made_at: now })?;
            for table in TABLES {
                rows += put_table(tx.connection(), table, to)?;
            }
            for name in tx.attachments().stored()? {
                files += u64::from(put_file(self.profile(), name, to)?);
            }
            Ok(records::put(to, &Record::End { rows, files })?)
        })
    }

    /// Creates a vault with what a backup holds, to the last byte of `from`, and with what `settle` writes after that. Either
    /// there is a vault with all of it, or none.
    ///
    /// # Errors
    /// [`RestoreError`]. No vault exists then.
    // enforces: BACK-03
    pub fn restore(
        new: NewVault<'_>,
        secret_store: &dyn SecretStore,
        rng: &mut impl CryptoRng,
        from: &mut dyn Read,
        settle: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>,
    ) -> Result<Self, RestoreError> {
        lifecycle::create_filled(new, secret_store, rng, |connection, crypto| {
            fill(connection, crypto, &new, from, settle)
        })
    }
}

fn put_table(connection: &Connection, table: &str, to: &mut dyn Write) -> Result<u64, BackUpError> {
    let mut statement = connection.prepare(&format!("SELECT * FROM {table}")).map_err(StoreError::from)?;
    let columns: Vec<String> = statement.column_names().into_iter().map(str::to_owned).collect();
    let width = columns.len();
    records::put(to, &Record::Table { name: table.to_owned(), columns })?;
    let mut rows = statement.query([]).map_err(StoreError::from)?;
    let mut count = 0;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let values = (0..width).map(|column| Ok(row.get_ref(column)?.into())).collect::<Result<_, StoreError>>()?;
        records::put(to, &Record::Row(values))?;
        count += 1;
    }
    Ok(count)
}

/// Whether there was such a file: one that is gone is missed where it is needed, and keeps nobody from a backup.
fn put_file(profile: &Profile, name: String, to: &mut dyn Write) -> Result<bool, BackUpError> {
    let Ok(stored) = StoredName::try_from(name) else { return Err(StoreError::Damaged.into()) };
    let mut file = match File::open(profile.stored_file(&stored)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        opened => opened.map_err(StoreError::from)?,
    };
    records::put(to, &Record::File { name: stored.as_str().to_owned() })?;
    loop {
        let mut piece = Vec::with_capacity(PIECE_BYTES);
        (&mut file).take(PIECE_BYTES as u64).read_to_end(&mut piece).map_err(StoreError::from)?;
        let is_last = piece.len() < PIECE_BYTES;
        records::put(to, &Record::Piece(piece.into()))?;
        if is_last {
            return Ok(true);
        }
    }
}

fn fill(
    connection: &mut Connection,
    crypto: &CryptoProvider,
    new: &NewVault<'_>,
    from: &mut dyn Read,
    settle: impl FnOnce(&Transaction<'_>) -> Result<(), StoreError>,
) -> Result<(), RestoreError> {
    let Record::Begin { format, database, made_at: _ } = records::take(from)? else {
        return Err(RestoreError::Invalid);
    };
    if format > FORMAT || database > database::VERSION {
        return Err(RestoreError::Newer);
    }
    if format < FORMAT || database < OLDEST_DATABASE {
        return Err(RestoreError::Invalid);
    }
    database::migrate_to(connection, database)?;
    lifecycle::begin(connection, new.now)?;
    take_rows_and_files(connection, new.profile, from)?;
    database::migrate(connection)?;
    vault::write(connection, crypto, new.profile, settle)?;
    Ok(())
}

// enforces: BACK-04
fn take_rows_and_files(
    connection: &mut Connection,
    profile: &Profile,
    from: &mut dyn Read,
) -> Result<(), RestoreError> {
    let transaction = connection.transaction().map_err(StoreError::from)?;
    let mut tables: HashSet<String> = TABLES.iter().map(|table| (*table).to_owned()).collect();
    let mut insert: Option<(String, usize)> = None;
    let (mut rows, mut files) = (0, 0);
    loop {
        match records::take(from)? {
            Record::Table { name, columns } if tables.remove(&name) => {
                insert = Some((insert_into(&transaction, &name, &columns)?, columns.len()));
            }
            Record::Row(values) => {
                let (sql, _) =
                    insert.as_ref().filter(|(_, width)| *width == values.len()).ok_or(RestoreError::Invalid)?;
                let mut statement = transaction.prepare_cached(sql).map_err(StoreError::from)?;
                statement.execute(params_from_iter(&values)).map_err(refused)?;
                rows += 1;
            }
            Record::File { name } => {
                take_file(profile, name, from)?;
                files += 1;
            }
            Record::End { rows: in_all, files: and } if (in_all, and) == (rows, files) => break,
            _ => return Err(RestoreError::Invalid),
        }
    }
    if from.read(&mut [0]).map_err(RestoreError::from_source)? != 0 {
        return Err(RestoreError::Invalid);
    }
    profile.sync_files().map_err(CreateError::from)?;
    let words = "INSERT INTO message_word (words, case_id)
         SELECT body, case_id FROM message WHERE kind IN ('report', 'message')";
    transaction.execute(words, []).map_err(StoreError::from)?;
    profile.step(Step::BeforeCommit).map_err(CreateError::from)?;
    transaction.commit().map_err(refused)?;
    Ok(())
}

/// The statement that puts a row into `table`, which has these columns.
fn insert_into(connection: &Connection, table: &str, columns: &[String]) -> Result<String, RestoreError> {
    let mut known = connection.prepare("SELECT name FROM pragma_table_info(?1)").map_err(StoreError::from)?;
    let known: HashSet<String> =
        known.query_map([table], |row| row.get(0)).and_then(Iterator::collect).map_err(StoreError::from)?;
    if columns.is_empty() || !columns.iter().all(|column| known.contains(column)) {
        return Err(RestoreError::Invalid);
    }
    let places: Vec<String> = (1..=columns.len()).map(|place| format!("?{place}")).collect();
    Ok(format!("INSERT INTO {table} ({}) VALUES ({})", columns.join(", "), places.join(", ")))
}

fn take_file(profile: &Profile, name: String, from: &mut dyn Read) -> Result<(), RestoreError> {
    let name = StoredName::try_from(name).map_err(|_| RestoreError::Invalid)?;
    let mut file = match profile::create_private(&profile.stored_file(&name)) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Err(RestoreError::Invalid),
        made => made.map_err(CreateError::from)?,
    };
    loop {
        let Record::Piece(piece) = records::take(from)? else { return Err(RestoreError::Invalid) };
        if piece.len() > PIECE_BYTES {
            return Err(RestoreError::Invalid);
        }
        file.write_all(&piece).map_err(CreateError::from)?;
        if piece.len() < PIECE_BYTES {
            return Ok(file.sync_all().map_err(CreateError::from)?);
        }
    }
}

/// What a table does not take was in no vault.
fn refused(error: rusqlite::Error) -> RestoreError {
    match StoreError::from(error) {
        StoreError::Constraint(_) | StoreError::Damaged => RestoreError::Invalid,
        error => error.into(),
    }
}

impl Profile {
    /// Removes the sealed files of a vault that is none.
    pub(crate) fn remove_stored_files(&self) -> io::Result<()> {
        for entry in fs::read_dir(self.files())? {
            profile::remove_if_there(&entry?.path())?;
        }
        Ok(())
    }
}

impl From<rusqlite::types::ValueRef<'_>> for Value {
    fn from(value: rusqlite::types::ValueRef<'_>) -> Self {
        use rusqlite::types::ValueRef;
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Integer(number),
            // No table has any.
            ValueRef::Real(_) => Self::Null,
            ValueRef::Text(text) => Self::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(bytes) => Self::Bytes(bytes.to_vec()),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

    use super::*;

    // rule: BACK-02
    #[test]
    fn of_each_table_it_is_said_whether_a_backup_holds_it() {
        let mut connection = Connection::open_in_memory().unwrap();
        database::migrate_to(&mut connection, database::VERSION).unwrap();
        let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
             AND name NOT LIKE 'message_word_%' ORDER BY name";
        let tables: Vec<String> =
            connection.prepare(sql).unwrap().query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect();
        let mut said = [TABLES, LEFT_OUT].concat();
        said.sort_unstable();
        assert_eq!(tables, said);
    }
}
