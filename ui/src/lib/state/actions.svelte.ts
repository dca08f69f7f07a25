/** What can be done by key or by name: the keys, their list and the commands are all made from this one table. */
import { t } from '$lib/i18n';
import type { CaseStatus, CaseSummary } from '$lib/ipc';
import { room, STATUSES } from './case.svelte';
import { desk, QUEUES, type DeskQueue } from './desk.svelte';
import { home } from './home.svelte';
import { log } from './log.svelte';
import { jump } from './regions';
import { router } from './router.svelte';
import { session } from './session.svelte';
import { undo } from './undo.svelte';

/** Where an action applies: to everybody, to handlers, or to reporters. */
export type Place = 'everywhere' | 'desk' | 'queues' | 'reporter';

export type ActionId =
  | 'write' | 'reports' | 'answer' | 'keys-of-reporter'
  | 'next' | 'previous' | 'open' | 'back' | 'reply' | 'assign' | 'label' | 'status' | 'hand-over' | 'search' | 'log' | 'team' | 'keys'
  | 'lock' | 'leave-no-trace' | 'undo' | 'commands' | 'proceed' | 'close' | 'region-next' | 'region-previous' | 'settings'
  | `queue-${DeskQueue}` | `status-${CaseStatus}`;

export interface Action {
  id: ActionId;
  label: () => string;
  where: Place;
  /** Such as `Mod+L`, where `Mod` is Ctrl, or ⌘ on macOS; in `G 1` one follows the other. */
  keys?: string;
  /** Whether it can be done now. */
  when?: () => boolean;
  /** Absent where the platform does it. */
  run?: () => unknown;
  /** It stands among the commands, too. */
  isCommand?: true;
}

/** Which of the two windows of this table is open. */
export const panel = $state<{ shown: 'commands' | 'keys' | null }>({ shown: null });

let onward: (() => unknown) | null = null;

/** Lets Ctrl Enter take `step`, until the answer is called. */
export function leadsOn(step: () => unknown): () => void {
  onward = step;
  return () => {
    if (onward === step) onward = null;
  };
}

const isHandler = (): boolean => home.view?.role === 'handler';
const onDesk = (): boolean => isHandler() && router.page.name === 'home';
const mayReply = (): boolean => room.composer !== null && room.view?.halted === null;
const mayAssign = (): boolean => onDesk() && room.view?.may_assign === true;
const maySetStatus = (): boolean => onDesk() && room.view?.may_set_status === true;

const mayHandOver = (): boolean => maySetStatus() && room.view?.halted === null;

/** Where the page that is open is searched. */
const searched = (): HTMLElement | null => (router.page.name === 'log' ? log.field : onDesk() ? desk.field : null);

const showKeys = (): unknown => (panel.shown = 'keys');

async function show(queue: DeskQueue): Promise<void> {
  desk.show(queue);
  await router.go({ name: 'home' });
}

const actions: Action[] = [
  { id: 'write', label: () => t('home-write'), where: 'reporter', run: () => router.go({ name: 'add-card' }), isCommand: true },
  { id: 'reports', label: () => t('nav-reports'), where: 'reporter', run: () => router.go({ name: 'home' }), isCommand: true },
  { id: 'answer', label: () => t('composer-reply'), where: 'reporter', when: mayReply, run: () => room.composer?.focus(), isCommand: true },
  { id: 'keys-of-reporter', label: () => t('keys-list'), where: 'reporter', run: showKeys, isCommand: true },

  { id: 'next', label: () => t('keys-next'), where: 'desk', keys: 'J', when: onDesk, run: () => desk.move(1) },
  { id: 'previous', label: () => t('keys-previous'), where: 'desk', keys: 'K', when: onDesk, run: () => desk.move(-1) },
  { id: 'open', label: () => t('keys-open'), where: 'desk', keys: 'Enter', when: () => onDesk() && desk.selected !== null, run: () => desk.read() },
  { id: 'back', label: () => t('keys-back'), where: 'desk', keys: 'Escape', when: onDesk, run: () => desk.back() },
  { id: 'reply', label: () => t('keys-reply-long'), where: 'desk', keys: 'R', when: () => onDesk() && mayReply(), run: () => room.composer?.focus(), isCommand: true },
  { id: 'assign', label: () => t('keys-assign'), where: 'desk', keys: 'A', when: mayAssign, run: () => desk.openMenu('readers'), isCommand: true },
  { id: 'label', label: () => t('keys-label'), where: 'desk', keys: 'L', when: () => onDesk() && room.view !== null, run: () => desk.openMenu('labels'), isCommand: true },
  { id: 'status', label: () => t('keys-status'), where: 'desk', keys: 'S', when: maySetStatus, run: () => desk.openMenu('status'), isCommand: true },
  { id: 'hand-over', label: () => t('hand-over'), where: 'desk', keys: 'H', when: mayHandOver, run: () => (desk.handing = true), isCommand: true },
  ...STATUSES.map((status): Action => ({
    id: `status-${status}`, label: () => t('command-status', { status: t(`handler-status-${status}`) }), where: 'desk',
    when: () => maySetStatus() && room.view?.summary.status !== status, run: () => room.setStatus(status), isCommand: true,
  })),
  { id: 'search', label: () => t('keys-search'), where: 'desk', keys: '/', when: () => searched() !== null, run: () => searched()?.focus(), isCommand: true },
  ...QUEUES.map((queue, index): Action => ({
    id: `queue-${queue}`, label: () => t('command-queue', { queue: t(`queue-${queue}`) }), where: 'queues',
    keys: `G ${index + 1}`, run: () => show(queue), isCommand: true,
  })),
  { id: 'log', label: () => t('audit-title'), where: 'queues', keys: 'G L', when: () => home.view?.me?.certified === true, run: () => router.go({ name: 'log' }), isCommand: true },
  { id: 'team', label: () => t('team-title'), where: 'desk', when: () => home.view?.me?.certifies === true, run: () => router.go({ name: 'team' }), isCommand: true },
  { id: 'keys', label: () => t('keys-list'), where: 'desk', keys: '?', run: showKeys, isCommand: true },

  { id: 'lock', label: () => t('lock-now'), where: 'everywhere', keys: 'Mod+L', run: () => session.lock(), isCommand: true },
  { id: 'leave-no-trace', label: () => t('trace-leave'), where: 'reporter', keys: 'Mod+Shift+Backspace', run: () => (session.leaving = true), isCommand: true },
  { id: 'undo', label: () => t('undo-key'), where: 'everywhere', keys: 'Mod+Z', when: () => undo.shown.length > 0, run: () => undo.take(), isCommand: true },
  { id: 'commands', label: () => t('commands-title'), where: 'everywhere', keys: 'Mod+K', run: () => (panel.shown = 'commands') },
  { id: 'proceed', label: () => t('keys-proceed'), where: 'everywhere', keys: 'Mod+Enter', run: () => onward?.() },
  { id: 'close', label: () => t('keys-close'), where: 'everywhere', keys: 'Escape' },
  { id: 'region-next', label: () => t('keys-region-next'), where: 'everywhere', keys: 'F6', run: () => jump(1) },
  { id: 'region-previous', label: () => t('keys-region-previous'), where: 'everywhere', keys: 'Shift+F6', run: () => jump(-1) },
  { id: 'settings', label: () => t('settings-title'), where: 'everywhere', run: () => router.go({ name: 'settings' }), isCommand: true },
];

/** Those that apply to this person. */
export function ofThisPerson(): Action[] {
  return actions.filter(({ where }) => where === 'everywhere' || (where === 'reporter') !== isHandler());
}

/** Those of them that can be done now. */
export function possible(): Action[] {
  return ofThisPerson().filter(({ when, run }) => run && (when?.() ?? true));
}

export function keysOf(id: ActionId): string {
  return actions.find((action) => action.id === id)?.keys ?? '';
}

/** A queue that has the case. */
function queueOf({ status, mine, waiting_for_reporter }: CaseSummary): DeskQueue {
  if (status === 'new' || status === 'closed') return status;
  return mine ? 'mine' : waiting_for_reporter ? 'waiting' : desk.queue;
}

/** Opens a case as this person reads cases. */
export function openCase(item: CaseSummary): void {
  if (isHandler()) {
    if (desk.feed.place(item.case) < 0) desk.show(queueOf(item));
    desk.open(item.case);
    if (!onDesk()) void router.go({ name: 'home' });
  } else {
    const isOnItsWay = item.outgoing !== null && item.outgoing.stage !== 'sent';
    void router.go({ name: isOnItsWay ? 'sending' : 'case', case: item.case });
  }
}
