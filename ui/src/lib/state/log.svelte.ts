/** The office's log, as far as it is being looked at. Nothing of it outlives the page. */
import { doer, instant, spelled } from '$lib/i18n/logged';
import { asRpcError, call, type LogCheckpoint, type LogEntry, type LogGroup, type LogPage, type RpcError, type SavedFile } from '$lib/ipc';
import { now } from './clock.svelte';

export const PERIODS = ['today', 'week', 'month', 'any'] as const;
export type Period = (typeof PERIODS)[number];

/** How many entries are looked for at a time. */
const PART = 50;

/** An entry that was read, and the checkpoint under which it was proved. */
export interface Read extends LogEntry {
  under: LogCheckpoint;
  /** What a search compares. */
  spelled: string;
  /** Who did it, as it is chosen. */
  by: string | null;
  at: Date | null;
  isDay: boolean;
}

class Log {
  /** The newest that was checked. */
  checkpoint = $state.raw<LogCheckpoint | null>(null);
  /** Why the last check or page was refused. */
  error = $state.raw<RpcError | null>(null);
  checking = $state(false);
  /** Earlier pages are being read. */
  reading = $state(false);
  search = $state('');
  part = $state<LogGroup | null>(null);
  /** Whose entries are looked for; empty for everyone's. */
  who = $state('');
  period = $state<Period>('any');
  /** The index of the entry that is open. */
  open = $state<number | null>(null);
  saving = $state(false);
  saved = $state.raw<SavedFile | null>(null);
  saveError = $state.raw<RpcError | null>(null);
  /** Where it is searched. */
  field = $state.raw<HTMLElement | null>(null);
  /** From the newest on, without a gap. */
  entries = $state.raw<Read[]>([]);
  #wanted = PART;
  #isStopped = false;
  /** Each time the page is opened is another one: what comes later belongs to nobody. */
  #visit = 0;

  readonly isFiltered = $derived(this.search.trim() !== '' || this.part !== null || this.who !== '' || this.period !== 'any');

  /** Those that are looked for. */
  readonly found = $derived.by(() => {
    const words = this.search.toLowerCase().split(/\s+/u).filter(Boolean);
    const since = startOf(this.period);
    if (!this.isFiltered) return this.entries;
    return this.entries.filter(({ logged, spelled, by, at }) =>
      logged.state === 'act' && (this.part === null || this.part === logged.group) && (this.who === '' || this.who === by)
      && (since === null || (at !== null && at >= since)) && words.every((word) => spelled.includes(word)));
  });

  /** Nothing earlier can be looked for: the log begins, or its minutes, which do not go back, are before the period. */
  readonly isOver = $derived.by(() => {
    const last = this.entries.at(-1);
    if (!last || last.index === 0) return this.checkpoint !== null;
    const since = startOf(this.period);
    const minute = this.entries.findLast(({ at, isDay }) => at !== null && !isDay)?.at;
    return since !== null && minute != null && minute < since;
  });

  /** The names of those who did something that was read. */
  readonly people = $derived([...new Set(this.entries.flatMap(({ logged }) =>
    logged.state === 'act' && logged.actor.kind === 'person' ? [doer(logged.actor)] : []))].sort((one, other) => one.localeCompare(other)));

  readonly opened = $derived(this.found.find(({ index }) => index === this.open) ?? null);

  enter(): void {
    void this.check();
  }

  leave(): void {
    this.#visit++;
    this.#wanted = PART;
    this.#isStopped = false;
    this.checkpoint = this.error = this.saved = this.saveError = this.open = null;
    this.checking = this.reading = this.saving = false;
    this.entries = [];
    [this.search, this.part, this.who, this.period] = ['', null, '', 'any'];
  }

  /** Reads the newest entries anew, and with them all that the device checks of the log. */
  async check(): Promise<void> {
    if (this.checking) return;
    const visit = this.#visit;
    this.checking = true;
    const page = await this.#page(null, visit);
    if (visit !== this.#visit) return;
    this.checking = false;
    if (!page) return;
    const read = page.entries.map((entry) => asRead(entry, page.checkpoint));
    const [before, oldest] = [this.entries[0]?.index ?? -1, read.at(-1)?.index ?? 0];
    this.entries = oldest <= before + 1 ? [...read, ...this.entries.filter(({ index }) => index < oldest)] : read;
    this.checkpoint = page.checkpoint;
    await this.#read();
  }

  /** Another question, or more of the answer: reads on until enough was found. */
  seek(): Promise<void> {
    return this.#goOn(0);
  }

  earlier(): Promise<void> {
    return this.#goOn(this.found.length);
  }

  stop(): void {
    this.#isStopped = true;
  }

  toggle(index: number): void {
    this.open = this.open === index ? null : index;
    this.saved = this.saveError = null;
  }

  /** Saves a proof of the open entry for others. */
  async save(): Promise<void> {
    const { opened } = this;
    if (!opened || opened.logged.state === 'closed' || this.saving) return;
    const visit = this.#visit;
    this.saving = true;
    this.saved = this.saveError = null;
    try {
      const saved = await call('log_proof_save', { index: opened.index });
      if (visit === this.#visit) this.saved = saved;
    } catch (refusal) {
      if (visit === this.#visit) this.saveError = asRpcError(refusal);
    }
    if (visit === this.#visit) this.saving = false;
  }

  async #goOn(from: number): Promise<void> {
    this.#wanted = from + PART;
    this.#isStopped = false;
    // The first page is on its way with the first check.
    if (this.checkpoint && !this.checking) await this.#read();
  }

  async #read(): Promise<void> {
    if (this.reading) return;
    const visit = this.#visit;
    this.reading = true;
    while (!this.isOver && !this.#isStopped && this.found.length < this.#wanted) {
      const before = this.entries.at(-1)?.index ?? null;
      const page = await this.#page(before, visit);
      if (visit !== this.#visit) return;
      // Meanwhile a check may have begun the list anew.
      if (!page || page.entries[0]?.index !== (this.entries.at(-1)?.index ?? 0) - 1) break;
      this.entries = [...this.entries, ...page.entries.map((entry) => asRead(entry, page.checkpoint))];
    }
    this.reading = false;
  }

  async #page(before: number | null, visit: number): Promise<LogPage | null> {
    try {
      const page = await call('log_page', { before });
      if (visit === this.#visit) this.error = null;
      return page;
    } catch (refusal) {
      if (visit === this.#visit) this.error = asRpcError(refusal);
      return null;
    }
  }
}

/** An entry as it is looked through. */
export function asRead(entry: LogEntry, under: LogCheckpoint): Read {
  const { logged } = entry;
  if (logged.state !== 'act') return { ...entry, under, spelled: '', by: null, at: null, isDay: false };
  const by = logged.actor.kind === 'person' ? personOf(logged.actor.name) : logged.actor.kind;
  return { ...entry, under, spelled: spelled(logged), by, at: new Date(instant(logged)), isDay: logged.is_day };
}

/** A person as they are chosen, told apart from the reporter and the server. */
export function personOf(name: string): string {
  return `person ${name}`;
}

/** The first moment of a period that lasts until now. A week begins on Monday (ISO 8601). */
function startOf(period: Period): Date | null {
  const day = new Date(now());
  day.setHours(0, 0, 0, 0);
  switch (period) {
    case 'any': return null;
    case 'today': return day;
    case 'week': day.setDate(day.getDate() - ((day.getDay() + 6) % 7)); return day;
    case 'month': day.setDate(1); return day;
  }
}

export const log = new Log();
