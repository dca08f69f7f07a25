//! One SQLite file: a connection that writes and two that read.

use std::{fs::OpenOptions, io, os::unix::fs::OpenOptionsExt, path::Path};

use sotto_relay_storage::StoreError;
use sqlx::{
    Sqlite, SqlitePool, Transaction,
    migrate::{MigrateError, Migrator},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

const READERS: u32 = 2;
/// Result code of `SQLITE_FULL`.
const FULL: &str = "13";

/// One file. SQLite has one writer: queueing for its connection is better than being refused.
#[derive(Clone, Debug)]
pub(crate) struct Database {
    writer: SqlitePool,
    reader: SqlitePool,
}

impl Database {
    /// Opens `path`, which is made if it is not there, and brings it to the newest migration.
    pub(crate) async fn open(path: &Path, migrations: &Migrator) -> Result<Self, StoreError> {
        // Made here, not by SQLite: its log files take the mode of this one.
        OpenOptions::new().create(true).append(true).mode(0o600).open(path).map_err(from_io)?;
        let options = SqliteConnectOptions::new()
            .filename(path)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .pragma("secure_delete", "ON")
            .pragma("cache_size", "-1024");
        let writer = pool(1).connect_with(options.clone()).await.map_err(failed)?;
        migrations.run(&writer).await.map_err(not_migrated)?;
        let reader = pool(READERS).connect_lazy_with(options);
        Ok(Self { writer, reader })
    }

    /// For queries that change nothing.
    pub(crate) fn reader(&self) -> &SqlitePool {
        &self.reader
    }

    /// For one statement that changes something, which is a transaction by itself.
    pub(crate) fn writer(&self) -> &SqlitePool {
        &self.writer
    }

    /// A transaction; dropped without a commit, it changed nothing.
    pub(crate) async fn write(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        self.writer.begin().await.map_err(failed)
    }

    /// Empties the write-ahead log into the file, so that nothing of what was deleted stays in it.
    pub(crate) async fn truncate_log(&self) -> Result<(), StoreError> {
        let busy: i64 =
            sqlx::query_scalar("PRAGMA wal_checkpoint(TRUNCATE)").fetch_one(&self.writer).await.map_err(failed)?;
        if busy == 0 { Ok(()) } else { Err(StoreError::Backend("a reader keeps the log from being emptied".into())) }
    }

    /// Closes every connection.
    pub(crate) async fn close(&self) {
        self.reader.close().await;
        self.writer.close().await;
    }
}

/// Connections to a file do not go stale: none is tried before it is used, and none is replaced.
fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .test_before_acquire(false)
        .idle_timeout(None)
        .max_lifetime(None)
}

/// What a failed query means.
pub(crate) fn failed(error: sqlx::Error) -> StoreError {
    let code = error.as_database_error().and_then(|error| error.code());
    if code.as_deref() == Some(FULL) { StoreError::Full } else { StoreError::Backend(Box::new(error)) }
}

/// What a failed file operation means.
pub(crate) fn from_io(error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
        _ => StoreError::Backend(Box::new(error)),
    }
}

fn not_migrated(error: MigrateError) -> StoreError {
    match error {
        MigrateError::VersionMissing(_) | MigrateError::VersionTooNew(..) => StoreError::Newer,
        other => StoreError::Backend(Box::new(other)),
    }
}
