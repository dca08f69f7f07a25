//! What the engine answers when it does not do something, with the code that people see.

use sotto_protocol::{
    card::CardError, codec::Malformed, content::ContentError, identity::IdentityError, ids::CaseId,
    phrase::PhraseError, roster::RosterError,
};
use sotto_relay_api::Refusal;
use sotto_rooms::{
    CommitRefused, CreateError as RoomCreateError, EnvelopeError, JoinError, KeyPackageError, OpenError,
    OpeningKeyError, SealError,
};
use sotto_rpc_schema::ErrorCode;
use sotto_vault::{BackUpError, CreateError, RestoreError, SealFileError, StoreError, UnlockError, WipeError};

/// Why an operation of the engine failed.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The vault was not created.
    #[error(transparent)]
    Create(#[from] CreateError),
    /// The vault was not opened.
    #[error(transparent)]
    Unlock(#[from] UnlockError),
    /// No backup was written.
    #[error(transparent)]
    BackUp(#[from] BackUpError),
    /// No vault was made from a backup.
    #[error(transparent)]
    Restore(#[from] RestoreError),
    /// The vault was not destroyed.
    #[error(transparent)]
    Wipe(#[from] WipeError),
    /// The vault could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A file was not sealed into the vault.
    #[error(transparent)]
    SealFile(#[from] SealFileError),
    /// The relay was not reached, or was not believed.
    #[error(transparent)]
    Contact(#[from] ContactError),
    /// A card was refused.
    #[error(transparent)]
    Card(#[from] CardError),
    /// A roster was refused.
    #[error(transparent)]
    Roster(#[from] RosterError),
    /// A recovery phrase was refused.
    #[error(transparent)]
    Phrase(#[from] PhraseError),
    /// Content was refused.
    #[error(transparent)]
    Content(#[from] ContentError),
    /// A room was not made.
    #[error(transparent)]
    RoomCreate(#[from] RoomCreateError),
    /// Nothing was sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// Nobody would take the change of readers.
    #[error(transparent)]
    Change(#[from] CommitRefused),
    /// Something that came was refused.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A Welcome was refused.
    #[error(transparent)]
    Join(#[from] JoinError),
    /// A KeyPackage was not made.
    #[error(transparent)]
    KeyPackage(#[from] KeyPackageError),
    /// The device's opening key could not be made.
    #[error(transparent)]
    OpeningKey(#[from] OpeningKeyError),
    /// What is to be disclosed, or was, does not keep its rules.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The vault holds something that this version cannot read.
    #[error("the vault holds a malformed value")]
    Malformed(#[from] Malformed),
    /// The relay has a case with the keys of this one, which goes on as another.
    #[error("a case with these keys exists; this one goes on with the next")]
    CaseMoved(CaseId),
    /// The operation is not possible as things stand.
    #[error("not possible: {0}")]
    Refused(ErrorCode),
}

/// Why the relay was not reached, or was not believed.
#[non_exhaustive]
#[derive(Debug, thiserror::Error)]
pub enum ContactError {
    /// Local: no connection, or it ended.
    #[error("the relay cannot be reached")]
    Unreachable(#[source] std::io::Error),
    /// Local: the proxy through which everything is to go does not answer, or is none.
    #[error("the proxy cannot be reached")]
    ProxyUnreachable(#[source] std::io::Error),
    /// Local: Sotto's own Tor does not reach the Tor network.
    #[error("the Tor network cannot be reached")]
    TorUnreachable,
    /// Peer: something else than the relay named in the card answered. May be an attack.
    #[error("something else than the relay named in the card answered")]
    IdentityMismatch,
    /// Peer: it speaks no version that this device speaks.
    #[error("device and relay have no version in common")]
    VersionUnsupported,
    /// Peer: it did not do what was asked.
    #[error("the relay refused: {0:?}")]
    Refused(Refusal),
    /// Peer: it answered something that is no answer.
    #[error("the relay answered something that makes no sense")]
    Protocol,
    /// Peer: its log contradicts what this device saw. May be an attack.
    #[error("the relay's log contradicts what this device saw before")]
    LogInconsistent,
    /// Peer: an act that must be in the log is not.
    #[error("an act that must be in the log is not")]
    EntryMissing,
    /// Peer: its roster is older than one seen before.
    #[error("the relay shows an older roster")]
    RosterOlder,
}

impl Error {
    /// The code that the window translates and scripts match.
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Create(error) => create_code(error),
            Self::Unlock(error) => unlock_code(error),
            Self::BackUp(BackUpError::Store(error)) => store_code(error),
            Self::BackUp(BackUpError::DiskFull) => ErrorCode::DiskFull,
            Self::BackUp(_) => ErrorCode::IoFailed,
            Self::Restore(error) => restore_code(error),
            Self::Wipe(WipeError::ProfileInUse) => ErrorCode::ProfileInUse,
            Self::Wipe(_) => ErrorCode::IoFailed,
            Self::Store(error) => store_code(error),
            Self::SealFile(error) => seal_file_code(error),
            Self::Contact(error) => error.code(),
            Self::Card(CardError::Signature) => ErrorCode::CardSignatureInvalid,
            Self::Card(_) => ErrorCode::CardInvalid,
            Self::Roster(_) => ErrorCode::RosterInvalid,
            Self::Phrase(_) => ErrorCode::PhraseInvalid,
            Self::Content(ContentError::TooLarge) | Self::Seal(SealError::TooLarge) => ErrorCode::MessageTooLarge,
            Self::Join(JoinError::ReaderNotCertified) | Self::Seal(SealError::RevokedReader) => {
                ErrorCode::ReaderNotCertified
            }
            Self::Join(JoinError::RosterUnknown { .. }) | Self::Seal(SealError::OlderRoster) => ErrorCode::RosterOlder,
            Self::Change(CommitRefused::ReaderNotCertified) => ErrorCode::ReaderNotCertified,
            Self::Change(_) => ErrorCode::NotPermitted,
            Self::Open(OpenError::Envelope(EnvelopeError::NeedsNewer)) => ErrorCode::VersionUnsupported,
            Self::Open(OpenError::RolledBack) => ErrorCode::VaultRolledBack,
            Self::Seal(SealError::NotMember) | Self::Open(OpenError::NotMember) => ErrorCode::NotPermitted,
            Self::Content(_) | Self::Open(_) | Self::Join(_) => ErrorCode::MessageInvalid,
            Self::Identity(IdentityError::Empty) => ErrorCode::BadRequest,
            Self::Identity(IdentityError::TooLarge) => ErrorCode::MessageTooLarge,
            Self::Identity(_) => ErrorCode::MessageInvalid,
            Self::Malformed(_) => ErrorCode::VaultDamaged,
            Self::CaseMoved(_) => ErrorCode::CaseExists,
            Self::Refused(code) => *code,
            Self::RoomCreate(_) | Self::Seal(_) | Self::KeyPackage(_) | Self::OpeningKey(_) => ErrorCode::Internal,
        }
    }
}

impl ContactError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Unreachable(_) | Self::Protocol => ErrorCode::RelayUnreachable,
            Self::ProxyUnreachable(_) => ErrorCode::ProxyUnreachable,
            Self::TorUnreachable => ErrorCode::TorUnreachable,
            Self::IdentityMismatch => ErrorCode::RelayIdentityMismatch,
            Self::VersionUnsupported => ErrorCode::VersionUnsupported,
            Self::LogInconsistent => ErrorCode::LogInconsistent,
            Self::EntryMissing => ErrorCode::EntryMissing,
            Self::RosterOlder => ErrorCode::RosterOlder,
            Self::Refused(refusal) => refusal_code(*refusal),
        }
    }
}

fn refusal_code(refusal: Refusal) -> ErrorCode {
    match refusal {
        Refusal::VersionUnsupported => ErrorCode::VersionUnsupported,
        Refusal::OrganisationUnknown => ErrorCode::OrganisationUnknown,
        Refusal::PuzzleRequired => ErrorCode::PuzzleRequired,
        Refusal::TokenInvalid => ErrorCode::InviteInvalid,
        Refusal::CaseExists => ErrorCode::CaseExists,
        Refusal::RosterInvalid => ErrorCode::RosterInvalid,
        Refusal::ReaderNotCertified => ErrorCode::ReaderNotCertified,
        Refusal::TooLarge => ErrorCode::MessageTooLarge,
        Refusal::QuotaExceeded => ErrorCode::QuotaExceeded,
        Refusal::Withdrawn => ErrorCode::Withdrawn,
        Refusal::ApprovalRequired => ErrorCode::ApprovalPending,
        Refusal::Restoring => ErrorCode::RelayRestoring,
        Refusal::StorageFull | Refusal::Internal | Refusal::SlowDown => ErrorCode::RelayUnreachable,
        _ => ErrorCode::NotPermitted,
    }
}

fn create_code(error: &CreateError) -> ErrorCode {
    match error {
        CreateError::Exists => ErrorCode::VaultExists,
        CreateError::ProfileInUse => ErrorCode::ProfileInUse,
        CreateError::EmptyPassphrase => ErrorCode::PassphraseTooWeak,
        CreateError::KeyringUnavailable => ErrorCode::KeyringUnavailable,
        CreateError::KeyringLocked => ErrorCode::KeyringLocked,
        CreateError::DiskFull => ErrorCode::DiskFull,
        CreateError::Store(error) => store_code(error),
        CreateError::Io(_) => ErrorCode::IoFailed,
        _ => ErrorCode::Internal,
    }
}

fn restore_code(error: &RestoreError) -> ErrorCode {
    match error {
        RestoreError::Invalid => ErrorCode::BackupInvalid,
        RestoreError::Newer => ErrorCode::BackupNewer,
        RestoreError::Create(error) => create_code(error),
        _ => ErrorCode::IoFailed,
    }
}

fn unlock_code(error: &UnlockError) -> ErrorCode {
    match error {
        UnlockError::Absent => ErrorCode::VaultAbsent,
        UnlockError::ProfileInUse => ErrorCode::ProfileInUse,
        UnlockError::WrongPassphrase => ErrorCode::WrongPassphrase,
        UnlockError::Damaged(_) | UnlockError::KeyringSecretMissing => ErrorCode::VaultDamaged,
        UnlockError::Newer { .. } => ErrorCode::VaultNewer,
        UnlockError::KeyringUnavailable => ErrorCode::KeyringUnavailable,
        UnlockError::KeyringLocked => ErrorCode::KeyringLocked,
        UnlockError::DiskFull => ErrorCode::DiskFull,
        UnlockError::Store(error) => store_code(error),
        UnlockError::Io(_) => ErrorCode::IoFailed,
        _ => ErrorCode::Internal,
    }
}

fn seal_file_code(error: &SealFileError) -> ErrorCode {
    match error {
        SealFileError::Source(_) | SealFileError::Changed => ErrorCode::AttachmentUnreadable,
        SealFileError::DiskFull => ErrorCode::DiskFull,
        SealFileError::Io(_) => ErrorCode::IoFailed,
        _ => ErrorCode::Internal,
    }
}

fn store_code(error: &StoreError) -> ErrorCode {
    match error {
        StoreError::DiskFull => ErrorCode::DiskFull,
        StoreError::Damaged | StoreError::MlsTables(_) => ErrorCode::VaultDamaged,
        StoreError::Newer { .. } => ErrorCode::VaultNewer,
        StoreError::Io(_) => ErrorCode::IoFailed,
        _ => ErrorCode::Internal,
    }
}
