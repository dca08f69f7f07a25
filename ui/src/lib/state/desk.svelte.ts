/** The handler's desk: which queue is looked at, which case is open, and what is searched for. */
import { tick } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';

import type { Queue } from '$lib/ipc';
import { Feed } from './feed.svelte';
import { home } from './home.svelte';

export const QUEUES = ['new', 'mine', 'due', 'waiting', 'closed'] as const satisfies Queue[];
/** What the details open for a choice. */
type DeskMenu = 'readers' | 'status' | 'labels';
export type DeskQueue = (typeof QUEUES)[number];

class Desk {
  queue = $state<DeskQueue>('mine');
  /** The label whose cases are looked at, in place of a queue. */
  label = $state<string | null>(null);
  selected = $state<string | null>(null);
  search = $state('');
  readonly feed = new Feed();
  /** There is no room for the details beside the conversation; they come in a sheet. */
  readonly narrow = new MediaQuery('max-width: 1120px');
  details = $state(false);
  menu = $state<DeskMenu | null>(null);
  /** It is asked whether the earlier conversation shall be handed over. */
  handing = $state(false);
  /** What takes the focus as soon as it is there: the open case's heading, or its line in the list. */
  focus = $state<'heading' | 'item' | null>(null);
  list = $state.raw<HTMLElement | null>(null);
  /** Where it is searched. */
  field = $state.raw<HTMLElement | null>(null);

  count(queue: DeskQueue): number {
    return home.view?.queues[queue] ?? 0;
  }

  show(queue: DeskQueue): void {
    this.queue = queue;
    this.label = null;
    this.search = '';
  }

  showLabel(label: string): void {
    this.label = label;
    this.search = '';
  }

  open(id: string): void {
    this.selected = id;
    this.read();
  }

  read(): void {
    this.focus = 'heading';
  }

  /** Out of a field or a conversation, to the list; a search ends first. */
  back(): void {
    const { activeElement } = document;
    if (activeElement === this.field && this.search) {
      this.search = '';
      return;
    }
    if (activeElement instanceof HTMLElement) activeElement.blur();
    if (this.feed.place(this.selected) >= 0) this.focus = 'item';
    else this.list?.querySelector('button')?.focus();
  }

  /** The menus are part of the details. */
  async openMenu(menu: DeskMenu): Promise<void> {
    this.details = this.narrow.current;
    await tick();
    this.menu = menu;
  }

  /** Selects the case before or after the selected one; the first if that is in no sight. */
  async move(by: 1 | -1): Promise<void> {
    const last = (this.feed.total ?? 0) - 1;
    if (last < 0) return;
    const item = await this.feed.fetch(Math.min(Math.max(this.feed.place(this.selected) + by, 0), last));
    if (!item) return;
    this.selected = item.case;
    this.focus = 'item';
  }
}

export const desk = new Desk();
