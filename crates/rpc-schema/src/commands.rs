//! Every command of the window: its name, what is asked, what is answered.

use serde::{Serialize, de::DeserializeOwned};
use ts_rs::TS;

use crate::types::*;

/// A command that the window can invoke.
pub trait Command {
    /// The name by which the window invokes it and by which a capability allows it.
    const NAME: &'static str;
    /// What the window sends.
    type Request: DeserializeOwned + Send + TS + 'static;
    /// What it gets; an [`RpcError`](crate::RpcError) if it fails.
    type Response: Serialize + Send + TS + 'static;
}

/// A command as data, for lists and generators.
#[derive(Clone, Copy)]
pub struct CommandInfo {
    /// See [`Command::NAME`].
    pub name: &'static str,
    pub(crate) docs: &'static str,
    pub(crate) describe: fn(&mut crate::typescript::Collector<'_>) -> (String, String),
}

macro_rules! commands {
    ($($(#[doc = $doc:literal])+ $marker:ident = $name:literal ($request:ty) -> $response:ty;)+) => {
        /// One marker type a command.
        pub mod command {
            use super::*;
            $(
                $(#[doc = $doc])+
                #[derive(Debug)]
                pub enum $marker {}
                impl Command for $marker {
                    const NAME: &'static str = $name;
                    type Request = $request;
                    type Response = $response;
                }
            )+
        }

        /// Every command, in the order of declaration.
        pub const ALL_COMMANDS: &[CommandInfo] = &[$(CommandInfo {
            name: $name,
            docs: concat!($($doc, "\n"),+),
            describe: |types| (types.name::<$request>(), types.name::<$response>()),
        }),+];

        /// The names of [`ALL_COMMANDS`], for the build script.
        pub const COMMAND_NAMES: &[&str] = &[$($name),+];

        /// Calls the macro `$callback` with every marker: `$callback! { VaultStatus, … }`.
        ///
        /// `src-tauri` builds its dispatcher with it, so a command without an adapter does not compile.
        #[macro_export]
        macro_rules! with_commands {
            ($callback:ident) => { $callback! { $($marker),+ } };
        }
    };
}

commands! {
    /// Whether there is a vault here, and whether it is open.
    VaultStatus = "vault_status" (Nothing) -> VaultInfo;
    /// Five random words for a passphrase.
    PassphraseSuggest = "passphrase_suggest" (Nothing) -> SuggestedPassphrase;
    /// How hard a passphrase is to guess, for the meter. Nothing is stored.
    PassphraseCheck = "passphrase_check" (PassphraseToCheck) -> PassphraseStrength;
    /// Makes the vault and opens it. The recovery phrase is shown this once.
    VaultCreate = "vault_create" (NewVault) -> CreatedVault;
    /// Whether words are a recovery phrase, and what is wrong with them. Nothing is stored.
    PhraseCheck = "phrase_check" (PhraseToCheck) -> PhraseState;
    /// The office whose card a link holds. Nothing is stored, and nothing asked.
    RestoreCard = "restore_card" (CardLink) -> OfficeToRestore;
    /// The same of a card's file, or of a picture of it, that the person chooses; `null` if they choose none.
    RestoreCardFile = "restore_card_file" (Nothing) -> Option<OfficeToRestore>;
    /// Makes the vault anew from a recovery phrase and opens it. Asks the offices' relays first; nothing is made if they have
    /// nothing.
    VaultRestore = "vault_restore" (Restore) -> RestoredVault;
    /// Asks where to, and saves a backup of the vault there, under a name that is not taken; `null` if the person chose nothing.
    BackupCreate = "backup_create" (BackupPassphrase) -> Option<SavedBackup>;
    /// Asks for a backup and remembers it for `backup_restore`; `null` if the person chose none, and one before stays chosen.
    BackupChoose = "backup_choose" (Nothing) -> Option<ChosenBackup>;
    /// Makes the vault from the backup that was chosen and opens it. Nothing is made unless all of it is right; the backup then
    /// stays chosen.
    BackupRestore = "backup_restore" (BackupPassphrase) -> RestoredBackup;
    /// Opens the vault.
    VaultUnlock = "vault_unlock" (Unlock) -> ();
    /// Closes the vault, wipes the keys, ends the web process and starts the application anew, locked.
    VaultLock = "vault_lock" (Lock) -> ();
    /// Destroys the vault, open or not: its key slots first, then its files and those of the web process. The application starts
    /// anew.
    LeaveNoTrace = "leave_no_trace" (Nothing) -> ();
    /// Somebody uses the window: the time after which it locks begins anew.
    Activity = "activity" (Nothing) -> ();
    /// How the person wants the window to be.
    SettingsGet = "settings_get" (Nothing) -> Settings;
    /// Keeps it; answered once that is on disk. It holds at once.
    SettingsSave = "settings_save" (Settings) -> ();
    /// Which way relays are reached, and each Tor that was found on this machine.
    RouteGet = "route_get" (Nothing) -> Routes;
    /// Goes another way from now on. Something that does not say that it is a Tor is not taken for one. Before
    /// there is a vault it is remembered until one is made.
    RouteSave = "route_save" (Route) -> ();

    /// What the first page after unlocking shows.
    Home = "home" (Nothing) -> HomeView;
    /// Stores an organisation's card, given as a link.
    CardAdd = "card_add" (CardLink) -> Organisation;
    /// Asks for a card file and stores it; `null` if the person chose none.
    CardAddFile = "card_add_file" (Nothing) -> Option<Organisation>;
    /// Records that a person compared the organisation's key words by another way.
    CardCompare = "card_compare" (KeyWordsOfOrganisation) -> Organisation;

    /// Starts a draft to an organisation.
    DraftCreate = "draft_create" (NewDraft) -> Draft;
    /// A draft as it was last saved.
    DraftGet = "draft_get" (DraftRef) -> Draft;
    /// Saves the words of a draft; answered once they are on disk.
    DraftSave = "draft_save" (DraftWords) -> Saved;
    /// Takes a draft with its files out of every list. It is deleted from this device with `removed_end`, when the vault
    /// locks, or when it is next opened.
    DraftDelete = "draft_delete" (DraftRef) -> ();
    /// Brings a draft back that was removed, with its files.
    DraftRestore = "draft_restore" (DraftRef) -> ();
    /// Asks for files and adds copies of them to the draft. `files_changed` tells of each; answered after the last.
    DraftAttach = "draft_attach" (DraftRef) -> ();
    /// Removes a file from the draft, as `draft_delete` does a draft; answers those that are left.
    DraftDetach = "draft_detach" (DraftAttachment) -> FilesLeft;
    /// Brings a file back that was removed from the draft; answers all.
    DraftReattach = "draft_reattach" (DraftAttachment) -> FilesLeft;
    /// Sends the other copy of a file: the cleaned one, or the original.
    FileChooseCopy = "file_choose_copy" (ChosenCopy) -> Attachment;
    /// Deletes something that was removed: it can't be brought back any more.
    RemovedEnd = "removed_end" (Removed) -> ();
    /// Names what takes the files that are dropped on the window. `files_changed` tells of each.
    DropTarget = "drop_target" (FileTarget) -> ();

    /// Who will read the draft, what the relay learns, and a suggested name.
    ReportReview = "report_review" (DraftRef) -> Review;
    /// Asks the relay for the organisation's newest roster, so that the draft's readers can be shown.
    ReadersFetch = "readers_fetch" (DraftRef) -> ();
    /// Another random pseudonym.
    PseudonymSuggest = "pseudonym_suggest" (Nothing) -> Pseudonym;
    /// Moves the draft to the outbox; answered once that is on disk.
    ReportSend = "report_send" (SendReport) -> SentReport;
    /// Lets something wait, and what comes after it in its case, until it is tried again.
    OutboxHold = "outbox_hold" (OutboxMessage) -> ();
    /// Takes something out of the outbox again before it has left.
    OutboxCallBack = "outbox_call_back" (OutboxMessage) -> CalledBack;
    /// Tries now instead of at the next planned time, also what was held, and accepts changed readers if asked to.
    OutboxRetry = "outbox_retry" (OutboxRetryRequest) -> ();

    /// A part of a list of cases.
    Cases = "cases" (CasesWanted) -> CasePage;
    /// Everything about one case. Opening holds its connection until another case is opened.
    CaseOpen = "case_open" (CaseRef) -> Case;
    /// The key words of the devices of a case's readers. Takes a while, on purpose.
    ReaderWords = "reader_words" (CaseRef) -> WordsOfReaders;
    /// Marks what is in the case as read, on this device only.
    CaseMarkRead = "case_mark_read" (CaseRef) -> ();
    /// Goes on here with a case that went on on another device with the same recovery phrase, which is told in turn.
    CaseGoOn = "case_go_on" (CaseRef) -> ();
    /// Destroys a case on this device: its keys, words and files. Nobody else is told.
    CaseWipe = "case_wipe" (CaseRef) -> ();
    /// Asks for files and adds copies of them to the reply that is being written, as `draft_attach`.
    CaseAttach = "case_attach" (CaseRef) -> ();
    /// Removes a file from the reply that is being written, as `draft_delete` does a draft; answers those that are left.
    CaseDetach = "case_detach" (CaseAttachment) -> FilesLeft;
    /// Brings a file back that was removed from the reply; answers all.
    CaseReattach = "case_reattach" (CaseAttachment) -> FilesLeft;
    /// Saves the text of the reply that is being written; answered once it is on disk.
    CaseReplySave = "case_reply_save" (Reply) -> ();
    /// Puts a reply with its files into the outbox; answered once that is on disk.
    CaseReply = "case_reply" (Reply) -> SentMessage;
    /// Asks where to, and saves a file of a case there, under a name that is not taken; `null` if the person chose
    /// nothing.
    AttachmentSave = "attachment_save" (CaseAttachment) -> Option<SavedFile>;

    /// Gives a case these labels and no others, on this device only.
    CaseLabel = "case_label" (LabelsOfCase) -> ();
    /// Sets the status of a case.
    CaseStatusSet = "case_status" (StatusOfCase) -> ();
    /// Lets a handler read the case from now on.
    CaseAssign = "case_assign" (HandlerOfCase) -> ();
    /// Ends a handler's reading of the case.
    CaseUnassign = "case_unassign" (HandlerOfCase) -> ();
    /// Hands what was said in a case, as it is here, over to everybody who reads it.
    CaseHandOver = "case_hand_over" (CaseRef) -> ();

    /// Asks for the document that goes with a disclosure in this case, and keeps it in memory; `null` if the person chose
    /// none.
    IdentityDocument = "identity_document" (CaseRef) -> Option<PickedDocument>;
    /// Forgets the document that was picked.
    IdentityDocumentForget = "identity_document_forget" (Nothing) -> ();
    /// Seals who the reporter is for readers whom they chose, and puts it into the outbox.
    IdentityDisclose = "identity_disclose" (Disclose) -> ();
    /// Takes back what was disclosed, once that is sent. A disclosure that has not left yet does not leave.
    IdentityWithdraw = "identity_withdraw" (CaseRef) -> ();
    /// Answers a handler's question with "not now".
    IdentityKeep = "identity_keep" (CaseRef) -> ();
    /// Asks the reporter who they are.
    IdentityAsk = "identity_ask" (AskIdentity) -> ();
    /// Asks for a second person's agreement to open what was disclosed. Answered once the log has it.
    IdentityOpeningAsk = "identity_opening_ask" (AskOpening) -> ();
    /// Agrees to a colleague's opening, or not. Answered once the log has it.
    IdentityDecide = "identity_decide" (DecideOpening) -> ();
    /// Opens what was disclosed: on the record first, then answered.
    IdentityOpen = "identity_open" (OpenIdentity) -> OpenedIdentity;

    /// A hundred entries of the office's log at most, each proved before it is answered.
    LogRead = "log_page" (LogWanted) -> LogPage;
    /// Asks where to, and saves a proof of an entry for others there, under a name that is not taken; `null` if the person
    /// chose nothing.
    LogProofSave = "log_proof_save" (LogEntryRef) -> Option<SavedFile>;

    /// Accepts an invitation: this device waits for its certificate.
    HandlerJoin = "handler_join" (Join) -> Joined;
    /// Sets an organisation up on a new relay; this device becomes the OWNER's.
    OrgSetup = "org_setup" (Setup) -> PublishedCard;
    /// The card of the office for which this person works, to be published.
    OrgCard = "org_card" (Nothing) -> PublishedCard;
    /// An invitation for a colleague.
    OrgInvite = "org_invite" (Invite) -> Invitation;
    /// The organisation's people and their devices.
    OrgMembers = "org_members" (Nothing) -> Members;
    /// Certifies a waiting device whose key words were compared.
    OrgCertify = "org_certify" (Certify) -> Certified;
}
