/** Whether the vault is open, and what belongs to opening and locking it. */
import { asRpcError, call, on, type LockReason, type MachineSign, type PassphraseStrength, type PhraseState, type RestoredBackup, type RestoredVault, type RpcError } from '$lib/ipc';
import { idle } from './idle.svelte';
import { router } from './router.svelte';
import { choices } from './settings.svelte';

type Phase = 'starting' | 'absent' | 'locked' | 'writing-down' | 'open' | 'locking';

/** What a person came for when they made the vault. */
export type Purpose = 'report' | 'join' | 'setup';

class Session {
  phase = $state<Phase>('starting');
  lockedBecause = $state<LockReason | null>(null);
  /** Signs that somebody else looks after this computer. */
  signs = $state.raw<MachineSign[]>([]);
  purpose = $state<Purpose>('report');
  /** What is left of a vault that was before: words on paper, or a backup. */
  restoringFrom = $state<'words' | 'backup' | null>(null);
  /** Kept only until the person has shown that it is on paper. */
  recoveryPhrase = $state.raw<string[]>([]);
  /** Whether it is asked if everything shall be removed. */
  leaving = $state(false);
  startError = $state<RpcError | null>(null);

  async start(): Promise<void> {
    this.startError = null;
    try {
      const vault = await call('vault_status', {});
      this.lockedBecause = vault.locked_because;
      this.signs = vault.signs;
      this.phase = vault.state;
    } catch (refusal) {
      this.startError = asRpcError(refusal);
    }
    await on('locked', () => {
      this.phase = 'locking';
    });
  }

  suggest(): Promise<string> {
    return call('passphrase_suggest', {}).then((answer) => answer.passphrase);
  }

  check(passphrase: string): Promise<PassphraseStrength> {
    return call('passphrase_check', { passphrase });
  }

  checkPhrase(phrase: string): Promise<PhraseState> {
    return call('phrase_check', { phrase });
  }

  /** Makes the vault anew. What was found is shown before `enter`. */
  restore(phrase: string, cards: string[], passphrase: string): Promise<RestoredVault> {
    return call('vault_restore', { phrase, cards, passphrase });
  }

  /** Makes the vault from the backup that was chosen. What came back is shown before `enter`. */
  restoreBackup(passphrase: string): Promise<RestoredBackup> {
    return call('backup_restore', { passphrase });
  }

  async create(passphrase: string, recovery: boolean): Promise<void> {
    const { recovery_phrase } = await call('vault_create', { passphrase, recovery });
    if (recovery_phrase) {
      this.recoveryPhrase = recovery_phrase;
      this.phase = 'writing-down';
    } else {
      await this.enter();
    }
  }

  /** The words are on paper. */
  async writtenDown(): Promise<void> {
    this.recoveryPhrase = [];
    await this.enter();
  }

  async unlock(passphrase: string): Promise<void> {
    await call('vault_unlock', { passphrase });
    await this.enter();
  }

  async lock(because: LockReason = 'asked'): Promise<void> {
    await router.flush();
    this.phase = 'locking';
    await call('vault_lock', { because });
  }

  /** Destroys the vault; the application starts anew. */
  async leaveNoTrace(): Promise<void> {
    await call('leave_no_trace', {});
  }

  /** The vault is open, and the person may go in. */
  async enter(): Promise<void> {
    await choices.load();
    await idle.watch();
    await router.go({ name: this.purpose === 'report' ? 'home' : this.purpose });
    this.phase = 'open';
  }
}

export const session = new Session();
