/** Saving a backup of the vault. It goes on while another page is looked at, and what came of it stays until the vault locks. */
import { asRpcError, call, type RpcError, type SavedBackup } from '$lib/ipc';

class Backup {
  saved = $state.raw<SavedBackup | null>(null);
  error = $state.raw<RpcError | null>(null);
  isBusy = $state(false);

  /** Whether one was saved: a person may choose no place after all, and then nothing has happened. */
  async save(passphrase: string): Promise<boolean> {
    this.isBusy = true;
    this.error = null;
    try {
      const saved = await call('backup_create', { passphrase });
      if (saved) this.saved = saved;
      return saved !== null;
    } catch (refusal) {
      this.error = asRpcError(refusal);
      return false;
    } finally {
      this.isBusy = false;
    }
  }
}

export const backup = new Backup();
