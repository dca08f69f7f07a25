/** What the first page shows, kept current by events. */
import { t } from '$lib/i18n';
import { asRpcError, call, on, type HomeView, type Organisation, type RpcError } from '$lib/ipc';
import { isOffline } from './connection';
import { undo } from './undo.svelte';

class Home {
  view = $state.raw<HomeView | null>(null);
  error = $state<RpcError | null>(null);
  #listening = false;

  async load(): Promise<void> {
    if (!this.#listening) {
      this.#listening = true;
      await on('home_changed', () => void this.refresh());
      await on('outbox_progress', () => void this.refresh());
      await on('connection_changed', (connection) => {
        if (this.view) this.view = { ...this.view, connection };
        // It may have ended for what was found in the log.
        if (isOffline(connection.kind)) void this.refresh();
      });
    }
    await this.refresh();
  }

  async refresh(): Promise<void> {
    try {
      this.view = await call('home', {});
      this.error = null;
    } catch (refusal) {
      this.error = asRpcError(refusal);
    }
  }

  async addCard(link: string): Promise<Organisation> {
    const organisation = await call('card_add', { link });
    await this.refresh();
    return organisation;
  }

  async addCardFile(): Promise<Organisation | null> {
    const organisation = await call('card_add_file', {});
    if (organisation) await this.refresh();
    return organisation;
  }

  async compare(organisation: Organisation): Promise<void> {
    await call('card_compare', { organisation: organisation.organisation, key_words: organisation.key_words });
    await this.refresh();
  }

  /** Starts a draft and answers its id. */
  async write(organisation: string, channel: string | null = null): Promise<string> {
    const draft = await call('draft_create', { organisation, channel });
    await this.refresh();
    return draft.draft;
  }

  async deleteDraft(draft: string): Promise<void> {
    await call('draft_delete', { draft });
    undo.offer({
      owner: draft, text: t('removed-draft'), forGood: true,
      restore: async () => {
        await call('draft_restore', { draft });
        await this.refresh();
      },
      end: () => call('removed_end', { kind: 'draft', draft }),
    });
    await this.refresh();
  }
}

export const home = new Home();
