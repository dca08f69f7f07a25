/** Telling who one is in the open case, asking for it, opening it. What was said passes through, and is not kept here. */
import { asRpcError, call, type Disclose, type OpenedIdentity, type PickedDocument, type RpcError } from '$lib/ipc';
import { room } from './case.svelte';

/** The decisions that have a dialog of their own. */
type Decision = 'disclose' | 'withdraw' | 'ask' | 'open';

class Identities {
  /** The dialog that is open. */
  deciding = $state<Decision | null>(null);
  /** Why the last step outside of a dialog was refused. */
  error = $state<RpcError | null>(null);
  /** A step is under way. */
  busy = $state(false);

  #case(): string {
    return room.view?.summary.case ?? '';
  }

  decide(what: Decision): void {
    this.error = null;
    this.deciding = what;
  }

  pick(): Promise<PickedDocument | null> {
    return call('identity_document', { case: this.#case() });
  }

  async forget(): Promise<void> {
    await call('identity_document_forget', {});
  }

  async disclose(said: Omit<Disclose, 'case'>): Promise<void> {
    await call('identity_disclose', { ...said, case: this.#case() });
    await room.refresh();
  }

  async withdraw(): Promise<void> {
    await call('identity_withdraw', { case: this.#case() });
    await room.refresh();
  }

  /** Keeps back what has not left yet. */
  callBack(): Promise<void> {
    return this.#try(() => call('identity_withdraw', { case: this.#case() }));
  }

  keep(): Promise<void> {
    return this.#try(() => call('identity_keep', { case: this.#case() }));
  }

  retry(message: string): Promise<void> {
    return this.#try(() => call('outbox_retry', { case: this.#case(), message, accept_readers: false }));
  }

  async ask(words: string): Promise<void> {
    await call('identity_ask', { case: this.#case(), words });
    await room.refresh();
  }

  async askToOpen(reason: string): Promise<void> {
    await call('identity_opening_ask', { case: this.#case(), reason });
    await room.refresh();
  }

  decideOpening(request: string, approve: boolean): Promise<void> {
    return this.#try(() => call('identity_decide', { case: this.#case(), request, approve }));
  }

  open(reason: string, request: string | null): Promise<OpenedIdentity> {
    return call('identity_open', { case: this.#case(), reason, request });
  }

  async #try(step: () => Promise<unknown>): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      this.error = null;
      await step();
    } catch (refusal) {
      this.error = asRpcError(refusal);
    }
    this.busy = false;
    await room.refresh();
  }
}

export const identities = new Identities();
