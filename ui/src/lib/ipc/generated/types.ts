// Generated from crates/rpc-schema by `cargo xtask codegen`. Do not edit.

/**
 * What comes with `files_changed`: where the adding of some files stands.
 */
export type AddingFiles = { 
/**
 * To what they are added.
 */
target: FileTarget, 
/**
 * All of its files now, in the order of adding.
 */
attachments: Array<Attachment>, 
/**
 * Those that were not taken.
 */
refused: Array<RefusedFile>, 
/**
 * The name of the one that is being sealed; `null` once all were added or refused.
 */
adding: string | null, };

/**
 * What a person wrote to one question.
 */
export type Answer = { 
/**
 * To which question.
 */
question: Question, 
/**
 * Verbatim.
 */
text: string, };

/**
 * Request of `identity_ask`.
 */
export type AskIdentity = { 
/**
 * Id.
 */
case: string, 
/**
 * Why, in words that the reporter reads.
 */
words: string, };

/**
 * Request of `identity_opening_ask`.
 */
export type AskOpening = { 
/**
 * Id.
 */
case: string, 
/**
 * Why, in words that the reporter reads.
 */
reason: string, };

/**
 * A file, as people see it.
 */
export type Attachment = { 
/**
 * Id.
 */
attachment: string, 
/**
 * As its sender's disk named it; may hold any character. Shown isolated, never used as a path.
 */
name: string, 
/**
 * Exact size.
 */
size_bytes: number, 
/**
 * SHA-256 of the file that it was cleaned from, in hexadecimal digits; `null` for one that is as it was.
 */
original_sha256: string | null, 
/**
 * What was found in it; `null` once it was sent, and for files that came.
 */
look: Look | null, };

/**
 * Who speaks.
 */
export type Author = { "kind": "reporter", 
/**
 * This is the person who is looking.
 */
me: boolean, } | { "kind": "handler", 
/**
 * For people.
 */
name: string, 
/**
 * Such as "Case handler".
 */
title: string, 
/**
 * This is the person who is looking.
 */
me: boolean, };

/**
 * Request of `backup_create` and `backup_restore`.
 */
export type BackupPassphrase = { 
/**
 * The vault's: the backup has the same.
 */
passphrase: Secret, };

/**
 * Answer of `outbox_call_back`.
 */
export type CalledBack = { "kind": "draft", 
/**
 * Id.
 */
draft: string, } | { "kind": "reply" } | { "kind": "nothing" };

/**
 * Request of `card_add`.
 */
export type CardLink = { 
/**
 * As published by the organisation.
 */
link: string, };

/**
 * Answer of `case_open`.
 */
export type Case = { 
/**
 * As in a list.
 */
summary: CaseSummary, 
/**
 * When it reached each of its stages.
 */
milestones: Milestones, 
/**
 * Oldest first.
 */
lines: Array<Line>, 
/**
 * Who can read it; those who left come last, with `until`.
 */
readers: Array<Reader>, 
/**
 * What this device last found when it checked this office's log.
 */
log: LogCheck, 
/**
 * Text of the reply that is being written, as it was last saved; may be empty.
 */
reply: string, 
/**
 * Files of the reply that is being written.
 */
reply_attachments: Array<Attachment>, 
/**
 * What is known of who the reporter is.
 */
identity: CaseIdentity, 
/**
 * Whether the person may set the status.
 */
may_set_status: boolean, 
/**
 * Whether the person may let others in.
 */
may_assign: boolean, 
/**
 * Why nothing can be sent here now: `successor_wanted`, `roster_expired`, `log_inconsistent`, …
 */
halted: ErrorCode | null, };

/**
 * Names a file of a case, or of the reply being written there.
 */
export type CaseAttachment = { 
/**
 * Id.
 */
case: string, 
/**
 * Id.
 */
attachment: string, };

/**
 * What is known in a case of who its reporter is. Never what they said.
 */
export type CaseIdentity = { 
/**
 * The last question for it, if it was not answered.
 */
asked: IdentityAsked | null, 
/**
 * What was disclosed last, also if it was withdrawn.
 */
disclosure: Disclosure | null, 
/**
 * What waits on this device to be sent.
 */
waiting: WaitingStep | null, 
/**
 * To whom the reporter who is looking may say who they are; `null` for handlers.
 */
choices: IdentityChoices | null, 
/**
 * The handler who is looking may ask.
 */
may_ask: boolean, };

/**
 * A part of a list of cases.
 */
export type CasePage = { 
/**
 * How many the whole list has.
 */
total: number, 
/**
 * Those of this part.
 */
cases: Array<CaseSummary>, };

/**
 * Request that names a case, and what comes with `case_changed`.
 */
export type CaseRef = { 
/**
 * Id.
 */
case: string, };

/**
 * Where a case stands.
 */
export type CaseStatus = "new" | "acknowledged" | "in_review" | "feedback" | "closed";

/**
 * A case in a list.
 */
export type CaseSummary = { 
/**
 * Id.
 */
case: string, 
/**
 * How the reporter is known.
 */
pseudonym: Pseudonym, 
/**
 * Of the report.
 */
title: string, 
/**
 * With which office.
 */
organisation_name: string, 
/**
 * Where it stands.
 */
status: CaseStatus, 
/**
 * Messages not read on this device.
 */
unread: number, 
/**
 * When something last happened.
 */
updated_at: string, 
/**
 * What is owed next.
 */
due: Due | null, 
/**
 * The last message.
 */
preview: Preview | null, 
/**
 * Assigned to the handler who is looking.
 */
mine: boolean, 
/**
 * The last word was the office's.
 */
waiting_for_reporter: boolean, 
/**
 * The report itself, while it is on its way.
 */
outgoing: Outgoing | null, 
/**
 * What the handler who is looking labelled it with, in the order of the alphabet.
 */
labels: Array<string>, 
/**
 * A reply is being written.
 */
replying: boolean, };

/**
 * Asks for a part of a list of cases.
 */
export type CasesWanted = { 
/**
 * Which list.
 */
queue: Queue, 
/**
 * Each word begins a word of a message, or is in title, pseudonym or a label; empty for all.
 */
search: string, 
/**
 * Only those with this label; capitals don't count.
 */
label: string | null, 
/**
 * How many to pass over.
 */
skip: number, 
/**
 * How many to show, at most 200.
 */
count: number, };

/**
 * Answer of `org_certify`.
 */
export type Certified = { 
/**
 * The roster that names the device.
 */
roster_version: number, };

/**
 * Request of `org_certify`.
 */
export type Certify = { 
/**
 * Whose waiting device.
 */
handler: string, 
/**
 * The six words that this person read out.
 */
key_words: Array<string>, };

/**
 * Where a report can be addressed within an organisation.
 */
export type Channel = { 
/**
 * Id.
 */
channel: string, 
/**
 * For people.
 */
name: string, };

/**
 * Answer of `backup_choose`.
 */
export type ChosenBackup = { 
/**
 * Without its folder.
 */
name: string, };

/**
 * Request of `file_choose_copy`.
 */
export type ChosenCopy = { 
/**
 * Id of a file of a draft, or of a reply that is being written.
 */
attachment: string, 
/**
 * Which one goes.
 */
copy: FileCopy, };

/**
 * The way to the relays.
 */
export type Connection = { 
/**
 * How.
 */
kind: ConnectionKind, 
/**
 * When everything was last in step with the relay.
 */
synced_at: string | null, 
/**
 * Sotto's own Tor, while it is the way.
 */
tor: Tor | null, };

/**
 * How this device reaches the relays right now.
 */
export type ConnectionKind = "offline" | "connecting" | "no_proxy" | "no_tor" | "direct" | "tor" | "proxy";

/**
 * How strongly lines and words stand out.
 */
export type Contrast = "system" | "more";

/**
 * The two copies of a file.
 */
export type Copies = { 
/**
 * Which one goes.
 */
goes: FileCopy, 
/**
 * The file as it was.
 */
original: CopyOfFile, 
/**
 * The one without what could be removed.
 */
cleaned: CopyOfFile, };

/**
 * How long a copy is, and its hash.
 */
export type CopyOfFile = { 
/**
 * Exact size.
 */
size_bytes: number, 
/**
 * SHA-256, in hexadecimal digits.
 */
sha256: string, };

/**
 * Answer of `vault_create`.
 */
export type CreatedVault = { 
/**
 * Twelve words, if a recovery phrase was wanted. Never shown again.
 */
recovery_phrase: Array<Secret> | null, };

/**
 * Request of `identity_decide`.
 */
export type DecideOpening = { 
/**
 * Id.
 */
case: string, 
/**
 * Id of the request.
 */
request: string, 
/**
 * Whether the person agrees.
 */
approve: boolean, };

/**
 * Where a device stands.
 */
export type DeviceState = "waiting" | "certified" | "revoked";

/**
 * Request of `identity_disclose`: says who the reporter is, as far as they choose.
 */
export type Disclose = { 
/**
 * Id.
 */
case: string, 
/**
 * Full name.
 */
name: Secret | null, 
/**
 * How to reach them.
 */
contact: Secret | null, 
/**
 * Where they work.
 */
role: Secret | null, 
/**
 * Whether the document goes with it that was last picked for this case.
 */
document: boolean, 
/**
 * Ids of those who may open it.
 */
readers: Array<string>, 
/**
 * The name of the case, as typed.
 */
typed: string, };

/**
 * A disclosure.
 */
export type Disclosure = { 
/**
 * What it holds.
 */
fields: Array<IdentityField>, 
/**
 * The names of those who may open it.
 */
readers: Array<string>, 
/**
 * A second person must agree to each opening.
 */
needs_second: boolean, 
/**
 * The names of those of whom one must agree, without the person who is looking.
 */
approvers: Array<string>, 
/**
 * When it was disclosed, and where the log has that.
 */
disclosed: LoggedAt, 
/**
 * When it was taken back, and where the log has that.
 */
withdrawn: LoggedAt | null, 
/**
 * Requests and openings, in order.
 */
openings: Array<IdentityOpening>, 
/**
 * The person who is looking may open it.
 */
may_open: boolean, };

/**
 * A draft.
 */
export type Draft = { 
/**
 * Id.
 */
draft: string, 
/**
 * To whom.
 */
organisation: Organisation, 
/**
 * By which channel.
 */
channel: string, 
/**
 * May be empty.
 */
title: string, 
/**
 * One for each question that has words in it.
 */
answers: Array<Answer>, 
/**
 * In the order of adding.
 */
attachments: Array<Attachment>, 
/**
 * When it was last saved.
 */
updated_at: string, };

/**
 * Request of `draft_detach`.
 */
export type DraftAttachment = { 
/**
 * Id.
 */
draft: string, 
/**
 * Id.
 */
attachment: string, };

/**
 * Request that names a draft.
 */
export type DraftRef = { 
/**
 * Id.
 */
draft: string, };

/**
 * A draft in a list.
 */
export type DraftSummary = { 
/**
 * Id.
 */
draft: string, 
/**
 * May be empty.
 */
title: string, 
/**
 * To whom.
 */
organisation_name: string, 
/**
 * Questions with words in them.
 */
answered: Array<Question>, 
/**
 * When it was last saved.
 */
updated_at: string, };

/**
 * Request of `draft_save`.
 */
export type DraftWords = { 
/**
 * Id.
 */
draft: string, 
/**
 * May be empty.
 */
title: string, 
/**
 * One for each question; a missing one is left as it was.
 */
answers: Array<Answer>, };

/**
 * What is owed, and until when.
 */
export type Due = { 
/**
 * What.
 */
kind: DueKind, 
/**
 * Until when.
 */
at: string, };

/**
 * What an office owes next (Directive (EU) 2019/1937, article 9).
 */
export type DueKind = "acknowledge" | "feedback";

/**
 * What went wrong, as a word that does not change between versions.
 */
export type ErrorCode = "wrong_passphrase" | "vault_damaged" | "vault_newer" | "vault_rolled_back" | "vault_exists" | "vault_absent" | "vault_locked" | "profile_in_use" | "disk_full" | "keyring_unavailable" | "keyring_locked" | "backup_invalid" | "backup_newer" | "nothing_to_restore" | "case_elsewhere" | "phrase_invalid" | "passphrase_too_weak" | "card_invalid" | "card_picture_unreadable" | "card_signature_invalid" | "organisation_unknown" | "roster_invalid" | "roster_expired" | "roster_older" | "reader_not_certified" | "no_reader" | "readers_changed" | "held" | "may_have_left" | "not_permitted" | "not_found" | "invite_invalid" | "setup_link_invalid" | "clock_wrong" | "key_words_mismatch" | "relay_unreachable" | "proxy_unreachable" | "tor_unreachable" | "bridge_invalid" | "bridge_program_missing" | "relay_restoring" | "relay_identity_mismatch" | "version_unsupported" | "log_inconsistent" | "entry_missing" | "message_invalid" | "message_too_large" | "case_exists" | "successor_wanted" | "attachment_missing" | "attachment_unreadable" | "attachment_too_large" | "too_many_attachments" | "quota_exceeded" | "puzzle_required" | "name_invalid" | "label_invalid" | "too_many_labels" | "file_exists" | "io_failed" | "pseudonym_mismatch" | "already_disclosed" | "withdrawn" | "approval_pending" | "opening_key_lost" | "already_asked" | "already_handler" | "bad_request" | "internal";

/**
 * One of the two copies of a file.
 */
export type FileCopy = "original" | "cleaned";

/**
 * What comes with `file_progress`.
 */
export type FileOnItsWay = { 
/**
 * Id.
 */
attachment: string, 
/**
 * Id of its case, if it has one yet.
 */
case: string | null, 
/**
 * What is being done.
 */
step: FileStep, 
/**
 * Bytes done.
 */
done_bytes: number, 
/**
 * Bytes in all.
 */
total_bytes: number, };

/**
 * What is done with a file.
 */
export type FileStep = "sealing" | "sending" | "saving";

/**
 * What files are added to.
 */
export type FileTarget = { "kind": "nothing" } | { "kind": "draft", 
/**
 * Id.
 */
draft: string, } | { "kind": "reply", 
/**
 * Id.
 */
case: string, };

/**
 * What comes with `files_over`.
 */
export type FilesHeld = { 
/**
 * Whether letting go would add them.
 */
over: boolean, };

/**
 * Answer of `draft_detach`, `case_detach`, and what takes them back.
 */
export type FilesLeft = { 
/**
 * In the order of adding.
 */
attachments: Array<Attachment>, };

/**
 * A hidden detail.
 */
export type Finding = { 
/**
 * What it is.
 */
kind: FindingKind, 
/**
 * A datum of the file's own, in nobody's language, or empty. Shown isolated.
 */
summary: string, 
/**
 * Whether the cleaned copy still has it.
 */
remains: boolean, };

/**
 * A kind of hidden detail.
 */
export type FindingKind = "place" | "time" | "device" | "serial_number" | "author" | "software" | "description" | "thumbnail" | "tracked_changes" | "comments" | "hidden_sheet" | "hidden_slide" | "hidden_text" | "speaker_notes" | "revision_ids" | "macros" | "embedded_file" | "earlier_version" | "printer" | "path" | "trailing_data" | "hidden_characters" | "signature" | "external_link" | "colour_profile" | "metadata" | "printer_dots" | "unchecked_part";

/**
 * Request of `case_assign` and `case_unassign`.
 */
export type HandlerOfCase = { 
/**
 * Id.
 */
case: string, 
/**
 * Id.
 */
handler: string, };

/**
 * Something that happened in a case and was not said by anybody.
 */
export type Happening = { "kind": "joined", 
/**
 * For people.
 */
name: string, } | { "kind": "left", 
/**
 * For people.
 */
name: string, } | { "kind": "status", 
/**
 * To what.
 */
status: CaseStatus, 
/**
 * By whom.
 */
name: string, } | { "kind": "disclosed", 
/**
 * The names of those readers.
 */
readers: Array<string>, } | { "kind": "identity_kept" } | { "kind": "opening_asked", 
/**
 * For people.
 */
name: string, 
/**
 * Why, in their words.
 */
reason: string, } | { "kind": "opening_approved", 
/**
 * For people.
 */
name: string, } | { "kind": "opening_refused", 
/**
 * For people.
 */
name: string, } | { "kind": "opened", 
/**
 * By whom.
 */
name: string, 
/**
 * Why, in their words.
 */
reason: string, } | { "kind": "withdrawn" } | { "kind": "resumed" } | { "kind": "handed_over", 
/**
 * For people.
 */
name: string, } | { "kind": "missing" } | { "kind": "newer" } | { "kind": "gap" };

/**
 * Answer of `home`.
 */
export type HomeView = { 
/**
 * What this profile is used for.
 */
role: ProfileRole, 
/**
 * Set for handlers only.
 */
me: Me | null, 
/**
 * Whose cards are stored here.
 */
organisations: Array<Organisation>, 
/**
 * How many cases each queue has.
 */
queues: Queues, 
/**
 * Labels that cases have, in the order of the alphabet.
 */
labels: Array<UsedLabel>, 
/**
 * Most recently changed first.
 */
drafts: Array<DraftSummary>, 
/**
 * The way to the relays.
 */
connection: Connection, 
/**
 * The worst of the checks of all relays.
 */
log: LogCheck, };

/**
 * A handler's question for the reporter's identity.
 */
export type IdentityAsked = { 
/**
 * The message that asks.
 */
message: string, 
/**
 * Who.
 */
name: string, 
/**
 * When.
 */
at: string, };

/**
 * To whom a reporter may say who they are.
 */
export type IdentityChoices = { 
/**
 * Readers of the case who may open.
 */
readers: Array<Reader>, 
/**
 * Each opening needs a second person's agreement.
 */
needs_second: boolean, 
/**
 * The largest document.
 */
document_bytes: number, };

/**
 * A part of what a reporter can say of themselves.
 */
export type IdentityField = "name" | "contact" | "role" | "document";

/**
 * An opening, from the request on.
 */
export type IdentityOpening = { 
/**
 * Id.
 */
request: string, 
/**
 * Who opens.
 */
name: string, 
/**
 * Why, in their words.
 */
reason: string, 
/**
 * How far it is.
 */
state: OpeningState, 
/**
 * The name of the second person, once they have answered.
 */
decided_by: string | null, 
/**
 * When the last of its steps was taken, and where the log has that.
 */
last: LoggedAt, 
/**
 * By this device.
 */
mine: boolean, 
/**
 * The person who is looking can agree to it, or not.
 */
may_decide: boolean, };

/**
 * Something about an identity that waits to be sent.
 */
export type IdentityStep = "disclosing" | "withdrawing" | "keeping" | "asking";

/**
 * Answer of `org_invite`.
 */
export type Invitation = { 
/**
 * A link, good once.
 */
invite: string, };

/**
 * Request of `org_invite`.
 */
export type Invite = { 
/**
 * Whom the invitation is for. The relay sends no e-mail.
 */
email: string, 
/**
 * What they may do.
 */
role: PermissionRole, };

/**
 * Request of `handler_join`.
 */
export type Join = { 
/**
 * The link that the organisation sent.
 */
invite: string, 
/**
 * As colleagues and reporters will see it.
 */
name: string, 
/**
 * Such as "Case handler".
 */
title: string, };

/**
 * Answer of `handler_join`.
 */
export type Joined = { 
/**
 * Id in the roster to be.
 */
handler: string, 
/**
 * Id of this device.
 */
device: string, 
/**
 * Six words to read out to the one who certifies.
 */
key_words: Array<string>, };

/**
 * Request of `card_compare`.
 */
export type KeyWordsOfOrganisation = { 
/**
 * Id.
 */
organisation: string, 
/**
 * The six words that the organisation gave by another way.
 */
key_words: Array<string>, };

/**
 * Request of `case_label`.
 */
export type LabelsOfCase = { 
/**
 * Id.
 */
case: string, 
/**
 * All that the case shall have; each of 1 to 40 characters.
 */
labels: Array<string>, };

/**
 * A language of the window, by its tag (BCP 47).
 */
export type Language = "en" | "de" | "ar";

/**
 * One line of a conversation, in the order of the room.
 */
export type Line = { "line": "message" } & Message | { "line": "event", 
/**
 * When.
 */
at: string, 
/**
 * What.
 */
event: Happening, 
/**
 * Who handed it over, if it did not come by itself.
 */
handed_over_by: string | null, };

/**
 * Request of `vault_lock`, and what comes with `locked`.
 */
export type Lock = { 
/**
 * Shown on the unlock page.
 */
because: LockReason, };

/**
 * Why the vault was locked.
 */
export type LockReason = "asked" | "idle" | "away" | "removed";

/**
 * What comes with `idle_warning`.
 */
export type LocksSoon = { 
/**
 * Seconds until the vault locks, unless somebody uses the window.
 */
seconds: number, };

/**
 * Who did something.
 */
export type LogActor = { "kind": "reporter" } | { "kind": "server" } | { "kind": "person", 
/**
 * For people.
 */
name: string, } | { "kind": "unknown" };

/**
 * What this device last found when it checked a relay's log.
 */
export type LogCheck = { "state": "not_yet" } | { "state": "verified", 
/**
 * When.
 */
at: string, } | { "state": "failed" };

/**
 * The log as its server signed it, and as this device checked it.
 */
export type LogCheckpoint = { 
/**
 * How many entries it covers.
 */
size: number, 
/**
 * Its root hash, in hexadecimal digits.
 */
root: string, 
/**
 * When it was signed, as it says.
 */
signed_at: string, 
/**
 * When this device checked it.
 */
verified_at: string, 
/**
 * Since when this device knows the key that signs it; `null` if the card has changed since.
 */
key_known_since: string | null, 
/**
 * What witnesses say.
 */
witnesses: LogWitnesses, };

/**
 * An entry, proved on this device.
 */
export type LogEntry = { 
/**
 * Its place, counted from 0.
 */
index: number, 
/**
 * Its leaf hash, in hexadecimal digits.
 */
leaf: string, 
/**
 * The hashes that lead from it to the root of the page's checkpoint.
 */
path: Array<string>, 
/**
 * What it says.
 */
logged: Logged, };

/**
 * Request that names an entry of the log.
 */
export type LogEntryRef = { 
/**
 * Its place, counted from 0.
 */
index: number, };

/**
 * Parts of the log that people look for.
 */
export type LogGroup = "identity" | "cases" | "team" | "keys";

/**
 * What an entry records: the log's own word, with `_` for the dot.
 */
export type LogKind = "case_opened" | "case_status" | "case_closed" | "case_joined" | "case_left" | "case_successor" | "case_history_shared" | "case_exported" | "case_deleted" | "identity_disclosed" | "identity_asked" | "identity_requested" | "identity_approved" | "identity_refused" | "identity_opened" | "identity_withdrawn" | "identity_share_moved" | "organisation_created" | "card_published" | "roster_published" | "invitation_created" | "device_joined" | "device_revoked" | "role_changed" | "policy_changed" | "approval_asked" | "approval_given" | "approval_declined" | "session_opened" | "session_closed" | "session_refused" | "organisation_exported" | "keys_rotated" | "relay_restored";

/**
 * A run of the log without a gap, the newest entry first.
 */
export type LogPage = { 
/**
 * At most 100.
 */
entries: Array<LogEntry>, 
/**
 * Under which they were proved.
 */
checkpoint: LogCheckpoint, };

/**
 * Request of `log_page`.
 */
export type LogWanted = { 
/**
 * The page ends before the entry with this index; `null` for the newest.
 */
before: number | null, };

/**
 * What witnesses say of the log.
 */
export type LogWitnesses = { 
/**
 * Whom the roster names.
 */
named: Array<string>, 
/**
 * How many of them must agree.
 */
threshold: number, 
/**
 * How many do.
 */
agree: number, 
/**
 * Whether these are enough.
 */
is_quorum: boolean, 
/**
 * How many entries the log had when they last looked.
 */
size: number, };

/**
 * What an entry says, to this device.
 */
export type Logged = { "state": "closed" } | { "state": "newer" } | { "state": "act" } & LoggedAct;

/**
 * Something that was done.
 */
export type LoggedAct = { 
/**
 * What.
 */
kind: LogKind, 
/**
 * What of the office it concerns.
 */
group: LogGroup, 
/**
 * When: the minute; the date alone where the log has no more.
 */
at: string, 
/**
 * The log has the day alone: a reporter's act.
 */
is_day: boolean, 
/**
 * Who did it.
 */
actor: LogActor, 
/**
 * In which case; `null` where it is in none, or this device does not have that.
 */
case: LoggedCase | null, 
/**
 * Whom it concerns, by name.
 */
people: Array<string>, 
/**
 * How many it concerns, also without a name.
 */
people_count: number, 
/**
 * What a disclosure holds.
 */
fields: Array<IdentityField>, 
/**
 * The reason of a request or an opening; `null` also where this device does not have its words.
 */
reason: string | null, 
/**
 * The status that was set.
 */
status: CaseStatus | null, 
/**
 * The role that an invitation offers.
 */
role: PermissionRole | null, 
/**
 * The version that was published.
 */
version: string | null, };

/**
 * Something that the log has, checked on this device.
 */
export type LoggedAt = { 
/**
 * When.
 */
at: string, 
/**
 * Where, counted from 0.
 */
entry: number, };

/**
 * A case of which this device knows.
 */
export type LoggedCase = { 
/**
 * Id.
 */
case: string, 
/**
 * How its reporter is known.
 */
pseudonym: Pseudonym, 
/**
 * Of the report.
 */
title: string, };

/**
 * What looking through a file came to.
 */
export type Look = { "kind": "not_checked", 
/**
 * Why.
 */
why: NotChecked, } | { "kind": "checked", 
/**
 * What there is in the original; what a cleaned copy still has comes first.
 */
findings: Array<Finding>, 
/**
 * What can be chosen between; `null` if cleaning changes nothing.
 */
copies: Copies | null, };

/**
 * A sign that somebody else looks after the machine.
 */
export type MachineSign = { "kind": "agent", 
/**
 * What its maker calls it.
 */
name: string, } | { "kind": "domain" } | { "kind": "authority" };

/**
 * The handler to whom this profile belongs.
 */
export type Me = { 
/**
 * This person's id in the roster.
 */
handler: string, 
/**
 * This device's id in the roster.
 */
device: string, 
/**
 * As colleagues and reporters see it; empty until this device is certified.
 */
name: string, 
/**
 * Such as "Head of Integrity"; empty until then.
 */
title: string, 
/**
 * The office.
 */
organisation: string, 
/**
 * The office's name.
 */
organisation_name: string, 
/**
 * Whether the office's key has certified this device. Until then no case can be read.
 */
certified: boolean, 
/**
 * Six words by which the one who certifies knows this device; empty once it is certified.
 */
key_words: Array<string>, 
/**
 * Whether this device may certify others.
 */
certifies: boolean, };

/**
 * A person of the organisation.
 */
export type Member = { 
/**
 * Id.
 */
handler: string, 
/**
 * For people.
 */
person: string, 
/**
 * Such as "Case handler".
 */
title: string, 
/**
 * What they may do.
 */
role: PermissionRole, 
/**
 * Their devices.
 */
devices: Array<MemberDevice>, };

/**
 * A device of a member.
 */
export type MemberDevice = { 
/**
 * Id.
 */
device: string, 
/**
 * Where it stands.
 */
state: DeviceState, 
/**
 * Six words. `null` while waiting: they come from the person, by another way, and are typed in.
 */
key_words: Array<string> | null, };

/**
 * Answer of `org_members`.
 */
export type Members = { 
/**
 * In the order of the roster; who waits comes last.
 */
members: Array<Member>, };

/**
 * A message.
 */
export type Message = { 
/**
 * Id.
 */
message: string, 
/**
 * Who wrote it; the signature was checked on this device.
 */
from: Author, 
/**
 * When, by the sender's checkpoint.
 */
at: string, 
/**
 * Verbatim.
 */
body: string, 
/**
 * Files with it.
 */
attachments: Array<Attachment>, 
/**
 * Who handed it over, if it did not come by itself.
 */
handed_over_by: string | null, 
/**
 * It asks the reporter who they are.
 */
asks_identity: boolean, 
/**
 * While it is on its way.
 */
outgoing: Outgoing | null, };

/**
 * When a case reached each of its stages.
 */
export type Milestones = { 
/**
 * When the report arrived.
 */
received_at: string | null, 
/**
 * When receipt was confirmed.
 */
acknowledged_at: string | null, 
/**
 * Until when it has to be.
 */
acknowledge_due_at: string | null, 
/**
 * When the office said what was done.
 */
feedback_at: string | null, 
/**
 * Until when it has to.
 */
feedback_due_at: string | null, 
/**
 * When it was closed.
 */
closed_at: string | null, };

/**
 * Request of `draft_create`.
 */
export type NewDraft = { 
/**
 * To which organisation.
 */
organisation: string, 
/**
 * To which of its channels; the first if `null`.
 */
channel: string | null, };

/**
 * Request of `vault_create`.
 */
export type NewVault = { 
/**
 * What will open the vault.
 */
passphrase: Secret, 
/**
 * Whether twelve words can restore it. Fixed for the life of the vault.
 */
recovery: boolean, };

/**
 * Why nothing can be said about a file.
 */
export type NotChecked = "unknown_kind" | "damaged" | "encrypted" | "too_much" | "unsafe" | "no_worker";

/**
 * The request of a command that needs none.
 */
export type Nothing = Record<symbol, never>;

/**
 * Answer of `restore_card` and `restore_card_file`.
 */
export type OfficeToRestore = { 
/**
 * For people, as the card says.
 */
name: string, 
/**
 * Six words that stand for the organisation's key.
 */
key_words: Array<string>, 
/**
 * The card's link, for `vault_restore`.
 */
link: string, };

/**
 * Request of `identity_open`.
 */
export type OpenIdentity = { 
/**
 * Id.
 */
case: string, 
/**
 * Why, where nobody had to agree.
 */
reason: string, 
/**
 * Id of the request to which a second person agreed; its reason counts.
 */
request: string | null, };

/**
 * A document that came with an identity.
 */
export type OpenedDocument = { 
/**
 * As its sender's disk named it.
 */
name: Secret, 
/**
 * Exact size.
 */
size_bytes: number, };

/**
 * Answer of `identity_open`: what was said. It is in memory alone, and goes with the page that shows it.
 */
export type OpenedIdentity = { 
/**
 * Full name.
 */
name: Secret | null, 
/**
 * How to reach them.
 */
contact: Secret | null, 
/**
 * Where they work.
 */
role: Secret | null, 
/**
 * The document that came with it. Its content is not given to the window.
 */
document: OpenedDocument | null, };

/**
 * How far an opening is.
 */
export type OpeningState = "asked" | "approved" | "refused" | "opened" | "over";

/**
 * An organisation whose card is stored here.
 */
export type Organisation = { 
/**
 * Id.
 */
organisation: string, 
/**
 * For people, as the card says.
 */
name: string, 
/**
 * Six words that stand for the organisation's key.
 */
key_words: Array<string>, 
/**
 * Whether somebody compared the words by another way.
 */
compared: boolean, 
/**
 * Never empty.
 */
channels: Array<Channel>, };

/**
 * Names something that waits.
 */
export type OutboxMessage = { 
/**
 * Id of the case.
 */
case: string, 
/**
 * Id of the message.
 */
message: string, };

/**
 * Request of `outbox_retry`.
 */
export type OutboxRetryRequest = { 
/**
 * Id of the case.
 */
case: string, 
/**
 * Id of the message.
 */
message: string, 
/**
 * After `readers_changed`: the person has seen who reads now, and approves.
 */
accept_readers: boolean, };

/**
 * Something in the outbox, and what comes with `outbox_progress`.
 */
export type Outgoing = { 
/**
 * Id of the case.
 */
case: string, 
/**
 * Id of the message.
 */
message: string, 
/**
 * How far it has come.
 */
stage: OutgoingStage, 
/**
 * Why it is paused.
 */
error: RpcError | null, 
/**
 * When it leaves by itself, as RFC 3339, if it waits for that.
 */
leaves_at: string | null, };

/**
 * How far a report or message has come.
 */
export type OutgoingStage = "queued" | "sent" | "paused";

/**
 * Answer of `passphrase_check`.
 */
export type PassphraseStrength = { 
/**
 * In words.
 */
strength: Strength, 
/**
 * Filled segments of the meter, 0 to 4.
 */
segments: number, };

/**
 * Request of `passphrase_check`.
 */
export type PassphraseToCheck = { 
/**
 * What was typed so far.
 */
passphrase: Secret, };

/**
 * Roles that an invitation can grant.
 */
export type PermissionRole = "OWNER" | "ADMIN" | "MANAGER" | "MEMBER" | "VIEWER";

/**
 * Answer of `phrase_check`.
 */
export type PhraseState = { "state": "fits" } | { "state": "incomplete" } | { "state": "unknown", 
/**
 * Never empty.
 */
words: Array<UnknownWord>, } | { "state": "unrelated", 
/**
 * Words that would belong together with the one after them in its place, counted from 1.
 */
swapped: Array<number>, };

/**
 * Request of `phrase_check`.
 */
export type PhraseToCheck = { 
/**
 * Words with spaces between them.
 */
phrase: Secret, };

/**
 * Answer of `identity_document`. The file's content stays outside of the window.
 */
export type PickedDocument = { 
/**
 * As its disk names it.
 */
name: string, 
/**
 * Exact size.
 */
size_bytes: number, };

/**
 * The beginning of the last message, for lists.
 */
export type Preview = { 
/**
 * Written by the one who is looking.
 */
mine: boolean, 
/**
 * At most 200 characters.
 */
text: string, 
/**
 * How many files came with it.
 */
files: number, };

/**
 * What this profile is used for.
 */
export type ProfileRole = "none" | "reporter" | "handler";

/**
 * A name that stands for a reporter in one case.
 */
export type Pseudonym = { 
/**
 * In the reader's language, or as chosen.
 */
text: string, 
/**
 * In the English word list; the case mark is drawn from it.
 */
canonical: string, };

/**
 * How the reporter will be known.
 */
export type PseudonymChoice = { "kind": "suggested", 
/**
 * [`Pseudonym::canonical`].
 */
canonical: string, } | { "kind": "own", 
/**
 * 1 to 64 characters.
 */
text: string, };

/**
 * An organisation's card, to be published. Answer of `org_setup` and `org_card`.
 */
export type PublishedCard = { 
/**
 * For publishing.
 */
card_link: string, 
/**
 * The link as a QR code, SVG; `null` if it is too long for one.
 */
qr_code: string | null, 
/**
 * Six words for publishing by another way.
 */
key_words: Array<string>, };

/**
 * The questions that a report answers. Channels bring their own questionnaires later.
 */
export type Question = "what_happened" | "when_where" | "people";

/**
 * Which cases a list shows.
 */
export type Queue = "all" | "new" | "mine" | "due" | "waiting" | "closed";

/**
 * How many cases each queue has.
 */
export type Queues = { 
/**
 * See [`Queue::All`].
 */
all: number, 
/**
 * See [`Queue::New`].
 */
new: number, 
/**
 * See [`Queue::Mine`].
 */
mine: number, 
/**
 * See [`Queue::Due`].
 */
due: number, 
/**
 * See [`Queue::Waiting`].
 */
waiting: number, 
/**
 * See [`Queue::Closed`].
 */
closed: number, };

/**
 * Whether what a reporter sends waits for a moment by chance, so that its arrival does not say when they wrote.
 */
export type RandomWait = "without_tor" | "always" | "never";

/**
 * A person who can read a case, or will be able to.
 */
export type Reader = { 
/**
 * Id.
 */
handler: string, 
/**
 * For people.
 */
name: string, 
/**
 * Such as "Head of Integrity".
 */
title: string, 
/**
 * Whether the organisation's key certifies the person's devices, checked on this device.
 */
verified: boolean, 
/**
 * This is the person who is looking.
 */
me: boolean, 
/**
 * When they began to read, unless they are only going to.
 */
since: string | null, 
/**
 * When they ceased to read.
 */
until: string | null, 
/**
 * Certified devices; empty where their words were not asked for.
 */
devices: Array<ReaderDevice>, };

/**
 * One device of a handler, as a reader of a case.
 */
export type ReaderDevice = { 
/**
 * Id.
 */
device: string, 
/**
 * Six words that stand for the device's key.
 */
key_words: Array<string>, };

/**
 * A file that was not taken.
 */
export type RefusedFile = { 
/**
 * As chosen.
 */
name: string, 
/**
 * Why.
 */
code: ErrorCode, };

/**
 * What a relay gets to know, or never does.
 */
export type RelayFact = "arrival" | "rounded_size" | "file_sizes" | "organisation" | "readers_and_status" | "network_address" | "proxy_address" | "words" | "files" | "names";

/**
 * Request of `removed_end`.
 */
export type Removed = { "kind": "draft", 
/**
 * Id.
 */
draft: string, } | { "kind": "file", 
/**
 * Id.
 */
attachment: string, };

/**
 * Request of `case_reply_save`, and of `case_reply`; with that, files added by `case_attach` go.
 */
export type Reply = { 
/**
 * Id.
 */
case: string, 
/**
 * Verbatim.
 */
body: string, };

/**
 * Request of `vault_restore`.
 */
export type Restore = { 
/**
 * Twelve words with spaces between them.
 */
phrase: Secret, 
/**
 * Links of the cards of all offices to which the phrase reported.
 */
cards: Array<string>, 
/**
 * What will open the vault.
 */
passphrase: Secret, };

/**
 * Answer of `backup_restore`.
 */
export type RestoredBackup = { 
/**
 * How many cases are back.
 */
cases: number, 
/**
 * How many drafts.
 */
drafts: number, 
/**
 * How many reports and messages waited to be sent. They may have left since, so each waits for a decision.
 */
held: number, 
/**
 * Whether it is the vault of a handler.
 */
handles: boolean, };

/**
 * Answer of `vault_restore`.
 */
export type RestoredVault = { 
/**
 * How many cases were found. They are taken over one after another.
 */
cases: number, 
/**
 * The offices whose founding key came back. This device is not certified by them.
 */
founded: Array<string>, };

/**
 * Answer of `report_review`.
 */
export type Review = { 
/**
 * Who will be able to read it, by the newest roster seen on this device; `null` if it has seen none: the
 * card came as a link, and the relay was not reached yet.
 */
readers: Array<Reader> | null, 
/**
 * A random name, not used before.
 */
pseudonym: Pseudonym, 
/**
 * What the relay learns on the connection that would be used.
 */
relay_learns: Array<RelayFact>, 
/**
 * What it never learns.
 */
relay_never_learns: Array<RelayFact>, 
/**
 * The connection that would be used.
 */
connection: Connection, 
/**
 * Whether it waits for a moment by chance, unless the person says otherwise.
 */
waits: boolean, };

/**
 * The way to the relays. Nothing goes another one.
 */
export type Route = { "way": "direct" } | { "way": "own_tor", 
/**
 * By which relays it enters, if not by public ones: lines as the Tor Project gives them.
 */
bridges: Array<string>, } | { "way": "tor", 
/**
 * Where it listens: a numeric address and a port.
 */
address: string, } | { "way": "proxy", 
/**
 * Where it listens: a numeric address and a port.
 */
address: string, };

/**
 * Answer of `route_get`.
 */
export type Routes = { 
/**
 * The one that is taken; `null` if a newer Sotto chose one that this one does not know, and nothing is sent.
 */
route: Route | null, 
/**
 * The bridges of Sotto's own Tor, also while another way is taken.
 */
bridges: Array<string>, 
/**
 * Whether Sotto's own Tor was given another network than the public one, which hides nobody.
 */
is_other_network: boolean, 
/**
 * Where each Tor listens that runs on this machine, where Tor usually does.
 */
tors: Array<string>, };

/**
 * What a failed command answers. The window matches `code` and translates; it shows no text of ours.
 */
export type RpcError = { 
/**
 * What went wrong.
 */
code: ErrorCode, 
/**
 * See [`ErrorCode::retryable`].
 */
retryable: boolean, 
/**
 * Arguments of the translated sentence, such as the name of a file. No secrets, no English.
 */
details: { [key in string]: string }, };

/**
 * Answer of `draft_save`.
 */
export type Saved = { 
/**
 * When it was on disk.
 */
saved_at: string, };

/**
 * Answer of `backup_create`.
 */
export type SavedBackup = { 
/**
 * The name that was chosen, without its folder.
 */
name: string, 
/**
 * Of the file.
 */
size_bytes: number, 
/**
 * RFC 3339.
 */
at: string, };

/**
 * Answer of `attachment_save`.
 */
export type SavedFile = { 
/**
 * The name that was chosen, without its folder.
 */
name: string, };

/**
 * A passphrase or recovery phrase on its way across the window's border.
 *
 * Zeroized on drop and printed as `[redacted]`. Copies inside the web process are out of reach: that is why
 * locking destroys it.
 */
export type Secret = string;

/**
 * Request of `report_send`.
 */
export type SendReport = { 
/**
 * Id.
 */
draft: string, 
/**
 * How the reporter will be known.
 */
pseudonym: PseudonymChoice, 
/**
 * Ids of the handlers whom the person saw and approved: nobody else is let in. `null` if none could be shown:
 * whomever the organisation's own key names.
 */
readers: Array<string> | null, 
/**
 * Whether it waits for a moment by chance.
 */
waits: boolean, };

/**
 * Answer of `case_reply`.
 */
export type SentMessage = { 
/**
 * Where the message is.
 */
outgoing: Outgoing, };

/**
 * Answer of `report_send`.
 */
export type SentReport = { 
/**
 * Id of the new case.
 */
case: string, 
/**
 * How the reporter is known in it.
 */
pseudonym: Pseudonym, 
/**
 * Where the report is.
 */
outgoing: Outgoing, };

/**
 * Kept in the vault. Before it is open, the system's choices hold.
 */
export type Settings = { 
/**
 * The system's, if absent and known; English otherwise.
 */
language: Language | null, 
/**
 * Light or dark.
 */
theme: Theme, 
/**
 * How strongly lines and words stand out.
 */
contrast: Contrast, 
/**
 * How large words are.
 */
text_size: TextSize, 
/**
 * Minutes without use after which the vault locks, 1 to 60.
 */
lock_after_minutes: number, 
/**
 * Whether single letters are shortcuts at the desk.
 */
letter_keys: boolean, 
/**
 * Whether the desktop says that something came while nobody looks at the window.
 */
tell_news: boolean, 
/**
 * When what is sent leaves.
 */
random_wait: RandomWait, };

/**
 * Request of `org_setup`.
 */
export type Setup = { 
/**
 * The link that the relay printed when it was set up. Good once.
 */
setup_link: string, 
/**
 * Of the organisation.
 */
name: string, 
/**
 * Of this person.
 */
person: string, 
/**
 * Such as "Head of Integrity".
 */
title: string, 
/**
 * Of this person; for administration only.
 */
email: string, };

/**
 * Request of `case_status`.
 */
export type StatusOfCase = { 
/**
 * Id.
 */
case: string, 
/**
 * To what.
 */
status: CaseStatus, };

/**
 * How hard a passphrase is to guess.
 */
export type Strength = "too_weak" | "fair" | "good" | "strong";

/**
 * Answer of `passphrase_suggest`.
 */
export type SuggestedPassphrase = { 
/**
 * Five words, separated by single spaces.
 */
passphrase: Secret, };

/**
 * How large words are.
 */
export type TextSize = "normal" | "large" | "larger";

/**
 * Light or dark.
 */
export type Theme = "system" | "light" | "dark";

/**
 * How far Sotto's own Tor is.
 */
export type Tor = { 
/**
 * Of the way to the network, in percent.
 */
percent: number, 
/**
 * Whether cases can be reached through it.
 */
is_ready: boolean, 
/**
 * What seems to be in its way.
 */
hindrance: TorHindrance | null, };

/**
 * What seems to be in Tor's way.
 */
export type TorHindrance = "offline" | "filtered" | "clock";

/**
 * A word that is in no recovery phrase.
 */
export type UnknownWord = { 
/**
 * Which one, counted from 1.
 */
position: number, 
/**
 * What may be meant, the nearest first; at most three.
 */
near: Array<string>, };

/**
 * Request of `vault_unlock`.
 */
export type Unlock = { 
/**
 * As chosen when the vault was made.
 */
passphrase: Secret, };

/**
 * A label that cases have.
 */
export type UsedLabel = { 
/**
 * As it was written.
 */
label: string, 
/**
 * How many cases have it.
 */
cases: number, };

/**
 * Answer of `vault_status`.
 */
export type VaultInfo = { 
/**
 * Whether there is a vault, and whether it is open.
 */
state: VaultState, 
/**
 * Why it was locked, if it was locked since Sotto was started by a person.
 */
locked_because: LockReason | null, 
/**
 * Signs that somebody else looks after this machine. That there are none says nothing.
 */
signs: Array<MachineSign>, };

/**
 * Whether there is a vault, and whether it is open.
 */
export type VaultState = "absent" | "locked" | "open";

/**
 * A step, and where it stands.
 */
export type WaitingStep = { 
/**
 * What.
 */
step: IdentityStep, 
/**
 * Id of what is sent.
 */
message: string, 
/**
 * Why it cannot go on by itself.
 */
error: RpcError | null, };

/**
 * Answer of `reader_words`.
 */
export type WordsOfReaders = { 
/**
 * Those who read the case now, with their devices.
 */
readers: Array<Reader>, };
