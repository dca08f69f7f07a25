//! What a relay answers.

use minicbor::{
    Decode, Encode,
    bytes::{ByteArray, ByteVec},
};
use sotto_protocol::{
    card::SignedRoot,
    ids::{CaseId, DeviceId, RoomId},
    incarnation::UnverifiedIncarnation,
    puzzle::Puzzle,
    room::{Append, Head},
    roster::{DeviceKeys, Role, UnverifiedRoster},
    time::UnixSeconds,
};

use crate::frame::Principal;

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum Answer {
    /// Not done, and why.
    #[n(0)]
    Refused(#[n(0)] Refusal),
    /// Done; nothing more to say.
    #[n(1)]
    Done,
    /// To [`FetchCard`](crate::Request::FetchCard).
    #[n(2)]
    Card {
        /// From version 1.
        #[n(0)]
        roots: Vec<SignedRoot>,
        /// The current one.
        #[n(1)]
        roster: UnverifiedRoster,
    },
    /// To [`FetchPuzzle`](crate::Request::FetchPuzzle).
    #[n(3)]
    Puzzle(#[n(0)] Puzzle),
    /// To [`FetchRoster`](crate::Request::FetchRoster): none when the device's is current. To
    /// [`FetchRosterVersion`](crate::Request::FetchRosterVersion): none when there is no such version.
    #[n(4)]
    Roster(#[n(0)] Option<(UnverifiedRoster, LoggedEntry)>),
    /// To [`FetchKeyPackages`](crate::Request::FetchKeyPackages), in the order asked.
    #[n(5)]
    KeyPackages(#[n(0)] Vec<FetchedKeyPackage>),
    /// To [`CountKeyPackages`](crate::Request::CountKeyPackages).
    #[n(6)]
    KeyPackageCount {
        /// Not expired, not handed out.
        #[n(0)]
        one_time: u32,
        /// Whether an unexpired last-resort package is there.
        #[n(1)]
        last_resort: bool,
    },
    /// To [`ListRooms`](crate::Request::ListRooms).
    #[n(7)]
    Rooms(#[n(0)] Vec<RoomState>),
    /// To [`FetchRoom`](crate::Request::FetchRoom), in order, without gaps.
    #[n(8)]
    RoomEntries(#[n(0)] Vec<RoomEntry>),
    /// To [`FetchEntries`](crate::Request::FetchEntries), in the log's order.
    #[n(9)]
    Entries(#[n(0)] Vec<LoggedEntry>),
    /// To [`FetchWaiting`](crate::Request::FetchWaiting).
    #[n(10)]
    Waiting(#[n(0)] Vec<WaitingDevice>),
    /// To [`FetchBlobState`](crate::Request::FetchBlobState).
    #[n(11)]
    Blob(#[n(0)] BlobState),
    /// To [`FetchSegments`](crate::Request::FetchSegments): as many as were asked for.
    #[n(12)]
    Segments(#[n(0)] ByteVec),
    /// To acts that append.
    #[n(13)]
    Appended(#[n(0)] Appended),
    /// To other acts that leave an entry.
    #[n(14)]
    Logged(#[n(0)] LoggedEntry),
    /// The append names another head than the room's; this is what came since, as much as fits.
    #[n(15)]
    HeadMoved(#[n(0)] Vec<RoomEntry>),
    /// To [`OpenSuccessor`](crate::Act::OpenSuccessor): the room is followed by this one already.
    #[n(16)]
    Followed(#[n(0)] RoomId),
    /// To [`FetchRecord`](crate::Request::FetchRecord): the sealed record.
    #[n(17)]
    Record(#[n(0)] ByteVec),
    /// To [`FetchTile`](crate::Request::FetchTile): the bytes of the tile or bundle.
    #[n(18)]
    Tile(#[n(0)] ByteVec),
    /// To [`FetchLog`](crate::Request::FetchLog), in the log's order, without gaps.
    #[n(19)]
    LogPage(#[n(0)] Vec<PageEntry>),
    /// To [`FetchWitnessed`](crate::Request::FetchWitnessed): a signed note with cosignatures; none while no witness cosigned.
    #[n(20)]
    Witnessed(#[n(0)] Option<ByteVec>),
    /// To [`FetchIncarnation`](crate::Request::FetchIncarnation): none of a relay that was never put back.
    #[n(21)]
    Incarnation(#[n(0)] Option<(UnverifiedIncarnation, LoggedEntry)>),
    /// To [`FetchRecoveryTags`](crate::Request::FetchRecoveryTags): 8 bytes each; fewer than
    /// [`MAX_RECOVERY_TAGS`](crate::MAX_RECOVERY_TAGS) are the last.
    #[n(22)]
    RecoveryTags(#[n(0)] ByteVec),
}

/// Why a relay does not do something. Strangers get no finer reason.
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Refusal {
    /// The request makes no sense.
    #[n(0)]
    BadRequest,
    /// This principal may not, or there is no such thing.
    #[n(1)]
    NotPermitted,
    /// No version in both ranges.
    #[n(2)]
    VersionUnsupported,
    /// The organisation is not here.
    #[n(3)]
    OrganisationUnknown,
    /// The channel proof does not fit.
    #[n(4)]
    ProofInvalid,
    /// The puzzle is not solved, was used, or has expired.
    #[n(5)]
    PuzzleRequired,
    /// The token was used, has expired, or never was.
    #[n(6)]
    TokenInvalid,
    /// A case with this act key exists.
    #[n(7)]
    CaseExists,
    /// The roster does not follow the current one, or names somebody who may not.
    #[n(8)]
    RosterInvalid,
    /// A reader is not certified by the current roster.
    #[n(9)]
    ReaderNotCertified,
    /// Larger than allowed.
    #[n(10)]
    TooLarge,
    /// A quota is used up.
    #[n(11)]
    QuotaExceeded,
    /// The relay cannot write; nothing changed.
    #[n(12)]
    StorageFull,
    /// The relay failed; nothing was acknowledged.
    #[n(13)]
    Internal,
    /// Too many requests of this kind for now.
    #[n(14)]
    SlowDown,
    /// The reporter took it back.
    #[n(15)]
    Withdrawn,
    /// No second person agreed, the agreement was used, or its time is over.
    #[n(16)]
    ApprovalRequired,
    /// The relay was put back from a copy, and its office has yet to state it.
    #[n(17)]
    Restoring,
}

/// The log's newest checkpoint, and that it extends the one that the device named.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct LogUpdate {
    /// A signed note with the relay's timed cosignature.
    #[n(0)]
    pub checkpoint: ByteVec,
    /// An encoded consistency proof; empty when the device named size 0 or this very size.
    #[n(1)]
    pub consistency: ByteVec,
}

/// An entry of the log with its proof under the checkpoint that travels in the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct LoggedEntry {
    /// Its place, counted from 0.
    #[n(0)]
    pub index: u64,
    /// The event, in canonical JSON.
    #[n(1)]
    pub event: ByteVec,
    /// What its commitment is salted with.
    #[n(2)]
    pub salt: ByteArray<32>,
    /// An encoded inclusion proof.
    #[n(3)]
    pub proof: ByteVec,
}

/// An entry in a run of the log.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub enum PageEntry {
    /// Its event is for the one who asked.
    #[n(0)]
    Event(#[n(0)] LoggedEntry),
    /// It is not.
    #[n(1)]
    Commitment(#[n(0)] CommittedEntry),
}

/// An entry without its event, with its proof under the checkpoint that travels in the same answer.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct CommittedEntry {
    /// Its place, counted from 0.
    #[n(0)]
    pub index: u64,
    /// What the log holds of its event.
    #[n(1)]
    pub commitment: ByteArray<32>,
    /// An encoded inclusion proof.
    #[n(2)]
    pub proof: ByteVec,
}

/// What an append came to.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct Appended {
    /// Counted from 1.
    #[n(0)]
    pub sequence: u64,
    /// The head after it.
    #[n(1)]
    pub head: Head,
    /// The entry of its event, if it declared one.
    #[n(2)]
    pub entry: Option<LoggedEntry>,
}

/// An append as the relay stored it.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct RoomEntry {
    /// Counted from 1.
    #[n(0)]
    pub sequence: u64,
    /// Who appended it, as the relay says; the envelope inside says who wrote it.
    #[n(1)]
    pub by: Principal,
    /// The append.
    #[n(2)]
    pub append: Append,
    /// The entry of its event, if it declared one.
    #[n(3)]
    pub entry: Option<LoggedEntry>,
}

/// A room that a principal reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Encode, Decode)]
pub struct RoomState {
    /// Which.
    #[n(0)]
    pub room: RoomId,
    /// Whose conversation it holds.
    #[n(1)]
    pub case: CaseId,
    /// The newest sequence that this principal may fetch.
    #[n(2)]
    pub sequence: u64,
    /// The head after it.
    #[n(3)]
    pub head: Head,
    /// The append that let this device in; 1 for the mailbox.
    #[n(4)]
    pub joined_at: u64,
    /// The room in which the case goes on; nothing is appended to this one any more.
    #[n(5)]
    pub followed_by: Option<RoomId>,
    /// A reader's device cannot go on in it.
    #[n(6)]
    pub successor_wanted: bool,
}

/// A KeyPackage, or none if the device has left none.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct FetchedKeyPackage {
    /// Whose.
    #[n(0)]
    pub device: DeviceId,
    /// The MLS message.
    #[n(1)]
    pub package: Option<ByteVec>,
}

/// A device that waits to be certified, as it presented itself.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct WaitingDevice {
    /// To be certified.
    #[n(0)]
    pub keys: DeviceKeys,
    /// The person's name.
    #[n(1)]
    pub name: String,
    /// The person's title.
    #[n(2)]
    pub title: String,
    /// The role that the invitation meant.
    #[n(3)]
    pub role: Role,
    /// When it presented itself.
    #[n(4)]
    pub joined_at: UnixSeconds,
}

/// Which segments of a blob have arrived.
#[derive(Clone, Debug, PartialEq, Eq, Encode, Decode)]
pub struct BlobState {
    /// How many it will have.
    #[n(0)]
    pub segments: u32,
    /// Those missing, as ranges from (inclusive) to (exclusive).
    #[n(1)]
    pub missing: Vec<(u32, u32)>,
}
