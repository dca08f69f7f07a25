//! The SQLCipher file: how it is opened, brought to the present version, and grown.

use std::{fs, path::Path};

use data_encoding::HEXLOWER;
use openmls_sqlite_storage::SqliteStorageProvider;
use rusqlite::{Connection, OpenFlags};
use zeroize::Zeroizing;

use crate::{error::StoreError, keyfile::VaultKey, mls::CborCodec, profile::Profile};

/// Forward only: a released file never changes. The n-th brings the database from version n - 1 to n.
const MIGRATIONS: &[&str] = &[
    include_str!("migrations/0001_initial.sql"),
    include_str!("migrations/0002_lists.sql"),
    include_str!("migrations/0003_replies.sql"),
    include_str!("migrations/0004_labels.sql"),
    include_str!("migrations/0005_removals.sql"),
    include_str!("migrations/0006_disclosures.sql"),
    include_str!("migrations/0007_own_cases.sql"),
    include_str!("migrations/0008_own_envelopes.sql"),
    include_str!("migrations/0009_cleaning.sql"),
    include_str!("migrations/0010_leaves_at.sql"),
    include_str!("migrations/0011_history.sql"),
];

/// The version of a database that this build writes. A build that brings new tables of OpenMLS raises it too, with a migration
/// that may be empty, so that an older one refuses the vault by this number.
pub(crate) const VERSION: u32 = MIGRATIONS.len() as u32;

/// A line of a list takes ten different ones, and none shall push out another's.
const STATEMENTS_KEPT: usize = 128;

const PAGE_LEN_BYTES: u64 = 4096;
/// SQLCipher keeps an initialisation vector and a HMAC in each page.
const USABLE_LEN_BYTES: u64 = PAGE_LEN_BYTES - 80;
/// The database and its log grow by this, so that their lengths don't say how much was written.
pub(crate) const STEP_LEN_BYTES: u64 = 1024 * 1024;
const STEP_PAGES: u64 = STEP_LEN_BYTES / PAGE_LEN_BYTES;

/// Opens the file at `path`, which exists, and brings it to [`VERSION`].
pub(crate) fn open(path: &Path, key: &VaultKey) -> Result<Connection, StoreError> {
    let mut connection = open_as_it_is(path, key)?;
    migrate(&mut connection)?;
    Ok(connection)
}

/// Opens the file at `path`, which exists.
pub(crate) fn open_as_it_is(path: &Path, key: &VaultKey) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_NOFOLLOW;
    let path = fs::canonicalize(path)?;
    let connection = Connection::open_with_flags(path, flags)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS_KEPT);
    configure(&connection, key)?;
    Ok(connection)
}

// enforces: VAULT-10
fn configure(connection: &Connection, key: &VaultKey) -> Result<(), StoreError> {
    // Before the key: SQLCipher must neither print what fails nor leave its copies of the key in freed memory.
    connection.execute_batch("PRAGMA cipher_log_level = NONE; PRAGMA cipher_memory_security = ON;")?;
    let mut hex = Zeroizing::new([0; 64]);
    HEXLOWER.encode_mut(key.as_bytes(), &mut *hex);
    let mut pragma = Zeroizing::new(String::with_capacity(96));
    pragma.push_str("PRAGMA key = \"x'");
    pragma.extend(hex.iter().map(|digit| char::from(*digit)));
    pragma.push_str("'\";");
    connection.execute_batch(&pragma)?;

    // The first read of the file: it fails here if the key or the first page is wrong. Locking is exclusive before the
    // log is opened, so that there is no shared-memory file.
    connection.execute_batch(
        "PRAGMA locking_mode = EXCLUSIVE;
         PRAGMA auto_vacuum = NONE;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA foreign_keys = ON;
         PRAGMA secure_delete = ON;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -16384;
         PRAGMA trusted_schema = OFF;
         SELECT count(*) FROM sqlite_schema;",
    )?;
    Ok(())
}

// enforces: VAULT-11
pub(crate) fn migrate(connection: &mut Connection) -> Result<(), StoreError> {
    migrate_to(connection, VERSION)?;
    SqliteStorageProvider::<CborCodec, _>::new(connection).run_migrations().map_err(StoreError::from_migration)
}

/// Makes the tables of `wanted`, which is no later than [`VERSION`].
pub(crate) fn migrate_to(connection: &mut Connection, wanted: u32) -> Result<(), StoreError> {
    let found: u32 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if found > VERSION {
        return Err(StoreError::Newer { found, supported: VERSION });
    }
    let versions = (1..=wanted).zip(MIGRATIONS);
    for (version, sql) in versions.filter(|(version, _)| *version > found) {
        let transaction = connection.transaction()?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "user_version", version)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Reads and authenticates every page.
pub(crate) fn check(connection: &Connection) -> Result<(), StoreError> {
    let mut failures = connection.prepare("PRAGMA cipher_integrity_check")?;
    if failures.query([])?.next()?.is_some() {
        return Err(StoreError::Damaged);
    }
    let answer: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if answer == "ok" { Ok(()) } else { Err(StoreError::Damaged) }
}

/// Makes the file's length a whole number of steps, within the current transaction. The added pages are free ones, which later
/// rows take, so the file grows only when a step is used up. SQLite's own control for this can't be reached without
/// `unsafe`.
// enforces: VAULT-12
pub(crate) fn grow(connection: &Connection) -> Result<(), StoreError> {
    // Exact at the first try; the others are for a page that SQLite took or freed by surprise.
    for _ in 0..4 {
        let missing = match pages(connection)? % STEP_PAGES {
            0 => return Ok(()),
            over => STEP_PAGES - over,
        };
        let free: u64 = connection.query_row("PRAGMA freelist_count", [], |row| row.get(0))?;
        connection
            .prepare_cached("INSERT INTO padding (filling) VALUES (zeroblob(?1))")?
            .execute([filling_len_bytes(free + missing)])?;
    }
    Ok(())
}

/// Gives the pages of [`grow`] back, for rows to take.
pub(crate) fn give_back(connection: &Connection) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM padding")?.execute([])?;
    Ok(())
}

pub(crate) fn pages(connection: &Connection) -> Result<u64, StoreError> {
    Ok(connection.query_row("PRAGMA page_count", [], |row| row.get(0))?)
}

/// The length of a blob whose row takes exactly `pages` overflow pages (SQLite file format §1.6: with a payload of the least
/// local part plus whole overflow pages, the local part is the least one).
fn filling_len_bytes(pages: u64) -> i64 {
    const LEAST_LOCAL: u64 = (USABLE_LEN_BYTES - 12) * 32 / 255 - 23;
    let payload = LEAST_LOCAL + pages * (USABLE_LEN_BYTES - 4);
    // The record's header: its own length, a type of one byte for the row id, and the blob's type, 12 + 2n, as a varint.
    let mut type_len = 1;
    while (12 + 2 * payload) >> (7 * type_len) > 0 {
        type_len += 1;
    }
    i64::try_from(payload - 2 - type_len).unwrap_or(0)
}

/// Makes the log's length a whole number of steps. SQLite takes zeros behind the last frame for the end.
///
/// Failure is let go: the transaction is durable already, and the next one tries again.
// enforces: VAULT-12
pub(crate) fn grow_log(profile: &Profile) {
    let [log, ..] = Profile::beside(&profile.database());
    let Ok(file) = fs::OpenOptions::new().write(true).open(log) else { return };
    let Ok(metadata) = file.metadata() else { return };
    let whole = metadata.len().next_multiple_of(STEP_LEN_BYTES);
    if whole != metadata.len() {
        let _ = file.set_len(whole);
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_database_of_the_first_version_keeps_its_cases() {
        let mut connection = Connection::open_in_memory().unwrap();
        connection.execute_batch(MIGRATIONS[0]).unwrap();
        connection.pragma_update(None, "user_version", 1).unwrap();
        connection
            .execute_batch(
                "INSERT INTO organisation VALUES (zeroblob(32), 'Office', x'', x'', 1, NULL, 0, 'reporter', NULL, 0);
                 INSERT INTO case_file VALUES (zeroblob(16), zeroblob(32), zeroblob(16), 'reporter', 1, x'', 'general', x'',
                     'Brakes', 'new', 0, 0, 0, zeroblob(32), 0, NULL, 0, NULL);
                 INSERT INTO message VALUES (zeroblob(16), zeroblob(16), 1, 'report', 'reporter', x'', 'Heron', 0,
                     'The test log was copied.', x'', 0, zeroblob(32));",
            )
            .unwrap();
        migrate(&mut connection).unwrap();
        let count = |sql| connection.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap();
        assert_eq!(count("PRAGMA user_version"), VERSION);
        assert_eq!(count("SELECT count(*) FROM changed_case"), 1);
        assert_eq!(count("SELECT count(*) FROM message_word WHERE message_word MATCH 'copied'"), 1);
    }
}
