/** The handler's desk: which queue is looked at, which case is open, and what is searched for. */
import type { CaseSummary } from '$lib/ipc';
import { daysUntil } from '$lib/i18n';
import { home } from './home.svelte';

export type Queue = 'new' | 'mine' | 'due' | 'waiting' | 'closed';

const SOON_DAYS = 7;

const belongs: Record<Queue, (item: CaseSummary) => boolean> = {
  new: (item) => item.status === 'new',
  mine: (item) => item.mine && item.status !== 'closed',
  due: (item) => item.due !== null && daysUntil(item.due.at) <= SOON_DAYS,
  waiting: (item) => item.waiting_for_reporter && item.status !== 'closed',
  closed: (item) => item.status === 'closed',
};

export const QUEUES: Queue[] = ['new', 'mine', 'due', 'waiting', 'closed'];

class Desk {
  queue = $state<Queue>('mine');
  selected = $state<string | null>(null);
  search = $state('');

  readonly cases = $derived.by((): CaseSummary[] => {
    const words = this.search.trim().toLowerCase().split(/\s+/u).filter(Boolean);
    const all = (home.view?.cases ?? []).filter(belongs[this.queue]);
    const found = all.filter((item) => {
      const text = `${item.pseudonym.text} ${item.title} ${item.preview?.text ?? ''}`.toLowerCase();
      return words.every((word) => text.includes(word));
    });
    return found.sort((a, b) => (a.due?.at ?? '9').localeCompare(b.due?.at ?? '9'));
  });

  count(queue: Queue): number {
    return (home.view?.cases ?? []).filter(belongs[queue]).length;
  }

  show(queue: Queue): void {
    this.queue = queue;
    this.search = '';
  }

  move(by: 1 | -1): void {
    const position = this.cases.findIndex((item) => item.case === this.selected);
    const next = this.cases[Math.min(Math.max(position + by, 0), this.cases.length - 1)];
    if (next) this.selected = next.case;
  }
}

export const desk = new Desk();
