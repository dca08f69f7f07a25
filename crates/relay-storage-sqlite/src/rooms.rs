//! Rooms, appends and readers.

use async_trait::async_trait;
use sotto_protocol::{
    codec,
    ids::{CaseId, DeviceId, MessageId, RoomId},
    room::Head,
};
use sotto_relay_storage::{
    AppendOutcome, IdentityStep, JoinedRoom, NewAppend, PendingEntry, Quota, Reader, ReaderUpdate, Rooms, StepOutcome,
    StoreError, StoredAppend, StoredRoom, SuccessorOutcome, Tenant,
};
use sqlx::SqliteConnection;

use crate::{
    SqliteContent,
    cases::use_quota,
    database::failed,
    disclosures::take_step,
    pending::insert_pending,
    rows::{bytes, column, count, entry, id, principal},
};

/// Keeps an append at `sequence`.
pub(crate) async fn insert_append(
    db: &mut SqliteConnection,
    tenant: &Tenant,
    append: &NewAppend,
    sequence: u64,
) -> Result<(), StoreError> {
    let (organisation, room, sequence) = (tenant.as_bytes(), &append.room.as_bytes()[..], column(sequence));
    let (message, by, signer) = (&append.message.as_bytes()[..], codec::to_vec(&append.by), &append.signer[..]);
    let (request, head) = (&append.request[..], &append.head.as_bytes()[..]);
    let bytes = column(u64::try_from(append.request.len()).unwrap_or(u64::MAX));
    let entry = append.entry.as_ref().map_or(&[][..], |entry| &entry.0[..]);
    sqlx::query_file!(
        "../relay-storage/sql/append_insert.sql",
        organisation,
        room,
        sequence,
        message,
        by,
        signer,
        request,
        bytes,
        head,
        entry
    )
    .execute(db)
    .await
    .map_err(failed)?;
    Ok(())
}

/// Keeps a room that begins with `first`; `false` if there is one with its identifier.
pub(crate) async fn insert_room(
    db: &mut SqliteConnection,
    tenant: &Tenant,
    case: &CaseId,
    first: &NewAppend,
) -> Result<bool, StoreError> {
    let (organisation, case, followed_by) = (tenant.as_bytes(), &case.as_bytes()[..], &[][..]);
    let (room, head) = (&first.room.as_bytes()[..], &first.head.as_bytes()[..]);
    let kept = sqlx::query_file!("../relay-storage/sql/room_insert.sql", organisation, room, case, head, followed_by)
        .execute(db)
        .await
        .map_err(failed)?;
    Ok(kept.rows_affected() == 1)
}

/// The room that follows another one, if any.
fn follower(bytes: &[u8]) -> Result<Option<RoomId>, StoreError> {
    if bytes.is_empty() { Ok(None) } else { id(bytes, "rooms").map(Some) }
}

/// Lets devices in at `sequence`, and others out.
pub(crate) async fn update_readers(
    db: &mut SqliteConnection,
    tenant: &Tenant,
    room: &RoomId,
    readers: &ReaderUpdate,
    sequence: u64,
) -> Result<(), StoreError> {
    let (organisation, room, joined_at) = (tenant.as_bytes(), &room.as_bytes()[..], column(sequence));
    for device in &readers.remove {
        let device = &device.as_bytes()[..];
        sqlx::query_file!("../relay-storage/sql/reader_delete.sql", organisation, room, device)
            .execute(&mut *db)
            .await
            .map_err(failed)?;
    }
    for (device, handler) in &readers.add {
        let (device, handler) = (&device.as_bytes()[..], &handler.as_bytes()[..]);
        sqlx::query_file!("../relay-storage/sql/reader_insert.sql", organisation, room, device, handler, joined_at)
            .execute(&mut *db)
            .await
            .map_err(failed)?;
    }
    Ok(())
}

/// The columns of an append, as two queries give them.
macro_rules! stored_append {
    ($row:expr) => {{
        let row = $row;
        Ok(StoredAppend {
            sequence: count(row.sequence, "appends")?,
            message: id(&row.message, "appends")?,
            by: principal(&row.sent_by, "appends")?,
            signer: bytes(&row.signer, "appends")?,
            request: row.request,
            head: Head::from_bytes(bytes(&row.head, "appends")?),
            entry: entry(&row.entry, "appends")?,
        })
    }};
}

#[async_trait]
impl Rooms for SqliteContent {
    async fn append(
        &self,
        tenant: &Tenant,
        append: &NewAppend,
        readers: &ReaderUpdate,
        pending: &[PendingEntry],
        quota: Quota,
    ) -> Result<AppendOutcome, StoreError> {
        let mut db = self.database.write().await?;
        let (organisation, room) = (tenant.as_bytes(), &append.room.as_bytes()[..]);
        let (previous, head) = (&append.previous.as_bytes()[..], &append.head.as_bytes()[..]);
        let advanced = sqlx::query_file!("../relay-storage/sql/room_advance.sql", organisation, room, previous, head)
            .fetch_optional(&mut *db)
            .await
            .map_err(failed)?;
        let Some(advanced) = advanced else { return Ok(AppendOutcome::HeadMoved) };
        let (case, sequence) = (id(&advanced.case_id, "rooms")?, count(advanced.sequence, "rooms")?);
        // Nobody takes a withdrawal away by filling the case.
        let is_free = matches!(append.identity, Some(IdentityStep::Withdrawn { .. }));
        if !use_quota(&mut db, tenant, &case, append.counted_bytes, 1, quota).await? && !is_free {
            return Ok(AppendOutcome::QuotaExceeded);
        }
        insert_append(&mut db, tenant, append, sequence).await?;
        update_readers(&mut db, tenant, &append.room, readers, sequence).await?;
        if let Some(step) = &append.identity {
            match take_step(&mut db, tenant, &case, append, step).await? {
                StepOutcome::Done => {}
                refused => return Ok(AppendOutcome::OutOfOrder(refused)),
            }
        }
        insert_pending(&mut db, tenant, pending).await?;
        db.commit().await.map_err(failed)?;
        Ok(AppendOutcome::Appended { sequence })
    }

    async fn open_successor(
        &self,
        tenant: &Tenant,
        case: &CaseId,
        follows: &RoomId,
        first: &NewAppend,
        readers: &ReaderUpdate,
        pending: &[PendingEntry],
        quota: Quota,
    ) -> Result<SuccessorOutcome, StoreError> {
        let mut db = self.database.write().await?;
        let (organisation, case_id) = (tenant.as_bytes(), &case.as_bytes()[..]);
        let (followed, room) = (&follows.as_bytes()[..], &first.room.as_bytes()[..]);
        let follow = sqlx::query_file!("../relay-storage/sql/room_follow.sql", organisation, followed, case_id, room)
            .execute(&mut *db)
            .await
            .map_err(failed)?;
        if follow.rows_affected() == 0 {
            drop(db);
            let known = self.room(tenant, follows).await?.filter(|known| known.case == *case);
            let follower = known.and_then(|known| known.followed_by);
            return Ok(follower.map_or(SuccessorOutcome::Refused, SuccessorOutcome::Followed));
        }
        if !insert_room(&mut db, tenant, case, first).await? {
            return Ok(SuccessorOutcome::Refused);
        }
        if !use_quota(&mut db, tenant, case, first.counted_bytes, 1, quota).await? {
            return Ok(SuccessorOutcome::QuotaExceeded);
        }
        insert_append(&mut db, tenant, first, 1).await?;
        update_readers(&mut db, tenant, &first.room, readers, 1).await?;
        insert_pending(&mut db, tenant, pending).await?;
        db.commit().await.map_err(failed)?;
        Ok(SuccessorOutcome::Opened)
    }

    async fn want_successor(&self, tenant: &Tenant, room: &RoomId) -> Result<(), StoreError> {
        let (organisation, room) = (tenant.as_bytes(), &room.as_bytes()[..]);
        sqlx::query_file!("../relay-storage/sql/room_want_successor.sql", organisation, room)
            .execute(self.database.writer())
            .await
            .map_err(failed)?;
        Ok(())
    }

    async fn room(&self, tenant: &Tenant, room: &RoomId) -> Result<Option<StoredRoom>, StoreError> {
        let (organisation, room) = (tenant.as_bytes(), &room.as_bytes()[..]);
        let row = sqlx::query_file!("../relay-storage/sql/room.sql", organisation, room)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        row.map(|row| {
            Ok(StoredRoom {
                case: id(&row.case_id, "rooms")?,
                head: Head::from_bytes(bytes(&row.head, "rooms")?),
                sequence: count(row.sequence, "rooms")?,
                followed_by: follower(&row.followed_by)?,
                successor_wanted: row.successor_wanted != 0,
            })
        })
        .transpose()
    }

    async fn readers(&self, tenant: &Tenant, room: &RoomId) -> Result<Vec<Reader>, StoreError> {
        let (organisation, room) = (tenant.as_bytes(), &room.as_bytes()[..]);
        let rows = sqlx::query_file!("../relay-storage/sql/readers.sql", organisation, room)
            .fetch_all(self.database.reader())
            .await
            .map_err(failed)?;
        rows.iter()
            .map(|row| {
                Ok(Reader {
                    device: id(&row.device, "readers")?,
                    handler: id(&row.handler, "readers")?,
                    joined_at: count(row.joined_at, "readers")?,
                })
            })
            .collect()
    }

    async fn rooms_of_device(&self, tenant: &Tenant, device: &DeviceId) -> Result<Vec<JoinedRoom>, StoreError> {
        let (organisation, device) = (tenant.as_bytes(), &device.as_bytes()[..]);
        let rows = sqlx::query_file!("../relay-storage/sql/rooms_of_device.sql", organisation, device)
            .fetch_all(self.database.reader())
            .await
            .map_err(failed)?;
        rows.iter()
            .map(|row| {
                let state = StoredRoom {
                    case: id(&row.case_id, "rooms")?,
                    head: Head::from_bytes(bytes(&row.head, "rooms")?),
                    sequence: count(row.sequence, "rooms")?,
                    followed_by: follower(&row.followed_by)?,
                    successor_wanted: row.successor_wanted != 0,
                };
                Ok(JoinedRoom { room: id(&row.room, "rooms")?, state, joined_at: count(row.joined_at, "readers")? })
            })
            .collect()
    }

    async fn rooms_of_case(&self, tenant: &Tenant, case: &CaseId) -> Result<Vec<JoinedRoom>, StoreError> {
        let (organisation, id_bytes) = (tenant.as_bytes(), &case.as_bytes()[..]);
        let rows = sqlx::query_file!("../relay-storage/sql/rooms_of_case.sql", organisation, id_bytes)
            .fetch_all(self.database.reader())
            .await
            .map_err(failed)?;
        rows.iter()
            .map(|row| {
                let state = StoredRoom {
                    case: *case,
                    head: Head::from_bytes(bytes(&row.head, "rooms")?),
                    sequence: count(row.sequence, "rooms")?,
                    followed_by: follower(&row.followed_by)?,
                    successor_wanted: row.successor_wanted != 0,
                };
                Ok(JoinedRoom { room: id(&row.room, "rooms")?, state, joined_at: 1 })
            })
            .collect()
    }

    async fn append_lengths(&self, tenant: &Tenant, room: &RoomId, after: u64) -> Result<Vec<(u64, u64)>, StoreError> {
        let (organisation, room, after) = (tenant.as_bytes(), &room.as_bytes()[..], column(after));
        let rows = sqlx::query_file!("../relay-storage/sql/append_lengths.sql", organisation, room, after)
            .fetch_all(self.database.reader())
            .await
            .map_err(failed)?;
        rows.iter().map(|row| Ok((count(row.sequence, "appends")?, count(row.bytes, "appends")?))).collect()
    }

    async fn appends(
        &self,
        tenant: &Tenant,
        room: &RoomId,
        after: u64,
        through: u64,
    ) -> Result<Vec<StoredAppend>, StoreError> {
        let (organisation, room) = (tenant.as_bytes(), &room.as_bytes()[..]);
        let (after, through) = (column(after), column(through));
        let rows = sqlx::query_file!("../relay-storage/sql/appends.sql", organisation, room, after, through)
            .fetch_all(self.database.reader())
            .await
            .map_err(failed)?;
        rows.into_iter().map(|row| stored_append!(row)).collect()
    }

    async fn sequence_of_head(&self, tenant: &Tenant, room: &RoomId, head: &Head) -> Result<Option<u64>, StoreError> {
        let (organisation, room, head) = (tenant.as_bytes(), &room.as_bytes()[..], &head.as_bytes()[..]);
        let row = sqlx::query_file!("../relay-storage/sql/append_sequence_of_head.sql", organisation, room, head)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        row.map(|row| count(row.sequence, "appends")).transpose()
    }

    async fn append_by_message(
        &self,
        tenant: &Tenant,
        room: &RoomId,
        message: &MessageId,
    ) -> Result<Option<StoredAppend>, StoreError> {
        let (organisation, room, message) = (tenant.as_bytes(), &room.as_bytes()[..], &message.as_bytes()[..]);
        let row = sqlx::query_file!("../relay-storage/sql/append_by_message.sql", organisation, room, message)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        row.map(|row| stored_append!(row)).transpose()
    }
}
