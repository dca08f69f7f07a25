// Generated from crates/rpc-schema by `cargo xtask codegen`. Do not edit.

import type * as types from './types';

export interface Commands {
  /** Whether there is a vault here, and whether it is open. */
  vault_status: { request: types.Nothing; response: types.VaultInfo };
  /** Five random words for a passphrase. */
  passphrase_suggest: { request: types.Nothing; response: types.SuggestedPassphrase };
  /** How hard a passphrase is to guess, for the meter. Nothing is stored. */
  passphrase_check: { request: types.PassphraseToCheck; response: types.PassphraseStrength };
  /** Makes the vault and opens it. The recovery phrase is shown this once. */
  vault_create: { request: types.NewVault; response: types.CreatedVault };
  /** Whether words are a recovery phrase, and what is wrong with them. Nothing is stored. */
  phrase_check: { request: types.PhraseToCheck; response: types.PhraseState };
  /** The office whose card a link holds. Nothing is stored, and nothing asked. */
  restore_card: { request: types.CardLink; response: types.OfficeToRestore };
  /** The same of a card's file, or of a picture of it, that the person chooses; `null` if they choose none. */
  restore_card_file: { request: types.Nothing; response: types.OfficeToRestore | null };
  /** Makes the vault anew from a recovery phrase and opens it. Asks the offices' relays first; nothing is made if they have */
  /** nothing. */
  vault_restore: { request: types.Restore; response: types.RestoredVault };
  /** Asks where to, and saves a backup of the vault there, under a name that is not taken; `null` if the person chose nothing. */
  backup_create: { request: types.BackupPassphrase; response: types.SavedBackup | null };
  /** Asks for a backup and remembers it for `backup_restore`; `null` if the person chose none, and one before stays chosen. */
  backup_choose: { request: types.Nothing; response: types.ChosenBackup | null };
  /** Makes the vault from the backup that was chosen and opens it. Nothing is made unless all of it is right; the backup then */
  /** stays chosen. */
  backup_restore: { request: types.BackupPassphrase; response: types.RestoredBackup };
  /** Opens the vault. */
  vault_unlock: { request: types.Unlock; response: null };
  /** Closes the vault, wipes the keys, ends the web process and starts the application anew, locked. */
  vault_lock: { request: types.Lock; response: null };
  /** Destroys the vault, open or not: its key slots first, then its files and those of the web process. The application starts */
  /** anew. */
  leave_no_trace: { request: types.Nothing; response: null };
  /** Somebody uses the window: the time after which it locks begins anew. */
  activity: { request: types.Nothing; response: null };
  /** How the person wants the window to be. */
  settings_get: { request: types.Nothing; response: types.Settings };
  /** Keeps it; answered once that is on disk. It holds at once. */
  settings_save: { request: types.Settings; response: null };
  /** Which way relays are reached, and each Tor that was found on this machine. */
  route_get: { request: types.Nothing; response: types.Routes };
  /** Goes another way from now on. Something that does not say that it is a Tor is not taken for one. Before */
  /** there is a vault it is remembered until one is made. */
  route_save: { request: types.Route; response: null };
  /** What the first page after unlocking shows. */
  home: { request: types.Nothing; response: types.HomeView };
  /** Stores an organisation's card, given as a link. */
  card_add: { request: types.CardLink; response: types.Organisation };
  /** Asks for a card file and stores it; `null` if the person chose none. */
  card_add_file: { request: types.Nothing; response: types.Organisation | null };
  /** Records that a person compared the organisation's key words by another way. */
  card_compare: { request: types.KeyWordsOfOrganisation; response: types.Organisation };
  /** Starts a draft to an organisation. */
  draft_create: { request: types.NewDraft; response: types.Draft };
  /** A draft as it was last saved. */
  draft_get: { request: types.DraftRef; response: types.Draft };
  /** Saves the words of a draft; answered once they are on disk. */
  draft_save: { request: types.DraftWords; response: types.Saved };
  /** Takes a draft with its files out of every list. It is deleted from this device with `removed_end`, when the vault */
  /** locks, or when it is next opened. */
  draft_delete: { request: types.DraftRef; response: null };
  /** Brings a draft back that was removed, with its files. */
  draft_restore: { request: types.DraftRef; response: null };
  /** Asks for files and adds copies of them to the draft. `files_changed` tells of each; answered after the last. */
  draft_attach: { request: types.DraftRef; response: null };
  /** Removes a file from the draft, as `draft_delete` does a draft; answers those that are left. */
  draft_detach: { request: types.DraftAttachment; response: types.FilesLeft };
  /** Brings a file back that was removed from the draft; answers all. */
  draft_reattach: { request: types.DraftAttachment; response: types.FilesLeft };
  /** Sends the other copy of a file: the cleaned one, or the original. */
  file_choose_copy: { request: types.ChosenCopy; response: types.Attachment };
  /** Deletes something that was removed: it can't be brought back any more. */
  removed_end: { request: types.Removed; response: null };
  /** Names what takes the files that are dropped on the window. `files_changed` tells of each. */
  drop_target: { request: types.FileTarget; response: null };
  /** Who will read the draft, what the relay learns, and a suggested name. */
  report_review: { request: types.DraftRef; response: types.Review };
  /** Asks the relay for the organisation's newest roster, so that the draft's readers can be shown. */
  readers_fetch: { request: types.DraftRef; response: null };
  /** Another random pseudonym. */
  pseudonym_suggest: { request: types.Nothing; response: types.Pseudonym };
  /** Moves the draft to the outbox; answered once that is on disk. */
  report_send: { request: types.SendReport; response: types.SentReport };
  /** Lets something wait, and what comes after it in its case, until it is tried again. */
  outbox_hold: { request: types.OutboxMessage; response: null };
  /** Takes something out of the outbox again before it has left. */
  outbox_call_back: { request: types.OutboxMessage; response: types.CalledBack };
  /** Tries now instead of at the next planned time, also what was held, and accepts changed readers if asked to. */
  outbox_retry: { request: types.OutboxRetryRequest; response: null };
  /** A part of a list of cases. */
  cases: { request: types.CasesWanted; response: types.CasePage };
  /** Everything about one case. Opening holds its connection until another case is opened. */
  case_open: { request: types.CaseRef; response: types.Case };
  /** The key words of the devices of a case's readers. Takes a while, on purpose. */
  reader_words: { request: types.CaseRef; response: types.WordsOfReaders };
  /** Marks what is in the case as read, on this device only. */
  case_mark_read: { request: types.CaseRef; response: null };
  /** Goes on here with a case that went on on another device with the same recovery phrase, which is told in turn. */
  case_go_on: { request: types.CaseRef; response: null };
  /** Destroys a case on this device: its keys, words and files. Nobody else is told. */
  case_wipe: { request: types.CaseRef; response: null };
  /** Asks for files and adds copies of them to the reply that is being written, as `draft_attach`. */
  case_attach: { request: types.CaseRef; response: null };
  /** Removes a file from the reply that is being written, as `draft_delete` does a draft; answers those that are left. */
  case_detach: { request: types.CaseAttachment; response: types.FilesLeft };
  /** Brings a file back that was removed from the reply; answers all. */
  case_reattach: { request: types.CaseAttachment; response: types.FilesLeft };
  /** Saves the text of the reply that is being written; answered once it is on disk. */
  case_reply_save: { request: types.Reply; response: null };
  /** Puts a reply with its files into the outbox; answered once that is on disk. */
  case_reply: { request: types.Reply; response: types.SentMessage };
  /** Asks where to, and saves a file of a case there, under a name that is not taken; `null` if the person chose */
  /** nothing. */
  attachment_save: { request: types.CaseAttachment; response: types.SavedFile | null };
  /** Gives a case these labels and no others, on this device only. */
  case_label: { request: types.LabelsOfCase; response: null };
  /** Sets the status of a case. */
  case_status: { request: types.StatusOfCase; response: null };
  /** Lets a handler read the case from now on. */
  case_assign: { request: types.HandlerOfCase; response: null };
  /** Ends a handler's reading of the case. */
  case_unassign: { request: types.HandlerOfCase; response: null };
  /** Hands what was said in a case, as it is here, over to everybody who reads it. */
  case_hand_over: { request: types.CaseRef; response: null };
  /** Asks for the document that goes with a disclosure in this case, and keeps it in memory; `null` if the person chose */
  /** none. */
  identity_document: { request: types.CaseRef; response: types.PickedDocument | null };
  /** Forgets the document that was picked. */
  identity_document_forget: { request: types.Nothing; response: null };
  /** Seals who the reporter is for readers whom they chose, and puts it into the outbox. */
  identity_disclose: { request: types.Disclose; response: null };
  /** Takes back what was disclosed, once that is sent. A disclosure that has not left yet does not leave. */
  identity_withdraw: { request: types.CaseRef; response: null };
  /** Answers a handler's question with "not now". */
  identity_keep: { request: types.CaseRef; response: null };
  /** Asks the reporter who they are. */
  identity_ask: { request: types.AskIdentity; response: null };
  /** Asks for a second person's agreement to open what was disclosed. Answered once the log has it. */
  identity_opening_ask: { request: types.AskOpening; response: null };
  /** Agrees to a colleague's opening, or not. Answered once the log has it. */
  identity_decide: { request: types.DecideOpening; response: null };
  /** Opens what was disclosed: on the record first, then answered. */
  identity_open: { request: types.OpenIdentity; response: types.OpenedIdentity };
  /** A hundred entries of the office's log at most, each proved before it is answered. */
  log_page: { request: types.LogWanted; response: types.LogPage };
  /** Asks where to, and saves a proof of an entry for others there, under a name that is not taken; `null` if the person */
  /** chose nothing. */
  log_proof_save: { request: types.LogEntryRef; response: types.SavedFile | null };
  /** Accepts an invitation: this device waits for its certificate. */
  handler_join: { request: types.Join; response: types.Joined };
  /** Sets an organisation up on a new relay; this device becomes the OWNER's. */
  org_setup: { request: types.Setup; response: types.PublishedCard };
  /** The card of the office for which this person works, to be published. */
  org_card: { request: types.Nothing; response: types.PublishedCard };
  /** An invitation for a colleague. */
  org_invite: { request: types.Invite; response: types.Invitation };
  /** The organisation's people and their devices. */
  org_members: { request: types.Nothing; response: types.Members };
  /** Certifies a waiting device whose key words were compared. */
  org_certify: { request: types.Certify; response: types.Certified };
}
