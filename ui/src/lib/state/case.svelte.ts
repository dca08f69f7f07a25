/** The case that is open: its conversation, and the reply that is being written. */
import { asRpcError, call, on, type Case, type CaseStatus, type Member, type Reader, type RpcError } from '$lib/ipc';

class CaseRoom {
  view = $state.raw<Case | null>(null);
  error = $state<RpcError | null>(null);
  /** Replies that were not sent, by case, for as long as the window lives. */
  replies = $state<Record<string, string>>({});
  sending = $state(false);
  #id: string | null = null;
  #listening = false;

  async open(id: string): Promise<void> {
    this.#id = id;
    if (this.view?.summary.case !== id) this.view = null;
    if (!this.#listening) {
      this.#listening = true;
      await on('case_changed', (changed) => {
        if (changed.case === this.#id) void this.refresh();
      });
      await on('outbox_progress', (outgoing) => {
        if (outgoing.case === this.#id) void this.refresh();
      });
    }
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const id = this.#id;
    if (!id) return;
    try {
      const opened = await call('case_open', { case: id });
      if (id !== this.#id) return;
      this.view = opened;
      this.error = null;
      if (opened.summary.unread > 0) await call('case_mark_read', { case: id });
    } catch (refusal) {
      this.error = asRpcError(refusal);
    }
  }

  close(): void {
    this.#id = null;
    this.view = null;
  }

  get reply(): string {
    return this.replies[this.#id ?? ''] ?? '';
  }

  set reply(text: string) {
    if (this.#id) this.replies[this.#id] = text;
  }

  async send(): Promise<void> {
    const id = this.#id;
    if (!id || this.sending || !this.reply.trim()) return;
    this.sending = true;
    await this.#try(async () => {
      await call('case_reply', { case: id, body: this.reply.trim() });
      delete this.replies[id];
      await this.refresh();
    });
    this.sending = false;
  }

  async retry(message: string): Promise<void> {
    await this.#try(async (id) => { await call('outbox_retry', { case: id, message, accept_readers: false }); });
  }

  async setStatus(status: CaseStatus): Promise<void> {
    await this.#try(async (id) => { await call('case_status', { case: id, status }); });
    await this.refresh();
  }

  /** Those who read, with the key words of their devices. */
  async words(): Promise<Reader[]> {
    return this.view ? (await call('reader_words', { case: this.view.summary.case })).readers : [];
  }

  /** Colleagues who could be let in. */
  async colleagues(): Promise<Member[]> {
    const inside = new Set(this.view?.readers.filter((reader) => reader.until === null).map((reader) => reader.handler));
    const { members } = await call('org_members', {});
    return members.filter(
      (member) => !inside.has(member.handler) && member.devices.some((device) => device.state === 'certified'),
    );
  }

  async assign(handler: string): Promise<void> {
    await this.#try(async (id) => { await call('case_assign', { case: id, handler }); });
    await this.refresh();
  }

  async unassign(handler: string): Promise<void> {
    await this.#try(async (id) => { await call('case_unassign', { case: id, handler }); });
    await this.refresh();
  }

  async #try(action: (id: string) => Promise<void>): Promise<void> {
    if (!this.#id) return;
    try {
      this.error = null;
      await action(this.#id);
    } catch (refusal) {
      this.error = asRpcError(refusal);
    }
  }
}

export const room = new CaseRoom();
