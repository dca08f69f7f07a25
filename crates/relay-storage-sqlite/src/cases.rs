//! Cases, what was paid for them, and what they hold.

use async_trait::async_trait;
use sotto_protocol::{ids::CaseId, time::UnixSeconds};
use sotto_relay_storage::{
    Cases, OpenCase, OpenOutcome, Quota, SpentSolution, StoreError, StoredCase, TagsWanted, Tenant,
};
use sqlx::SqliteConnection;

use crate::{
    SqliteContent,
    database::failed,
    pending::insert_pending,
    rooms::{insert_append, insert_room, update_readers},
    rows::{bytes, column, count},
};

/// Spends a solution; `false` if it was spent before.
pub(crate) async fn spend(
    db: &mut SqliteConnection,
    tenant: &Tenant,
    solution: &SpentSolution,
) -> Result<bool, StoreError> {
    let (organisation, seed, nonce) = (tenant.as_bytes(), &solution.seed[..], &solution.nonce[..]);
    let until = column(solution.expires_at.0);
    let spent = sqlx::query_file!("../relay-storage/sql/solution_spend.sql", organisation, seed, nonce, until)
        .execute(db)
        .await
        .map_err(failed)?;
    Ok(spent.rows_affected() == 1)
}

/// Counts towards the quota of a case; `false` if it exceeds it, then the caller must not commit.
pub(crate) async fn use_quota(
    db: &mut SqliteConnection,
    tenant: &Tenant,
    case: &CaseId,
    added_bytes: u64,
    added_messages: u64,
    quota: Quota,
) -> Result<bool, StoreError> {
    let (organisation, case) = (tenant.as_bytes(), &case.as_bytes()[..]);
    let (bytes, messages) = (column(added_bytes), column(added_messages));
    let used = sqlx::query_file!("../relay-storage/sql/case_usage_add.sql", organisation, case, bytes, messages)
        .fetch_one(db)
        .await
        .map_err(failed)?;
    Ok(count(used.bytes, "case_usage")? <= quota.bytes && count(used.messages, "case_usage")? <= quota.messages)
}

#[async_trait]
impl Cases for SqliteContent {
    async fn open_case(&self, tenant: &Tenant, opening: &OpenCase) -> Result<OpenOutcome, StoreError> {
        let OpenCase { case, first, readers, solution, pending, quota } = opening;
        let mut db = self.database.write().await?;
        let (organisation, id) = (tenant.as_bytes(), &case.case.as_bytes()[..]);
        let (act_key, channel_key, tag) = (&case.act_key[..], &case.channel_key[..], &case.recovery_tag[..]);
        let (listed_day, channel) = (column(case.listed_day), case.channel.as_str());
        let kept = sqlx::query_file!(
            "../relay-storage/sql/case_insert.sql",
            organisation,
            id,
            act_key,
            channel_key,
            tag,
            listed_day,
            channel
        )
        .execute(&mut *db)
        .await
        .map_err(failed)?;
        if kept.rows_affected() == 0 {
            return Ok(OpenOutcome::CaseExists);
        }
        if !spend(&mut db, tenant, solution).await? {
            return Ok(OpenOutcome::SolutionSpent);
        }
        if !insert_room(&mut db, tenant, &case.case, first).await? {
            return Ok(OpenOutcome::RoomExists);
        }
        if !use_quota(&mut db, tenant, &case.case, first.counted_bytes, 1, *quota).await? {
            return Ok(OpenOutcome::QuotaExceeded);
        }
        insert_append(&mut db, tenant, first, 1).await?;
        update_readers(&mut db, tenant, &first.room, readers, 1).await?;
        insert_pending(&mut db, tenant, pending).await?;
        db.commit().await.map_err(failed)?;
        Ok(OpenOutcome::Opened)
    }

    async fn case(&self, tenant: &Tenant, case: &CaseId) -> Result<Option<StoredCase>, StoreError> {
        let (organisation, case) = (tenant.as_bytes(), &case.as_bytes()[..]);
        let row = sqlx::query_file!("../relay-storage/sql/case.sql", organisation, case)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        row.map(|row| {
            let channel_key = bytes(&row.channel_key, "cases")?;
            Ok(StoredCase { act_key: bytes(&row.act_key, "cases")?, channel_key })
        })
        .transpose()
    }

    async fn recovery_tags(
        &self,
        tenant: &Tenant,
        wanted: TagsWanted,
        solution: &SpentSolution,
    ) -> Result<Option<Vec<[u8; 8]>>, StoreError> {
        let mut db = self.database.write().await?;
        if !spend(&mut db, tenant, solution).await? {
            return Ok(None);
        }
        let (organisation, day, count) = (tenant.as_bytes(), column(wanted.day), i64::from(wanted.count));
        let after = wanted.after.as_ref().map_or(&[][..], |after| &after[..]);
        let rows = sqlx::query_file!("../relay-storage/sql/recovery_tags.sql", organisation, day, after, count)
            .fetch_all(&mut *db)
            .await
            .map_err(failed)?;
        db.commit().await.map_err(failed)?;
        rows.iter().map(|row| bytes(&row.recovery_tag, "cases")).collect::<Result<_, _>>().map(Some)
    }

    async fn forget_solutions(&self, tenant: &Tenant, now: UnixSeconds) -> Result<(), StoreError> {
        let (organisation, now) = (tenant.as_bytes(), column(now.0));
        sqlx::query_file!("../relay-storage/sql/solutions_forget.sql", organisation, now)
            .execute(self.database.writer())
            .await
            .map_err(failed)?;
        Ok(())
    }
}
