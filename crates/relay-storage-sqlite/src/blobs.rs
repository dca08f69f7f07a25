//! What is known of blobs.

use async_trait::async_trait;
use sotto_protocol::{codec, ids::BlobId};
use sotto_relay_storage::{Blob, BlobOutcome, Blobs, Quota, SpentSolution, StoreError, Tenant};

use crate::{
    SqliteContent,
    cases::{spend, use_quota},
    database::failed,
    rows::{bytes, id, principal, small},
};

#[async_trait]
impl Blobs for SqliteContent {
    async fn create_blob(
        &self,
        tenant: &Tenant,
        blob: &Blob,
        solution: Option<&SpentSolution>,
        counted_bytes: u64,
        quota: Quota,
    ) -> Result<BlobOutcome, StoreError> {
        if let Some(known) = self.blob(tenant, &blob.blob).await? {
            return Ok(if known == *blob { BlobOutcome::Created } else { BlobOutcome::Taken });
        }
        let mut db = self.database.write().await?;
        let (organisation, id, room) = (tenant.as_bytes(), &blob.blob.as_bytes()[..], &blob.room.as_bytes()[..]);
        let (case, creator) = (&blob.case.as_bytes()[..], codec::to_vec(&blob.creator));
        let segments = i64::from(blob.segments);
        let kept =
            sqlx::query_file!("../relay-storage/sql/blob_insert.sql", organisation, id, room, case, creator, segments)
                .execute(&mut *db)
                .await
                .map_err(failed)?;
        if kept.rows_affected() == 0 {
            return Ok(BlobOutcome::Taken);
        }
        if let Some(solution) = solution
            && !spend(&mut db, tenant, solution).await?
        {
            return Ok(BlobOutcome::SolutionSpent);
        }
        if !use_quota(&mut db, tenant, &blob.case, counted_bytes, 0, quota).await? {
            return Ok(BlobOutcome::QuotaExceeded);
        }
        db.commit().await.map_err(failed)?;
        Ok(BlobOutcome::Created)
    }

    async fn blob(&self, tenant: &Tenant, blob: &BlobId) -> Result<Option<Blob>, StoreError> {
        let (organisation, key) = (tenant.as_bytes(), &blob.as_bytes()[..]);
        let row = sqlx::query_file!("../relay-storage/sql/blob.sql", organisation, key)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        row.map(|row| {
            Ok(Blob {
                blob: *blob,
                room: id(&row.room, "blobs")?,
                case: id(&row.case_id, "blobs")?,
                creator: principal(&row.creator, "blobs")?,
                segments: small(row.segments, "blobs")?,
            })
        })
        .transpose()
    }

    async fn segment(&self, tenant: &Tenant, blob: &BlobId, index: u32) -> Result<Option<[u8; 32]>, StoreError> {
        let (organisation, blob, place) = (tenant.as_bytes(), &blob.as_bytes()[..], i64::from(index));
        let row = sqlx::query_file!("../relay-storage/sql/segment.sql", organisation, blob, place)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        row.map(|row| bytes(&row.sha256, "segments")).transpose()
    }

    async fn mark_segments(
        &self,
        tenant: &Tenant,
        blob: &BlobId,
        arrived: &[(u32, [u8; 32])],
    ) -> Result<(), StoreError> {
        let mut db = self.database.write().await?;
        let (organisation, blob) = (tenant.as_bytes(), &blob.as_bytes()[..]);
        for (index, sha256) in arrived {
            let (place, sha256) = (i64::from(*index), &sha256[..]);
            sqlx::query_file!("../relay-storage/sql/segment_mark.sql", organisation, blob, place, sha256)
                .execute(&mut *db)
                .await
                .map_err(failed)?;
        }
        db.commit().await.map_err(failed)
    }

    async fn arrived_segments(&self, tenant: &Tenant, blob: &BlobId) -> Result<Vec<u32>, StoreError> {
        let (organisation, blob) = (tenant.as_bytes(), &blob.as_bytes()[..]);
        let rows = sqlx::query_file!("../relay-storage/sql/segments_arrived.sql", organisation, blob)
            .fetch_all(self.database.reader())
            .await
            .map_err(failed)?;
        rows.iter().map(|row| small(row.place, "segments")).collect()
    }
}
