//! The one error shape of the window and of `sottoctl --json`.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! error_codes {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal $(, $retryable:ident)?;)+) => {
        /// What went wrong, as a word that does not change between versions.
        #[non_exhaustive]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        pub enum ErrorCode {
            $($(#[doc = $doc])+ #[serde(rename = $name)] $variant,)+
        }

        /// Every code, in the order of declaration.
        pub const ALL_ERROR_CODES: &[ErrorCode] = &[$(ErrorCode::$variant),+];

        impl ErrorCode {
            /// The code as it stands in JSON.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $name,)+ }
            }

            /// Whether the same request may succeed later without anybody changing anything.
            pub const fn retryable(self) -> bool {
                match self { $(Self::$variant => error_codes!(@retryable $($retryable)?),)+ }
            }
        }
    };
    (@retryable retryable) => { true };
    (@retryable) => { false };
}

error_codes! {
    /// The passphrase does not open this vault, or this backup.
    WrongPassphrase = "wrong_passphrase";
    /// The vault's files do not fit together or fail authentication.
    VaultDamaged = "vault_damaged";
    /// A newer Sotto wrote this vault.
    VaultNewer = "vault_newer";
    /// An older copy of this vault was put back.
    VaultRolledBack = "vault_rolled_back";
    /// There already is a vault in this profile.
    VaultExists = "vault_exists";
    /// There is no vault in this profile.
    VaultAbsent = "vault_absent";
    /// The vault must be unlocked first.
    VaultLocked = "vault_locked";
    /// Another process has this profile open.
    ProfileInUse = "profile_in_use";
    /// No room is left on the disk. What was saved before stays saved.
    DiskFull = "disk_full", retryable;
    /// This vault needs the system's keyring, and there is none.
    KeyringUnavailable = "keyring_unavailable", retryable;
    /// This vault needs the system's keyring, and it is locked.
    KeyringLocked = "keyring_locked", retryable;
    /// This is no backup of a vault, or not all of one, or it was altered.
    BackupInvalid = "backup_invalid";
    /// A newer Sotto wrote this backup.
    BackupNewer = "backup_newer";
    /// No relay of the given cards lists a case that comes from the phrase.
    NothingToRestore = "nothing_to_restore";
    /// The case went on on another device of the same reporter.
    CaseElsewhere = "case_elsewhere";
    /// Not twelve words of a recovery phrase.
    PhraseInvalid = "phrase_invalid";
    /// The passphrase is too easy to guess.
    PassphraseTooWeak = "passphrase_too_weak";
    /// Not a card of an organisation.
    CardInvalid = "card_invalid";
    /// A picture that was to hold the QR code of a card holds none that can be read.
    CardPictureUnreadable = "card_picture_unreadable";
    /// The card's signature is not the organisation's.
    CardSignatureInvalid = "card_signature_invalid";
    /// No card of this organisation is stored here.
    OrganisationUnknown = "organisation_unknown";
    /// The roster's signature or content is not valid.
    RosterInvalid = "roster_invalid";
    /// The organisation has not renewed its roster in time.
    RosterExpired = "roster_expired", retryable;
    /// The relay shows a roster older than one seen before.
    RosterOlder = "roster_older";
    /// A device that the organisation's key did not certify stands among the readers.
    ReaderNotCertified = "reader_not_certified";
    /// None of the people who would read it can be reached by their devices' keys now.
    NoReader = "no_reader", retryable;
    /// Other people would read it than those who were approved.
    ReadersChanged = "readers_changed";
    /// The person set it aside.
    Held = "held";
    /// It was sealed, and may have arrived.
    MayHaveLeft = "may_have_left";
    /// This person's role does not grant it.
    NotPermitted = "not_permitted";
    /// No such draft, case, message, attachment or handler.
    NotFound = "not_found";
    /// The invitation is not valid, or was used.
    InviteInvalid = "invite_invalid";
    /// The set-up link is not valid, or was used.
    SetupLinkInvalid = "setup_link_invalid";
    /// This device's clock is far from the relay's.
    ClockWrong = "clock_wrong";
    /// The key words are not those of this device or organisation.
    KeyWordsMismatch = "key_words_mismatch";
    /// No connection to the organisation's relay.
    RelayUnreachable = "relay_unreachable", retryable;
    /// The proxy through which everything is to go does not answer. Nothing goes another way.
    ProxyUnreachable = "proxy_unreachable", retryable;
    /// Sotto's own Tor does not reach the Tor network. Nothing goes another way.
    TorUnreachable = "tor_unreachable", retryable;
    /// A line that names no bridge.
    BridgeInvalid = "bridge_invalid";
    /// No program on this machine puts on the disguise that a bridge asks for.
    BridgeProgramMissing = "bridge_program_missing";
    /// The relay was put back from a copy, and its office has yet to accept that.
    RelayRestoring = "relay_restoring", retryable;
    /// Something else than the relay named in the card answered.
    RelayIdentityMismatch = "relay_identity_mismatch";
    /// Device and relay have no version in common.
    VersionUnsupported = "version_unsupported";
    /// The relay's log contradicts what this device saw before.
    LogInconsistent = "log_inconsistent";
    /// An act that must be in the log is not.
    EntryMissing = "entry_missing";
    /// A message does not keep the rules of its room.
    MessageInvalid = "message_invalid";
    /// A message is larger than a room takes.
    MessageTooLarge = "message_too_large";
    /// A case with these keys exists; the next index is taken.
    CaseExists = "case_exists", retryable;
    /// The case needs a successor room, which only its reporter can open.
    SuccessorWanted = "successor_wanted";
    /// The attached file is gone.
    AttachmentMissing = "attachment_missing";
    /// The attached file cannot be read.
    AttachmentUnreadable = "attachment_unreadable";
    /// The file is larger than a file may be.
    AttachmentTooLarge = "attachment_too_large";
    /// A report or message takes no more files.
    TooManyAttachments = "too_many_attachments";
    /// The relay's quota is used up.
    QuotaExceeded = "quota_exceeded", retryable;
    /// The relay asks for a client puzzle.
    PuzzleRequired = "puzzle_required", retryable;
    /// A name is empty, too long, or has characters that names do not have.
    NameInvalid = "name_invalid";
    /// A label is empty, too long, or has characters that labels do not have.
    LabelInvalid = "label_invalid";
    /// A case takes no more labels.
    TooManyLabels = "too_many_labels";
    /// A file of this name exists and is never overwritten.
    FileExists = "file_exists";
    /// Reading or writing a file failed.
    IoFailed = "io_failed", retryable;
    /// What was typed is not the name of this case.
    PseudonymMismatch = "pseudonym_mismatch";
    /// An identity is disclosed in this case already, or about to be.
    AlreadyDisclosed = "already_disclosed";
    /// The reporter took back what they said of themselves.
    Withdrawn = "withdrawn";
    /// A second person has not agreed, or their agreement was used or is too old.
    ApprovalPending = "approval_pending";
    /// This device does not hold the key of what was disclosed.
    OpeningKeyLost = "opening_key_lost";
    /// The handler has asked already, and the reporter has not answered yet.
    AlreadyAsked = "already_asked";
    /// This profile already belongs to a handler.
    AlreadyHandler = "already_handler";
    /// The request has not the declared shape.
    BadRequest = "bad_request";
    /// A defect of Sotto itself.
    Internal = "internal";
}

impl fmt::Display for ErrorCode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// What a failed command answers. The window matches `code` and translates; it shows no text of ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RpcError {
    /// What went wrong.
    pub code: ErrorCode,
    /// See [`ErrorCode::retryable`].
    pub retryable: bool,
    /// Arguments of the translated sentence, such as the name of a file. No secrets, no English.
    pub details: BTreeMap<String, String>,
}

impl RpcError {
    /// Adds an argument of the translated sentence.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.details.insert(name.to_owned(), value.into());
        self
    }
}

impl From<ErrorCode> for RpcError {
    fn from(code: ErrorCode) -> Self {
        Self { code, retryable: code.retryable(), details: BTreeMap::new() }
    }
}
