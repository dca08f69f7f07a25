//! The contract suite on SQLite, and what is SQLite's own: modes, versions, restarts.
#![allow(clippy::unwrap_used)]

use std::{fs, os::unix::fs::PermissionsExt};

use sotto_relay_storage::StoreError;
use sotto_relay_storage_sqlite::{SegmentFolder, SqliteAudit, SqliteContent, SqliteIdentity, SqliteKeys};
use tempfile::TempDir;

async fn open() -> (SqliteContent, SqliteAudit, SqliteKeys, SqliteIdentity, SegmentFolder, TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    (
        SqliteContent::open(path).await.unwrap(),
        SqliteAudit::open(path).await.unwrap(),
        SqliteKeys::open(path).await.unwrap(),
        SqliteIdentity::open(path).await.unwrap(),
        SegmentFolder::open(path).unwrap(),
        folder,
    )
}

sotto_relay_storage::contract_suite!(open);

#[tokio::test]
async fn files_are_for_the_relay_alone() {
    let (content, .., folder) = open().await;
    for entry in fs::read_dir(folder.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        let expected = if entry.path().is_dir() { 0o700 } else { 0o600 };
        assert_eq!(mode, expected, "{}", entry.path().display());
    }
    content.close().await;
}

#[tokio::test]
async fn a_newer_store_is_left_alone() {
    let (content, .., folder) = open().await;
    content.close().await;
    let url = format!("sqlite://{}", folder.path().join("content.db").display());
    let newer = sqlx::SqlitePool::connect(&url).await.unwrap();
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9999, 'newer', 1, x'00', 0)",
    )
    .execute(&newer)
    .await
    .unwrap();
    newer.close().await;
    let opened = SqliteContent::open(folder.path()).await;
    assert!(matches!(opened, Err(StoreError::Newer)), "{opened:?}");
}
