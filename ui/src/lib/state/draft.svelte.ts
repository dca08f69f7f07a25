/** The draft that is being written: saved as typed, never lost by leaving its page. */
import { asRpcError, call, type Draft, type Question, type RpcError } from '$lib/ipc';
import { files } from './files.svelte';
import { router } from './router.svelte';

const SAVE_AFTER_MS = 300;
const QUESTIONS: Question[] = ['what_happened', 'when_where', 'people'];

class DraftEditor {
  draft = $state.raw<Draft | null>(null);
  title = $state('');
  answers = $state<Record<Question, string>>({ what_happened: '', when_where: '', people: '' });
  savedAt = $state<string | null>(null);
  unsaved = $state(false);
  error = $state<RpcError | null>(null);

  #timer: ReturnType<typeof setTimeout> | undefined;
  #saving: Promise<void> = Promise.resolve();

  /** Its files; while some are added it cannot be sent. */
  get files() {
    return files.of(this.draft?.draft);
  }

  async attach(): Promise<void> {
    await this.#try((draft) => files.choose({ kind: 'draft', draft }));
  }

  async detach(attachment: string): Promise<void> {
    await this.#try((draft) => files.remove({ kind: 'draft', draft }, attachment));
  }

  async load(id: string): Promise<void> {
    router.beforeLeaving((next) => (next && 'draft' in next && next.draft === id ? this.flush() : this.leave()));
    if (this.draft?.draft === id) return;
    try {
      const draft = await call('draft_get', { draft: id });
      this.draft = draft;
      this.title = draft.title;
      for (const question of QUESTIONS) {
        this.answers[question] = draft.answers.find((answer) => answer.question === question)?.text ?? '';
      }
      files.found(id, draft.attachments);
      this.savedAt = draft.updated_at;
      this.error = null;
    } catch (refusal) {
      this.error = asRpcError(refusal);
    }
  }

  /** To be called at each key: saves when the typing pauses. */
  edited(): void {
    this.unsaved = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.flush(), SAVE_AFTER_MS);
  }

  /** Saves what is not saved; answers once it is on disk. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#saving = this.#saving.then(() => this.#save());
    await this.#saving;
  }

  /** Saves, and forgets the draft, so that nothing typed stays in memory longer than its pages. */
  async leave(): Promise<void> {
    await this.flush();
    if (this.draft) files.forget(this.draft.draft);
    this.draft = null;
  }

  async #try(action: (draft: string) => Promise<void>): Promise<void> {
    if (!this.draft || this.files.adding !== null) return;
    try {
      this.error = null;
      await action(this.draft.draft);
    } catch (refusal) {
      this.error = asRpcError(refusal);
    }
  }

  async #save(): Promise<void> {
    if (!this.draft || !this.unsaved) return;
    this.unsaved = false;
    try {
      const answers = QUESTIONS.map((question) => ({ question, text: this.answers[question] }));
      const { saved_at } = await call('draft_save', { draft: this.draft.draft, title: this.title, answers });
      this.savedAt = saved_at;
      this.error = null;
    } catch (refusal) {
      this.unsaved = true;
      this.error = asRpcError(refusal);
    }
  }
}

export const editor = new DraftEditor();
