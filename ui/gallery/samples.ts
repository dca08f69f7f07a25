/** What the components of the gallery are filled with. */
import type {
  Attachment, Case, CaseIdentity, CaseSummary, Disclosure, DraftSummary, HomeView, LogCheckpoint, LogGroup, LogKind, LoggedAct, Milestones, Reader,
} from '$lib/ipc';

const DAY_MS = 86_400_000;
const NAMES = ['North Kestrel 12', 'Quiet Heron 41', 'Amber Finch 7', 'Level Otter 88', 'Plain Wren 23', 'Early Lark 5', 'Grey Plover 60', 'Still Swift 34'];

const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
const sameName = (name: string) => ({ text: name, canonical: name });

export const pseudonyms = NAMES.map(sameName);
export const keyWords = ['copper', 'lantern', 'willow', 'eleven', 'hazel', 'fable'];

export const photo: Attachment = { attachment: 'photo', name: 'station-6.jpg', size_bytes: 3_800_000, original_sha256: '5b'.repeat(32),
  look: {
    kind: 'checked',
    findings: [{ kind: 'place', summary: '52 deg 31 min 12 sec N, 13 deg 24 min 18 sec E', remains: false }, { kind: 'device', summary: 'Fujifilm X100V', remains: false }],
    copies: { goes: 'cleaned', original: { size_bytes: 3_812_345, sha256: '5b'.repeat(32) }, cleaned: { size_bytes: 3_800_000, sha256: 'c4'.repeat(32) } },
  },
};
export const sheet: Attachment = { attachment: 'sheet', name: 'Orders of the four pumping stations, September to February, second copy.xlsx', size_bytes: 48_200, original_sha256: null, look: { kind: 'not_checked', why: 'encrypted' } };

const person = { verified: true, me: false, since: inDays(-9), until: null, devices: [{ device: 'first', key_words: keyWords }] };
export const readers: Reader[] = [
  { ...person, handler: 'ines', name: 'Ines Halvorsen', title: 'Head of Integrity' },
  { ...person, handler: 'tomasz', name: 'Tomasz Brandl', title: 'Case handler', verified: false },
  { ...person, handler: 'ruth', name: 'Ruth Lindqvist', title: 'Case handler', until: inDays(-1) },
];

const [first = sameName('')] = pseudonyms;
export const summary: CaseSummary = {
  case: 'first', pseudonym: first, title: 'Cash payments at the Osier depot', organisation_name: 'Northmere Integrity Office', status: 'new', unread: 1,
  updated_at: inDays(-2), due: { kind: 'acknowledge', at: inDays(5) },
  preview: { text: 'A long preview is cut after two lines and never pushes the deadline out of place, whatever the reporter wrote in the first message.', mine: false, files: 0 },
  mine: true, waiting_for_reporter: false, outgoing: null, labels: ['Bribery'], replying: false,
};
export const summaries: CaseSummary[] = [
  summary,
  { ...summary, case: 'late', pseudonym: sameName('Quiet Heron 41'), unread: 0, due: { kind: 'feedback', at: inDays(-3) }, status: 'in_review', replying: true, labels: ['Station 6', 'Supplier', 'Working hours of the night shift'] },
  { ...summary, case: 'waiting', pseudonym: sameName('Amber Finch 7'), unread: 0, due: { kind: 'feedback', at: inDays(60) }, waiting_for_reporter: true, status: 'acknowledged' },
  { ...summary, case: 'closed', pseudonym: sameName('Level Otter 88'), unread: 0, due: null, status: 'closed' },
];

export const milestones: Milestones = {
  received_at: inDays(-9), acknowledged_at: inDays(-7), acknowledge_due_at: inDays(-2), feedback_at: null, feedback_due_at: inDays(85), closed_at: null,
};

export const unknown: CaseIdentity = { asked: null, disclosure: null, waiting: null, choices: { readers, needs_second: true, document_bytes: 524_288 }, may_ask: true };
const reason = 'To grant formal protection against retaliation.';
const opening = { request: 'first', name: 'Ines Halvorsen', reason, state: 'opened', decided_by: 'Adaeze Okoro', last: { at: inDays(0), entry: 4813 }, mine: true, may_decide: false } as const;
const told: Disclosure = {
  fields: ['name', 'role'], readers: ['Ines Halvorsen'], needs_second: true, approvers: ['Adaeze Okoro', 'Mirela Stanek'], disclosed: { at: inDays(-1), entry: 4812 }, withdrawn: null,
  openings: [], may_open: true,
};
const asked = { message: 'second', name: 'Ines Halvorsen', at: inDays(-1) };
/** Each state of an identity, as both sides see it. */
export const identities: CaseIdentity[] = [
  unknown,
  { ...unknown, asked, may_ask: false },
  { ...unknown, waiting: { step: 'disclosing', message: 'first', error: null }, may_ask: false },
  { ...unknown, waiting: { step: 'disclosing', message: 'first', error: { code: 'reader_not_certified', retryable: false, details: {} } } },
  { ...unknown, disclosure: told },
  { ...unknown, disclosure: { ...told, may_open: false, readers: ['Ines Halvorsen', 'Tomasz Brandl'], openings: [{ ...opening, state: 'asked', decided_by: null, mine: false, may_decide: true }] } },
  { ...unknown, disclosure: { ...told, openings: [{ ...opening, state: 'asked', decided_by: null }] } },
  { ...unknown, disclosure: { ...told, openings: [{ ...opening, state: 'refused', request: 'second' }, { ...opening, state: 'approved' }] } },
  { ...unknown, disclosure: { ...told, openings: [{ ...opening, state: 'over', request: 'second', decided_by: null }, opening] } },
  { ...unknown, disclosure: { ...told, openings: [opening] }, waiting: { step: 'withdrawing', message: 'first', error: null } },
  { ...unknown, disclosure: { ...told, openings: [opening], withdrawn: { at: inDays(0), entry: 4820 } } },
];

const outgoing = { case: 'first', message: 'third', error: null, leaves_at: null };
export const opened: Case = {
  summary, milestones, readers, log: { state: 'verified', at: inDays(0) }, reply: '', reply_attachments: [], identity: { ...unknown, asked }, may_set_status: false, may_assign: false, halted: null,
  lines: [
    { line: 'message', message: 'first', from: { kind: 'reporter', me: true }, at: inDays(-9), body: 'Each order is just under 25,000.\n\nI counted eleven.', attachments: [photo, sheet], handed_over_by: null, asks_identity: false, outgoing: null },
    { line: 'event', at: inDays(-7), event: { kind: 'status', status: 'acknowledged', name: 'Ines Halvorsen' }, handed_over_by: null },
    { line: 'message', message: 'second', from: { kind: 'handler', name: 'Ines Halvorsen', title: 'Head of Integrity', me: false }, at: inDays(-6), body: 'Thank you. Do you know who keeps the delivery notes?', attachments: [], handed_over_by: null, asks_identity: true, outgoing: null },
    { line: 'event', at: inDays(-5), event: { kind: 'joined', name: 'Tomasz Brandl' }, handed_over_by: null },
    { line: 'event', at: inDays(-5), event: { kind: 'disclosed', readers: ['Ines Halvorsen', 'Tomasz Brandl'] }, handed_over_by: null },
    { line: 'event', at: inDays(-5), event: { kind: 'opening_asked', name: 'Ines Halvorsen', reason }, handed_over_by: null },
    { line: 'event', at: inDays(-5), event: { kind: 'opened', name: 'Ines Halvorsen', reason }, handed_over_by: null },
    { line: 'event', at: inDays(-5), event: { kind: 'withdrawn' }, handed_over_by: null },
    { line: 'message', message: 'third', from: { kind: 'reporter', me: true }, at: inDays(0), body: 'The clerk at Station 6.', attachments: [], handed_over_by: null, asks_identity: false, outgoing: { ...outgoing, stage: 'queued' } },
    { line: 'event', at: inDays(0), event: { kind: 'gap' }, handed_over_by: null },
  ],
};

export const drafts: DraftSummary[] = [
  { draft: 'first', title: 'Valve replacement contracts', organisation_name: 'Northmere Integrity Office', answered: ['what_happened'], updated_at: inDays(0) },
  { draft: 'second', title: '', organisation_name: 'Northmere Integrity Office', answered: [], updated_at: inDays(-3) },
];

export const home: HomeView = {
  role: 'reporter', me: null, organisations: [], queues: { all: 0, new: 0, mine: 0, due: 0, waiting: 0, closed: 0 }, labels: [], drafts,
  connection: { kind: 'offline', synced_at: null, tor: null }, log: { state: 'verified', at: inDays(0) },
};

export const checkpoint: LogCheckpoint = {
  size: 4815, root: '7c1e90d4a2b8'.padEnd(64, '05e1'), signed_at: inDays(0), verified_at: inDays(0), key_known_since: inDays(-90),
  witnesses: { named: [], threshold: 0, agree: 0, is_quorum: false, size: 0 },
};
export const KINDS: LogKind[] = [
  'case_opened', 'case_status', 'case_closed', 'case_joined', 'case_left', 'case_successor', 'case_history_shared',
  'case_exported', 'case_deleted', 'identity_disclosed', 'identity_asked', 'identity_requested', 'identity_approved',
  'identity_refused', 'identity_opened', 'identity_withdrawn', 'identity_share_moved', 'organisation_created',
  'card_published', 'roster_published', 'invitation_created', 'device_joined', 'device_revoked', 'role_changed',
  'policy_changed', 'approval_asked', 'approval_given', 'approval_declined', 'session_opened', 'session_closed',
  'session_refused', 'organisation_exported', 'keys_rotated', 'relay_restored',
];
const PARTS: [RegExp, LogGroup][] = [[/^identity/u, 'identity'], [/^case/u, 'cases'], [/^(card|device|keys|relay)/u, 'keys']];
const BY_REPORTERS: LogKind[] = ['case_opened', 'case_successor', 'identity_disclosed', 'identity_withdrawn'];

/** An entry of this kind, with all that it may say. */
export function loggedAct(kind: LogKind): LoggedAct {
  const isOfCase = /^(identity|case)/u.test(kind);
  const isDay = BY_REPORTERS.includes(kind);
  return {
    kind, group: PARTS.find(([form]) => form.test(kind))?.[1] ?? 'team', at: isDay ? inDays(-1).slice(0, 10) : inDays(-1), is_day: isDay,
    actor: isDay ? { kind: 'reporter' } : { kind: 'person', name: 'Ines Halvorsen' },
    case: isOfCase ? { case: 'first', pseudonym: first, title: summary.title } : null,
    people: isOfCase ? ['Tomasz Brandl'] : [], people_count: isOfCase ? 2 : 0, fields: kind === 'identity_disclosed' ? ['name', 'document'] : [],
    reason: kind === 'identity_opened' || kind === 'identity_requested' ? reason : null, status: 'acknowledged', role: 'MEMBER', version: '3',
  };
}
