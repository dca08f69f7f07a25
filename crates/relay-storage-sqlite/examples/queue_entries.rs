//! Queues entries for a relay's log that no act made, for `cargo xtask bench log`: what the relay then does at its start is what
//! it does with the entries of acts that come at the same time.
//!
//! `queue_entries DATA COUNT`: the relay of this folder must be stopped, and have one organisation.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a part of a measurement, not a program")]

use std::{env, path::PathBuf};

use sotto_relay_storage::{AuditStore as _, Organisations as _};
use sotto_relay_storage_sqlite::{SqliteAudit, SqliteContent};
use sqlx::{Connection as _, SqliteConnection, sqlite::SqliteConnectOptions};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let [data, count]: [String; 2] =
        env::args().skip(1).collect::<Vec<_>>().try_into().expect("usage: queue_entries DATA COUNT");
    let (data, count): (PathBuf, u64) = (data.into(), count.parse().expect("a number"));
    let content = SqliteContent::open(&data).await.unwrap();
    let audit = SqliteAudit::open(&data).await.unwrap();
    let tenant = content.organisations().await.unwrap().pop().expect("an organisation");
    // A real event's bytes: the sequencer reads none of them.
    let event = audit.entries(&tenant, 0, 1).await.unwrap().pop().expect("it was founded").event;
    let already = audit.state(&tenant).await.unwrap().size;
    content.close().await;
    audit.close().await;

    let options = SqliteConnectOptions::new().filename(data.join("content.db"));
    let mut database = SqliteConnection::connect_with(&options).await.unwrap();
    let mut transaction = database.begin().await.unwrap();
    for number in already..already + count {
        // Another name and salt for each.
        let salt: Vec<u8> = number.to_le_bytes().repeat(4);
        let (name, _) = salt.split_at(16);
        sqlx::query(include_str!("../../relay-storage/sql/pending_insert.sql"))
            .bind(tenant.as_bytes())
            .bind(name)
            .bind(&[][..])
            .bind(&event[..])
            .bind(&salt[..])
            .execute(&mut *transaction)
            .await
            .unwrap();
    }
    transaction.commit().await.unwrap();
    database.close().await.unwrap();
}
