/** How the person wants the window to be. It holds at once, and is kept in the vault. */
import { language } from '$lib/i18n';
import { asRpcError, call, type RpcError, type Settings } from '$lib/ipc';
import { look } from './theme.svelte';

class Choices {
  view = $state.raw<Settings | null>(null);
  error = $state<RpcError | null>(null);

  /** Once the vault is open. A language that was chosen before is kept. */
  async load(): Promise<void> {
    const before = language.chosen;
    try {
      this.view = await call('settings_get', {});
    } catch (refusal) {
      this.error = asRpcError(refusal);
      return;
    }
    if (before && !this.view.language) await this.change({ language: before });
    else this.#apply(this.view);
  }

  async change(part: Partial<Settings>): Promise<void> {
    if (!this.view) return;
    const settings = { ...this.view, ...part };
    this.view = settings;
    this.#apply(settings);
    try {
      await call('settings_save', settings);
      this.error = null;
    } catch (refusal) {
      this.error = asRpcError(refusal);
    }
  }

  #apply(settings: Settings): void {
    language.choose(settings.language);
    look(settings);
  }
}

export const choices = new Choices();
