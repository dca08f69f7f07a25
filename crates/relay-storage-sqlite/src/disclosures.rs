//! Disclosures and their openings.

use async_trait::async_trait;
use sotto_protocol::{
    ids::{CaseId, HandlerId, MessageId, RecordId},
    time::UnixSeconds,
};
use sotto_relay_storage::{Disclosures, EntryId, IdentityStep, NewAppend, Opening, StepOutcome, StoreError, Tenant};
use sqlx::SqliteConnection;

use crate::{
    SqliteContent,
    database::failed,
    rows::{bytes, column, count, id},
};

const APPROVED: i64 = 1;
const REFUSED: i64 = 2;

/// A disclosure of a case.
struct Row {
    readers: Vec<u8>,
    approvers: Vec<u8>,
    withdrawn: bool,
}

/// Does what an append means for a disclosed identity; unless it is done, the caller must not commit.
pub(crate) async fn take_step(
    db: &mut SqliteConnection,
    tenant: &Tenant,
    case: &CaseId,
    append: &NewAppend,
    step: &IdentityStep,
) -> Result<StepOutcome, StoreError> {
    let organisation = tenant.as_bytes();
    let (message, nothing) = (&append.message.as_bytes()[..], &[][..]);
    match step {
        IdentityStep::Disclosed(new) => {
            let (record, case) = (&new.record.as_bytes()[..], &case.as_bytes()[..]);
            let standing = sqlx::query_file!("../relay-storage/sql/disclosure_of_case.sql", organisation, case)
                .fetch_optional(&mut *db)
                .await
                .map_err(failed)?;
            if standing.is_some() {
                return Ok(StepOutcome::Unknown);
            }
            let (readers, approvers) = (joined(&new.readers), joined(&new.approvers));
            let kept = sqlx::query_file!(
                "../relay-storage/sql/disclosure_insert.sql",
                organisation,
                record,
                case,
                readers,
                approvers
            )
            .execute(db)
            .await
            .map_err(failed)?;
            Ok(if kept.rows_affected() == 1 { StepOutcome::Done } else { StepOutcome::Unknown })
        }
        IdentityStep::Requested { record, by, at } => {
            let Some(row) = disclosure(db, tenant, case, record).await? else { return Ok(StepOutcome::Unknown) };
            if row.withdrawn {
                return Ok(StepOutcome::Withdrawn);
            }
            if !names(&row.readers, by) || row.approvers.is_empty() {
                return Ok(StepOutcome::Unknown);
            }
            let (record, by, at) = (&record.as_bytes()[..], &by.as_bytes()[..], column(at.0));
            sqlx::query_file!("../relay-storage/sql/request_insert.sql", organisation, message, record, by, at)
                .execute(db)
                .await
                .map_err(failed)?;
            Ok(StepOutcome::Done)
        }
        IdentityStep::Decided { record, request, by, approved, at, asked_since } => {
            let Some(row) = disclosure(db, tenant, case, record).await? else { return Ok(StepOutcome::Unknown) };
            if row.withdrawn {
                return Ok(StepOutcome::Withdrawn);
            }
            if !names(&row.approvers, by) {
                return Ok(StepOutcome::Unknown);
            }
            let (record, request, by) = (&record.as_bytes()[..], &request.as_bytes()[..], &by.as_bytes()[..]);
            let (state, at, since) = (if *approved { APPROVED } else { REFUSED }, column(at.0), column(asked_since.0));
            let decided = sqlx::query_file!(
                "../relay-storage/sql/request_decide.sql",
                organisation,
                request,
                record,
                by,
                state,
                at,
                since
            )
            .execute(db)
            .await
            .map_err(failed)?;
            Ok(if decided.rows_affected() == 1 { StepOutcome::Done } else { StepOutcome::Unknown })
        }
        IdentityStep::Opened { record, request, by, device, at, approved_since } => {
            let Some(row) = disclosure(db, tenant, case, record).await? else { return Ok(StepOutcome::Unknown) };
            if row.withdrawn {
                return Ok(StepOutcome::Withdrawn);
            }
            if !names(&row.readers, by) {
                return Ok(StepOutcome::Unknown);
            }
            let (record, device, at) = (&record.as_bytes()[..], &device.as_bytes()[..], column(at.0));
            if row.approvers.is_empty() && request.is_some() {
                return Ok(StepOutcome::Unknown);
            }
            if !row.approvers.is_empty() {
                let Some(request) = request else { return Ok(StepOutcome::ApprovalRequired) };
                let (request, by, since) = (&request.as_bytes()[..], &by.as_bytes()[..], column(approved_since.0));
                let used =
                    sqlx::query_file!("../relay-storage/sql/request_use.sql", organisation, request, record, by, since)
                        .execute(&mut *db)
                        .await
                        .map_err(failed)?;
                if used.rows_affected() != 1 {
                    return Ok(StepOutcome::ApprovalRequired);
                }
            }
            let entry = append.entry.as_ref().map_or(nothing, |entry| &entry.0[..]);
            sqlx::query_file!(
                "../relay-storage/sql/opening_insert.sql",
                organisation,
                message,
                record,
                device,
                at,
                entry
            )
            .execute(db)
            .await
            .map_err(failed)?;
            Ok(StepOutcome::Done)
        }
        IdentityStep::Withdrawn { record } => {
            let (record, case) = (&record.as_bytes()[..], &case.as_bytes()[..]);
            let withdrawn =
                sqlx::query_file!("../relay-storage/sql/disclosure_withdraw.sql", organisation, record, case)
                    .execute(db)
                    .await
                    .map_err(failed)?;
            Ok(if withdrawn.rows_affected() == 1 { StepOutcome::Done } else { StepOutcome::Unknown })
        }
    }
}

async fn disclosure(
    db: &mut SqliteConnection,
    tenant: &Tenant,
    case: &CaseId,
    record: &RecordId,
) -> Result<Option<Row>, StoreError> {
    let (organisation, record, case) = (tenant.as_bytes(), &record.as_bytes()[..], &case.as_bytes()[..]);
    let row = sqlx::query_file!("../relay-storage/sql/disclosure.sql", organisation, record, case)
        .fetch_optional(db)
        .await
        .map_err(failed)?;
    Ok(row.map(|row| Row { readers: row.readers, approvers: row.approvers, withdrawn: row.withdrawn != 0 }))
}

fn joined(people: &[HandlerId]) -> Vec<u8> {
    people.iter().flat_map(|person| *person.as_bytes()).collect()
}

fn names(people: &[u8], person: &HandlerId) -> bool {
    people.as_chunks::<{ HandlerId::LEN_BYTES }>().0.contains(person.as_bytes())
}

#[async_trait]
impl Disclosures for SqliteContent {
    async fn opening(
        &self,
        tenant: &Tenant,
        record: &RecordId,
        opening: &MessageId,
    ) -> Result<Option<Opening>, StoreError> {
        let (organisation, record, opening) = (tenant.as_bytes(), &record.as_bytes()[..], &opening.as_bytes()[..]);
        let row = sqlx::query_file!("../relay-storage/sql/opening.sql", organisation, opening, record)
            .fetch_optional(self.database.reader())
            .await
            .map_err(failed)?;
        row.map(|row| {
            Ok(Opening {
                device: id(&row.device, "openings")?,
                at: UnixSeconds(count(row.opened_at, "openings")?),
                entry: EntryId(bytes(&row.entry, "openings")?),
                withdrawn: row.withdrawn != 0,
            })
        })
        .transpose()
    }

    async fn standing_disclosures(&self, tenant: &Tenant) -> Result<Vec<RecordId>, StoreError> {
        let organisation = tenant.as_bytes();
        let rows = sqlx::query_file!("../relay-storage/sql/disclosures_standing.sql", organisation)
            .fetch_all(self.database.reader())
            .await
            .map_err(failed)?;
        rows.iter().map(|row| id(&row.record, "disclosed")).collect()
    }
}
