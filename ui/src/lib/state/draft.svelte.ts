/** The draft that is being written: saved as typed, never lost by leaving its page. */
import { asRpcError, call, type Question, type RpcError } from '$lib/ipc';
import { files } from './files.svelte';
import { PRACTICE, practiceDraft, type DraftId, type OpenDraft } from './practice';
import { router } from './router.svelte';
import { Saver } from './saver';

const QUESTIONS: Question[] = ['what_happened', 'when_where', 'people'];

class DraftEditor {
  draft = $state.raw<OpenDraft | null>(null);
  title = $state('');
  answers = $state<Record<Question, string>>({ what_happened: '', when_where: '', people: '' });
  savedAt = $state<string | null>(null);
  unsaved = $state(false);
  error = $state<RpcError | null>(null);

  readonly #saver = new Saver(() => this.#save());

  /** Its id in the vault. Practice has none: nothing of it can be saved, take files or be sent. */
  get kept(): string | undefined {
    const id = this.draft?.draft;
    return id === PRACTICE ? undefined : id;
  }

  get isPractice(): boolean {
    return this.draft?.draft === PRACTICE;
  }

  /** Its files; while some are added it cannot be sent. */
  get files() {
    return files.of(this.kept);
  }

  async attach(): Promise<void> {
    await this.#try((draft) => files.choose({ kind: 'draft', draft }));
  }

  async detach(attachment: string): Promise<void> {
    await this.#try((draft) => files.remove({ kind: 'draft', draft }, attachment));
  }

  async load(id: DraftId): Promise<void> {
    router.beforeLeaving((next) => (!next || ('draft' in next && next.draft === id) ? this.flush() : this.leave()));
    if (this.draft?.draft === id) return;
    try {
      this.#show(id === PRACTICE ? practiceDraft() : await call('draft_get', { draft: id }));
      this.error = null;
    } catch (refusal) {
      this.error = asRpcError(refusal);
    }
  }

  /** To be called at each key: saves when the typing pauses. */
  edited(): void {
    this.unsaved = true;
    this.#saver.edited();
  }

  /** Saves what is not saved; answers once it is on disk. */
  async flush(): Promise<void> {
    await this.#saver.flush();
  }

  /** Saves, and forgets the draft, so that nothing typed stays in memory longer than its pages. */
  async leave(): Promise<void> {
    await this.flush();
    if (this.kept) files.forget(this.kept);
    this.draft = null;
    this.title = '';
    for (const question of QUESTIONS) this.answers[question] = '';
    this.unsaved = false;
  }

  #show(draft: OpenDraft): void {
    this.draft = draft;
    this.title = draft.title;
    for (const question of QUESTIONS) {
      this.answers[question] = draft.answers.find((answer) => answer.question === question)?.text ?? '';
    }
    if (this.kept) files.found(this.kept, draft.attachments);
    this.savedAt = draft.updated_at;
  }

  async #try(action: (draft: string) => Promise<void>): Promise<void> {
    if (!this.kept || this.files.adding !== null) return;
    try {
      this.error = null;
      await action(this.kept);
    } catch (refusal) {
      this.error = asRpcError(refusal);
    }
  }

  async #save(): Promise<void> {
    const draft = this.kept;
    if (!draft || !this.unsaved) return;
    this.unsaved = false;
    try {
      const answers = QUESTIONS.map((question) => ({ question, text: this.answers[question] }));
      const { saved_at } = await call('draft_save', { draft, title: this.title, answers });
      this.savedAt = saved_at;
      this.error = null;
    } catch (refusal) {
      this.unsaved = true;
      this.error = asRpcError(refusal);
    }
  }
}

export const editor = new DraftEditor();
