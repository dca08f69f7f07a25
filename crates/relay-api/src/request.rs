//! What a device asks of a relay.

use minicbor::{
    Decode, Encode,
    bytes::{ByteArray, ByteVec},
};
use sotto_protocol::{
    ids::{BlobId, CaseId, DeviceId, MessageId, RecordId, RoomId},
    puzzle::Solution,
};

use crate::act::SignedAct;

/// A request. All but [`Request::Act`] change nothing that matters to anyone else.
#[derive(Clone, Debug, Encode, Decode)]
pub enum Request {
    /// Public: root metadata and roster.
    #[n(0)]
    FetchCard,
    /// Public: the current puzzle.
    #[n(1)]
    FetchPuzzle,
    /// Members: the newest checkpoint, in the answer's log update.
    #[n(2)]
    FetchCheckpoint,
    /// The roster if newer, with its log entry.
    #[n(3)]
    FetchRoster {
        /// The version that the device holds; 0 for none.
        #[n(0)]
        newer_than: u32,
    },
    /// One KeyPackage for each of these devices.
    #[n(4)]
    FetchKeyPackages {
        /// At most 256.
        #[n(0)]
        devices: Vec<DeviceId>,
        /// Paid for this fetch.
        #[n(1)]
        solution: Solution,
    },
    /// Devices: how many one-time KeyPackages of its own are left.
    #[n(5)]
    CountKeyPackages,
    /// The rooms that this principal reads.
    #[n(6)]
    ListRooms,
    /// What was appended to a room, in order, as much as fits into a frame.
    #[n(7)]
    FetchRoom {
        /// Which.
        #[n(0)]
        room: RoomId,
        /// Only what came later.
        #[n(1)]
        after: u64,
    },
    /// The log entries of a case that this principal reads.
    #[n(8)]
    FetchEntries {
        /// Which.
        #[n(0)]
        case: CaseId,
    },
    /// OWNER and ADMIN: devices that wait to be certified.
    #[n(9)]
    FetchWaiting,
    /// Which segments of a blob have arrived.
    #[n(10)]
    FetchBlobState {
        /// Which.
        #[n(0)]
        blob: BlobId,
    },
    /// Its creator: sealed segments, one after another. The same ones again change nothing.
    #[n(11)]
    PutSegments {
        /// Which blob.
        #[n(0)]
        blob: BlobId,
        /// The first one's place, counted from 0.
        #[n(1)]
        first: u32,
        /// One to [`MAX_SEGMENTS`](crate::MAX_SEGMENTS) sealed segments.
        #[n(2)]
        bytes: ByteVec,
    },
    /// Readers of its room: sealed segments, one after another.
    #[n(12)]
    FetchSegments {
        /// Which blob.
        #[n(0)]
        blob: BlobId,
        /// The first one's place, counted from 0.
        #[n(1)]
        first: u32,
        /// One to [`MAX_SEGMENTS`](crate::MAX_SEGMENTS).
        #[n(2)]
        count: u32,
    },
    /// The roster of one version: Commits are judged by the one that they name.
    #[n(14)]
    FetchRosterVersion {
        /// Which.
        #[n(0)]
        version: u32,
    },
    /// Reporters: the sealed record of an identity that they are about to disclose. It is nothing until an append says so,
    /// and the same one again changes nothing.
    #[n(15)]
    PutRecord {
        /// Chance.
        #[n(0)]
        record: RecordId,
        /// At most [`MAX_SEALED_BYTES`](sotto_protocol::identity::MAX_SEALED_BYTES).
        #[n(1)]
        sealed: ByteVec,
    },
    /// The one who opens a record: its ciphertext, for a short time after the opening came into the log.
    #[n(16)]
    FetchRecord {
        /// Which.
        #[n(0)]
        record: RecordId,
        /// The append by which it was opened.
        #[n(1)]
        opening: MessageId,
    },
    /// Whoever sees the log grow: a tile of its tree, or a bundle of its entries' commitments, by its C2SP `tlog-tiles` path.
    #[n(17)]
    FetchTile {
        /// Such as `tile/0/000` or `tile/entries/000.p/12`.
        #[n(0)]
        path: String,
    },
    /// Members: a run of the log's entries, which ends before one of them or with the newest.
    #[n(18)]
    FetchLog {
        /// The entry before which it ends; none for the newest.
        #[n(0)]
        before: Option<u64>,
        /// At most [`MAX_LOG_PAGE`](crate::MAX_LOG_PAGE).
        #[n(1)]
        count: u32,
    },
    /// Whoever sees the log grow: the newest checkpoint that witnesses cosigned.
    #[n(19)]
    FetchWitnessed,
    /// Public: the newest statement that the relay was put back from an older copy, with its log entry.
    #[n(20)]
    FetchIncarnation,
    /// Public: the recovery tags of the organisation's cases that were opened before today (UTC), in the order of their bytes.
    #[n(21)]
    FetchRecoveryTags {
        /// Only those after this one; none for the first.
        #[n(0)]
        after: Option<ByteArray<8>>,
        /// Paid for this page.
        #[n(1)]
        solution: Solution,
    },
    /// A change.
    #[n(13)]
    Act(#[n(0)] SignedAct),
}
