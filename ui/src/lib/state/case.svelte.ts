/** The case that is open: its conversation, and the reply that is being written. */
import { t } from '$lib/i18n';
import { asRpcError, call, on, type Case, type CaseStatus, type Member, type Reader, type RpcError } from '$lib/ipc';
import { files } from './files.svelte';
import { router } from './router.svelte';
import { Saver } from './saver';
import { undo } from './undo.svelte';

export const STATUSES: CaseStatus[] = ['new', 'acknowledged', 'in_review', 'feedback', 'closed'];

/** A file of this case that was saved, is being saved, or was not. */
interface Saving {
  attachment: string;
  /** The name that was chosen. */
  name?: string | null;
  error?: RpcError;
}

class CaseRoom {
  view = $state.raw<Case | null>(null);
  error = $state<RpcError | null>(null);
  sending = $state(false);
  /** Where the reply is written, while that is in the window. */
  composer = $state.raw<HTMLTextAreaElement | null>(null);
  /** The file that was last asked for. */
  saving = $state.raw<Saving | null>(null);
  #id: string | null = null;
  /** What is typed, by case: of the open case, and of one that was left before it was saved. */
  #replies = $state<Record<string, string>>({});
  readonly #unsaved = new Set<string>();
  readonly #saver = new Saver(() => this.#save());
  #listening = false;

  async open(id: string): Promise<void> {
    router.beforeLeaving(() => this.flush());
    if (this.#id !== id) this.close();
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
      // It may have ended for what was found in the log.
      await on('connection_changed', ({ kind }) => {
        if (kind === 'offline') void this.refresh();
      });
    }
    // What was just left is saved before it is asked for again.
    await this.flush();
    await this.refresh();
  }

  async refresh(): Promise<void> {
    const id = this.#id;
    if (!id) return;
    try {
      const opened = await call('case_open', { case: id });
      if (id !== this.#id) return;
      this.view = opened;
      // What was typed since then is newer.
      this.#replies[id] ??= opened.reply;
      files.found(id, opened.reply_attachments);
      this.error = null;
      if (opened.summary.unread > 0) await call('case_mark_read', { case: id });
    } catch (refusal) {
      this.error = asRpcError(refusal);
    }
  }

  close(): void {
    const left = this.#id;
    this.#id = null;
    this.view = null;
    this.saving = null;
    if (!left) return;
    files.forget(left);
    if (this.#unsaved.has(left)) void this.flush();
    else delete this.#replies[left];
  }

  get reply(): string {
    return this.#replies[this.#id ?? ''] ?? '';
  }

  set reply(text: string) {
    if (this.#id) this.#edit(this.#id, text);
  }

  /** Saves what is not saved; answers once it is on disk. */
  async flush(): Promise<void> {
    await this.#saver.flush();
  }

  /** Files of the reply that is being written; while some are added it cannot be sent. */
  get files() {
    return files.of(this.#id ?? undefined);
  }

  get empty(): boolean {
    return !this.reply.trim() && this.files.attachments.length === 0;
  }

  async attach(): Promise<void> {
    if (this.files.adding === null && this.view?.halted === null) await this.#try((id) => files.choose({ kind: 'reply', case: id }));
  }

  async detach(attachment: string): Promise<void> {
    await this.#try((id) => files.remove({ kind: 'reply', case: id }, attachment));
  }

  async save(attachment: string): Promise<void> {
    const id = this.#id;
    if (!id || (this.saving && !('name' in this.saving) && !this.saving.error)) return;
    this.saving = { attachment };
    const ended = await files.save(id, attachment).then(
      (name): Saving => ({ attachment, name }),
      (refusal: unknown): Saving => ({ attachment, error: asRpcError(refusal) }),
    );
    if (id === this.#id) this.saving = ended;
  }

  async send(): Promise<void> {
    const id = this.#id;
    if (!id || this.sending || this.empty || this.files.adding !== null) return;
    this.sending = true;
    await this.#try(async () => {
      const { reply } = this;
      // Sending ends what is saved: nothing may be saved after it.
      this.#unsaved.delete(id);
      await this.flush();
      try {
        await call('case_reply', { case: id, body: reply.trim() });
      } catch (refusal) {
        this.#edit(id, this.#replies[id] ?? reply);
        throw refusal;
      }
      const typed = this.#replies[id] ?? reply;
      if (typed === reply) this.#replies[id] = '';
      else this.#edit(id, typed);
      files.gone(id);
      await this.refresh();
    });
    this.sending = false;
  }

  async retry(message: string): Promise<void> {
    await this.#try(async (id) => { await call('outbox_retry', { case: id, message, accept_readers: false }); });
  }

  /** Takes a message back that waits: it is in the reply again, with its files. */
  async callBack(message: string): Promise<void> {
    await this.flush();
    await this.#try(async (id) => {
      await call('outbox_call_back', { case: id, message });
      delete this.#replies[id];
      files.forget(id);
      await this.refresh();
      this.composer?.focus();
    });
  }

  /** Gives the case these labels and no others. */
  async label(labels: string[]): Promise<void> {
    await this.#try(async (id) => { await call('case_label', { case: id, labels }); });
    await this.refresh();
  }

  /** Takes a label off the case. */
  async unlabel(label: string): Promise<void> {
    const [id, before] = [this.#id, this.view?.summary.labels ?? []];
    if (!id) return;
    await this.label(before.filter((other) => other !== label));
    if (this.error) return;
    undo.offer({
      owner: id, text: t('removed-label', { label }), forGood: false, end: () => Promise.resolve(),
      restore: async () => {
        const now = this.#id === id && this.view ? [...this.view.summary.labels, label] : before;
        await call('case_label', { case: id, labels: now });
        await this.refresh();
      },
    });
  }

  async setStatus(status: CaseStatus): Promise<void> {
    await this.#try(async (id) => { await call('case_status', { case: id, status }); });
    await this.refresh();
  }

  /** Takes the case back from another device with the same recovery phrase. */
  async goOn(): Promise<void> {
    await this.#try(async (id) => { await call('case_go_on', { case: id }); });
    await this.refresh();
  }

  /** Destroys the case on this device, and goes where the other ones are. */
  async wipe(): Promise<void> {
    const id = this.#id;
    if (!id) return;
    await this.flush();
    await call('case_wipe', { case: id });
    this.#unsaved.delete(id);
    this.close();
    await router.go({ name: 'home' });
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

  /** Hands what was said here over to everybody who reads it. */
  async handOver(): Promise<void> {
    const id = this.#id;
    if (!id) return;
    await call('case_hand_over', { case: id });
    await this.refresh();
  }

  #edit(id: string, text: string): void {
    this.#replies[id] = text;
    this.#unsaved.add(id);
    this.#saver.edited();
  }

  async #save(): Promise<void> {
    for (const id of [...this.#unsaved]) {
      this.#unsaved.delete(id);
      try {
        await call('case_reply_save', { case: id, body: this.#replies[id] ?? '' });
        if (id !== this.#id && !this.#unsaved.has(id)) delete this.#replies[id];
      } catch (refusal) {
        this.#unsaved.add(id);
        this.error = asRpcError(refusal);
      }
    }
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
