//! What Sotto does on a device: drafts, reports, cases, the outbox, sync, and the organisation's
//! own business. No window in it: the desktop application and `sottoctl` drive the same engine.
//!
//! Durable before acknowledged: what a function here answers as saved or queued is on disk, and
//! nothing leaves the machine before the state that produced it is.

mod attachments;
mod audit_log;
mod backup;
mod bundle;
mod card_picture;
mod cases;
mod contact;
mod declared;
mod drafts;
mod engine;
mod error;
mod founding;
mod history;
mod identity;
mod labels;
mod links;
mod lists;
mod organisations;
mod outbox;
mod preferences;
mod recovery;
mod refill;
mod removals;
mod renewal;
mod replies;
mod restoring;
mod room_join;
mod room_sync;
mod secrets;
mod standing;
mod surroundings;
mod sync;
mod taking_over;
mod transport;
mod verify;
mod witnesses;

pub use attachments::{AttachmentView, Fetched, FileCopy, FileProgress, FileStep, Look, OtherCopy};
pub use audit_log::{LogActor, LogCheckpoint, LogEntry, LogGroup, LogPage, LogProof, Logged, LoggedAct, LoggedCase};
pub use bundle::{Evidence, ProvenEntry, verify_bundle};
pub use cases::{CaseView, LastWord, MessageView, ReaderView};
pub use drafts::{DraftId, DraftView};
pub use engine::{Created, Engine, Event, NewProfile};
pub use error::{ContactError, Error};
pub use founding::Founding;
pub use history::Past;
pub use identity::{
    ApprovalView, AskedView, Choices, DisclosureView, IdentityView, OpeningView, Person as DisclosurePerson,
};
pub use labels::{Label, UsedLabel};
pub use lists::{CasePage, CasesWanted, Queue};
pub use organisations::{CardView, DeviceState, Joined, Member, MemberDevice, OrganisationCard};
pub use outbox::{Approval, CalledBack, LONGEST_WAIT, Leave, Queued, Sent, Waiting};
pub use recovery::{OfficeOfCard, Recovered};
pub use removals::Removed;
pub use restoring::Restored;
pub use sotto_protocol::{
    content::Status,
    identity::{Document, Field, Identity},
    ids::{AttachmentId, CaseId, DeviceId, HandlerId, MessageId, OrganisationId},
    key_words::KeyWords,
    names::safe_file_name,
    phrase::{PhraseError, RecoveryPhrase, UnknownWord},
    pseudonym::Pseudonym,
    roster::{Role, WitnessPolicy},
    time::UnixSeconds,
};
/// What a program that attaches files calls first of all in `main`: it is started again to look into them.
pub use sotto_scrub::worker::run_if_asked as look_at_a_file_if_asked;
pub use sotto_scrub::{Finding, FindingKind, Inspection, Kind as FileKind, NotChecked};
pub use sotto_vault::{KdfParams, Mode, NoKeyring, OsKeyring, Profile, SecretStore, leave_no_core};
pub use standing::{Certificate, LogStanding, Me};
pub use surroundings::{Clock, SystemClock};
pub use sync::Synced;
pub use transport::{Route, TorHindrance, TorProgress, UnknownRoute, Way, find_tor, is_other_tor_network, is_tor};
pub use verify::{Verified, VerifiedEntry};
pub use witnesses::Witnessed;
