/** A list of cases of any length, of which only the parts that were looked at are here. */
import { untrack } from 'svelte';
import { SvelteMap } from 'svelte/reactivity';

import { asRpcError, call, type CaseSummary, type Queue, type RpcError } from '$lib/ipc';

const PART = 50;
/** So near to the next part, it is asked for too: cases that come into sight while scrolling are there already. */
const NEAR = 15;

export class Feed {
  /** How many cases the whole list has; null until that is known. */
  total = $state<number | null>(null);
  error = $state<RpcError | null>(null);
  #parts = new SvelteMap<number, CaseSummary[]>();
  /** Parts that are here, or on their way, as they are since the last change. */
  #asked = new Map<number, Promise<void>>();
  #changes = $state(0);
  #question: { queue: Queue; search: string; label: string | null } = { queue: 'all', search: '', label: null };
  /** The question that the parts answer. */
  #shown: object | null = null;

  /** Shows another list. What was here stays in sight until the new one has come. */
  show(queue: Queue, search = '', label: string | null = null): void {
    this.#question = { queue, search, label };
    this.refresh();
  }

  /** Something has changed: what is in sight is asked for again. */
  refresh(): void {
    this.#asked.clear();
    untrack(() => this.#changes++);
    void this.#load(0);
  }

  /** The case at this place, if it is here; otherwise it is on its way. */
  at(place: number): CaseSummary | undefined {
    void this.#changes;
    const [part, within] = [Math.floor(place / PART), place % PART];
    void this.#load(part);
    if (within < NEAR && part > 0) void this.#load(part - 1);
    if (within >= PART - NEAR && (part + 1) * PART < untrack(() => this.total ?? 0)) void this.#load(part + 1);
    return this.#parts.get(part)?.[within];
  }

  /** The case at this place. */
  async fetch(place: number): Promise<CaseSummary | undefined> {
    await this.#load(Math.floor(place / PART));
    return this.at(place);
  }

  /** Where a case stands, if it is among those that are here; otherwise -1. */
  place(id: string | null): number {
    for (const [part, cases] of this.#parts) {
      const within = cases.findIndex((item) => item.case === id);
      if (within >= 0) return part * PART + within;
    }
    return -1;
  }

  #load(part: number): Promise<void> {
    const before = this.#asked.get(part);
    if (before) return before;
    const loading = this.#ask(part);
    this.#asked.set(part, loading);
    return loading;
  }

  async #ask(part: number): Promise<void> {
    const [question, changes] = [this.#question, untrack(() => this.#changes)];
    try {
      const page = await call('cases', { ...question, skip: part * PART, count: PART });
      // What came too late is asked for again, if anybody still looks at it.
      if (changes !== this.#changes) return;
      // The first answer to another question ends what was shown for the one before.
      if (this.#shown !== question) this.#parts.clear();
      this.#shown = question;
      this.#parts.set(part, page.cases);
      this.total = page.total;
      this.error = null;
    } catch (refusal) {
      this.error = asRpcError(refusal);
    }
  }
}
