//! Whose rows a query may touch.

use sotto_protocol::ids::OrganisationId;

/// An organisation that has data here. Every query takes one, so that none can forget to.
///
/// A relay takes it once for a connection, after the hello, from what the store knows. A query without
/// it doesn't compile:
///
/// ```
/// # use sotto_relay_storage::{Cases, StoreError, Tenant};
/// # use sotto_protocol::ids::CaseId;
/// async fn exists(cases: &dyn Cases, tenant: &Tenant, case: &CaseId) -> Result<bool, StoreError> {
///     Ok(cases.case(tenant, case).await?.is_some())
/// }
/// ```
///
/// ```compile_fail
/// # use sotto_relay_storage::{Cases, StoreError, Tenant};
/// # use sotto_protocol::ids::CaseId;
/// async fn exists(cases: &dyn Cases, case: &CaseId) -> Result<bool, StoreError> {
///     Ok(cases.case(case).await?.is_some())
/// }
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Tenant(OrganisationId);

impl Tenant {
    /// The tenant `organisation`. For backends, which have just read or written its row; all others
    /// get theirs from [`Organisations`](crate::Organisations).
    pub const fn stored(organisation: OrganisationId) -> Self {
        Self(organisation)
    }

    /// Its organisation.
    pub const fn organisation(&self) -> &OrganisationId {
        &self.0
    }

    /// What the column `organisation` of its rows holds.
    pub const fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}
