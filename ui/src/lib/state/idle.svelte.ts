/** Whether the window is used: told to the application, which locks the vault when it is not. */
import { call, on } from '$lib/ipc';
import { router } from './router.svelte';

const TOLD_EVERY_MS = 5_000;
const SIGNS = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'input'] as const;

class Idle {
  /** Seconds until the vault locks, when that was told. */
  warning = $state<number | null>(null);
  #told = 0;

  /** From when the vault is open, until the process ends. */
  async watch(): Promise<void> {
    for (const sign of SIGNS) addEventListener(sign, (event) => this.#sign(event), { passive: true, capture: true });
    await on('idle_warning', ({ seconds }) => {
      this.warning = seconds;
      // What is typed and not yet saved must not be lost to the lock.
      void router.flush();
    });
  }

  #sign(event: Event): void {
    // The warning's own buttons must stay where they are while somebody goes to press them.
    const onWarning = event.target instanceof Element && event.target.closest('[data-locks-soon]') !== null;
    if (this.warning === null || (event.type !== 'pointermove' && !onWarning)) this.used();
  }

  used(): void {
    const now = performance.now();
    if (this.warning === null && now - this.#told < TOLD_EVERY_MS) return;
    this.#told = now;
    this.warning = null;
    // Refused only where the vault is locked already.
    call('activity', {}).catch(() => undefined);
  }
}

export const idle = new Idle();
