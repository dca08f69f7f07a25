/** The case that is open: its conversation, and the reply that is being written. */
import {
  asRpcError, call, on, type Attachment, type Case, type CaseStatus, type Member, type RefusedFile, type RpcError,
} from '$lib/ipc';

class CaseRoom {
  view = $state.raw<Case | null>(null);
  error = $state<RpcError | null>(null);
  /** Replies that were not sent, by case, for as long as the window lives. */
  replies = $state<Record<string, string>>({});
  attachments = $state.raw<Attachment[]>([]);
  refused = $state.raw<RefusedFile[]>([]);
  sending = $state(false);
  savedFile = $state<string | null>(null);
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
    this.savedFile = null;
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const id = this.#id;
    if (!id) return;
    try {
      const opened = await call('case_open', { case: id });
      if (id !== this.#id) return;
      this.view = opened;
      this.attachments = opened.reply_attachments;
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
    if (!id || this.sending || (!this.reply.trim() && this.attachments.length === 0)) return;
    this.sending = true;
    await this.#try(async () => {
      await call('case_reply', { case: id, body: this.reply.trim() });
      delete this.replies[id];
      this.refused = [];
      await this.refresh();
    });
    this.sending = false;
  }

  async attach(): Promise<void> {
    await this.#try(async (id) => {
      const { attachments, refused } = await call('case_attach', { case: id });
      this.attachments = attachments;
      this.refused = refused;
    });
  }

  async detach(attachment: string): Promise<void> {
    await this.#try(async (id) => {
      await call('case_detach', { case: id, attachment });
      this.attachments = this.attachments.filter((file) => file.attachment !== attachment);
    });
  }

  async save(attachment: string): Promise<void> {
    await this.#try(async (id) => {
      this.savedFile = (await call('attachment_save', { case: id, attachment }))?.name ?? null;
    });
  }

  async retry(message: string): Promise<void> {
    await this.#try(async () => { await call('outbox_retry', { message, accept_readers: false }); });
  }

  async setStatus(status: CaseStatus): Promise<void> {
    await this.#try(async (id) => { await call('case_status', { case: id, status }); });
    await this.refresh();
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
