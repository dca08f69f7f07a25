/** Which page stands in the window. Nothing of it reaches the window's title or an address. */
import type { Pseudonym } from '$lib/ipc';
import type { DraftId } from './practice';

export type StepId = 'what_happened' | 'when_where' | 'people' | 'evidence';

export type Page =
  | { name: 'home' }
  | { name: 'add-card' }
  | { name: 'draft'; draft: DraftId; step: StepId }
  | { name: 'review'; draft: DraftId }
  | { name: 'practised'; pseudonym: Pseudonym }
  | { name: 'sending'; case: string }
  | { name: 'case'; case: string }
  | { name: 'join' }
  | { name: 'setup' }
  | { name: 'team' }
  | { name: 'log' }
  | { name: 'settings' };

let page = $state<Page>({ name: 'home' });
/** `next` is absent when the whole window is about to go. */
type Leaving = (next?: Page) => Promise<void>;
let leaving: Leaving | undefined;

export const router = {
  get page(): Page {
    return page;
  },
  /** What has to be done before the page is left, such as saving. */
  beforeLeaving(action: Leaving): void {
    leaving = action;
  },
  async go(next: Page): Promise<void> {
    await leaving?.(next);
    if (next.name !== 'draft' && next.name !== 'review') leaving = undefined;
    page = next;
  },
  async flush(): Promise<void> {
    await leaving?.();
  },
};
