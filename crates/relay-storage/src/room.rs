//! Rooms: an order of appends, and who reads them.

use async_trait::async_trait;
use sotto_protocol::{
    ids::{CaseId, DeviceId, HandlerId, MessageId, RoomId},
    room::Head,
};
use sotto_relay_api::Principal;

use crate::{EntryId, IdentityStep, PendingEntry, StepOutcome, StoreError, Tenant};

/// What one case may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// Bytes of appends and attachments.
    pub bytes: u64,
    /// Appends.
    pub messages: u64,
}

/// An append as the relay admits it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAppend {
    /// The room.
    pub room: RoomId,
    /// The head that it extends.
    pub previous: Head,
    /// The head after it.
    pub head: Head,
    /// Its identifier; once in a room.
    pub message: MessageId,
    /// Who appended it.
    pub by: Principal,
    /// Who signed the act: an Ed25519 public key.
    pub signer: [u8; 32],
    /// The signed act that holds it, sealed.
    pub request: Vec<u8>,
    /// How much of the quota it takes, in bytes.
    pub counted_bytes: u64,
    /// The entry of its event, if it has one.
    pub entry: Option<EntryId>,
    /// What it does to a disclosed identity.
    pub identity: Option<IdentityStep>,
}

/// An append as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAppend {
    /// Counted from 1.
    pub sequence: u64,
    /// Its identifier.
    pub message: MessageId,
    /// Who appended it.
    pub by: Principal,
    /// Who signed the act.
    pub signer: [u8; 32],
    /// The signed act that holds it, sealed.
    pub request: Vec<u8>,
    /// The head after it.
    pub head: Head,
    /// The entry of its event, if it has one.
    pub entry: Option<EntryId>,
}

/// Who reads a room from an append on, and who no longer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReaderUpdate {
    /// Devices and whose they are.
    pub add: Vec<(DeviceId, HandlerId)>,
    /// Devices.
    pub remove: Vec<DeviceId>,
}

/// What became of an append.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AppendOutcome {
    /// It has this sequence.
    Appended {
        /// Counted from 1.
        sequence: u64,
    },
    /// The room's head is another one; nothing changed.
    HeadMoved,
    /// The quota is used up; nothing changed.
    QuotaExceeded,
    /// The disclosed identity is not one to which this can happen now; nothing changed.
    OutOfOrder(StepOutcome),
}

/// What became of a room that was to follow another one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SuccessorOutcome {
    /// It follows.
    Opened,
    /// Another one follows already; nothing changed.
    Followed(RoomId),
    /// A room with this identifier exists, or the case has no such room to follow; nothing changed.
    Refused,
    /// The quota is used up; nothing changed.
    QuotaExceeded,
}

/// A room as it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StoredRoom {
    /// Whose conversation it holds.
    pub case: CaseId,
    /// Its head.
    pub head: Head,
    /// The newest sequence.
    pub sequence: u64,
    /// The room in which the case goes on.
    pub followed_by: Option<RoomId>,
    /// A reader's device cannot go on in it.
    pub successor_wanted: bool,
}

/// A device that reads a room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Which.
    pub device: DeviceId,
    /// Whose, when it was let in.
    pub handler: HandlerId,
    /// The append that let it in.
    pub joined_at: u64,
}

/// A room that somebody reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JoinedRoom {
    /// Which.
    pub room: RoomId,
    /// As it stands.
    pub state: StoredRoom,
    /// The append that let them in; 1 for the mailbox.
    pub joined_at: u64,
}

/// Rooms.
#[async_trait]
pub trait Rooms: Send + Sync {
    /// Appends if `append.previous` is the room's head, which then is `append.head`, and no room follows it.
    async fn append(
        &self,
        tenant: &Tenant,
        append: &NewAppend,
        readers: &ReaderUpdate,
        pending: &[PendingEntry],
        quota: Quota,
    ) -> Result<AppendOutcome, StoreError>;

    /// Opens the room of `first`, which follows the room `follows` of `case`. Of two that follow one, the first wins;
    /// nothing is appended to a room that is followed.
    #[expect(clippy::too_many_arguments, reason = "all of it is one transaction")]
    async fn open_successor(
        &self,
        tenant: &Tenant,
        case: &CaseId,
        follows: &RoomId,
        first: &NewAppend,
        readers: &ReaderUpdate,
        pending: &[PendingEntry],
        quota: Quota,
    ) -> Result<SuccessorOutcome, StoreError>;

    /// Keeps that a reader's device cannot go on in a room.
    async fn want_successor(&self, tenant: &Tenant, room: &RoomId) -> Result<(), StoreError>;

    /// A room.
    async fn room(&self, tenant: &Tenant, room: &RoomId) -> Result<Option<StoredRoom>, StoreError>;

    /// All devices that read a room.
    async fn readers(&self, tenant: &Tenant, room: &RoomId) -> Result<Vec<Reader>, StoreError>;

    /// The rooms that a device reads.
    async fn rooms_of_device(&self, tenant: &Tenant, device: &DeviceId) -> Result<Vec<JoinedRoom>, StoreError>;

    /// The rooms of a case.
    async fn rooms_of_case(&self, tenant: &Tenant, case: &CaseId) -> Result<Vec<JoinedRoom>, StoreError>;

    /// Sequences after `after` with the lengths of their sealed requests, in order, at most 256.
    async fn append_lengths(&self, tenant: &Tenant, room: &RoomId, after: u64) -> Result<Vec<(u64, u64)>, StoreError>;

    /// The appends after `after`, up to `through`, in order.
    async fn appends(
        &self,
        tenant: &Tenant,
        room: &RoomId,
        after: u64,
        through: u64,
    ) -> Result<Vec<StoredAppend>, StoreError>;

    /// The sequence of the append after which the head was `head`.
    async fn sequence_of_head(&self, tenant: &Tenant, room: &RoomId, head: &Head) -> Result<Option<u64>, StoreError>;

    /// The append with this identifier.
    async fn append_by_message(
        &self,
        tenant: &Tenant,
        room: &RoomId,
        message: &MessageId,
    ) -> Result<Option<StoredAppend>, StoreError>;
}
