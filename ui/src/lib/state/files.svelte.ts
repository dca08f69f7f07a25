/** The files of drafts and replies, and how far files have come. */
import { plainName, t } from '$lib/i18n';
import {
  call, on, type AddingFiles, type Attachment, type FileCopy, type FileOnItsWay, type FileTarget, type RefusedFile,
} from '$lib/ipc';
import { undo } from './undo.svelte';

interface Basket {
  attachments: Attachment[];
  refused: RefusedFile[];
  /** The name of the file that is being sealed. */
  adding: string | null;
}

/** Bytes of several files together. */
export interface Amount {
  done: number;
  total: number;
}

const EMPTY: Basket = { attachments: [], refused: [], adding: null };

class Files {
  /** Files are held over the window, and letting go would add them. */
  over = $state(false);
  /** The file that is being sealed, if that takes long enough to be told. */
  sealing = $state.raw<FileOnItsWay | null>(null);
  /** Files on their way to or from a server. */
  #moving = $state<Record<string, FileOnItsWay>>({});
  /** By the id of a draft or case. */
  #baskets = $state<Record<string, Basket>>({});
  #listening = false;
  #turn: Promise<unknown> = Promise.resolve();

  of(id: string | undefined): Basket {
    return (id ? this.#baskets[id] : undefined) ?? EMPTY;
  }

  /** What a page was opened with; what was told since then is newer. */
  found(id: string, attachments: Attachment[]): void {
    this.#baskets[id] ??= { ...EMPTY, attachments };
  }

  /** They went with a message. */
  gone(id: string): void {
    undo.endWith(id);
    this.#baskets[id] = EMPTY;
  }

  forget(id: string): void {
    if (this.of(id).adding === null) delete this.#baskets[id];
  }

  async listen(): Promise<void> {
    if (this.#listening) return;
    this.#listening = true;
    await on('files_changed', ({ target, attachments, refused, adding }: AddingFiles) => {
      this.sealing = null;
      if (target.kind !== 'nothing') this.#baskets[idOf(target)] = { attachments, refused, adding };
    });
    await on('file_progress', (moved) => {
      if (moved.step === 'sealing') this.sealing = moved.done_bytes < moved.total_bytes ? moved : null;
      else this.#moving[moved.attachment] = moved;
    });
    await on('files_over', ({ over }) => { this.over = over; });
  }

  /** Lets `target` take what is dropped on the window, until the answer is called. */
  take(target: FileTarget): () => void {
    const say = (what: FileTarget): void => {
      this.over = false;
      this.#turn = this.#turn.then(() => call('drop_target', what)).catch(() => null);
    };
    void this.listen();
    say(target);
    return () => say({ kind: 'nothing' });
  }

  /** Asks the person for files, and adds them. */
  async choose(target: FileTarget): Promise<void> {
    await this.listen();
    if (target.kind === 'draft') await call('draft_attach', { draft: target.draft });
    if (target.kind === 'reply') await call('case_attach', { case: target.case });
  }

  async remove(target: FileTarget, attachment: string): Promise<void> {
    if (target.kind === 'nothing') return;
    const id = idOf(target);
    const name = this.of(id).attachments.find((file) => file.attachment === attachment)?.name ?? '';
    const { attachments } = target.kind === 'draft'
      ? await call('draft_detach', { draft: target.draft, attachment })
      : await call('case_detach', { case: target.case, attachment });
    this.#baskets[id] = { ...this.of(id), attachments, refused: [] };
    undo.offer({
      owner: id, text: t('removed-file', { name: plainName(name) }), forGood: true,
      restore: () => this.#bringBack(target, attachment),
      end: () => call('removed_end', { kind: 'file', attachment }),
    });
  }

  async #bringBack(target: Exclude<FileTarget, { kind: 'nothing' }>, attachment: string): Promise<void> {
    const { attachments } = target.kind === 'draft'
      ? await call('draft_reattach', { draft: target.draft, attachment })
      : await call('case_reattach', { case: target.case, attachment });
    const id = idOf(target);
    // A page that was left asks for its files when it is opened again.
    if (this.#baskets[id]) this.#baskets[id] = { ...this.of(id), attachments };
  }

  /** Sends the other copy of a file that has not left. */
  async chooseCopy(attachment: string, copy: FileCopy): Promise<void> {
    const chosen = await call('file_choose_copy', { attachment, copy });
    for (const [id, basket] of Object.entries(this.#baskets)) {
      const attachments = basket.attachments.map((file) => (file.attachment === attachment ? chosen : file));
      this.#baskets[id] = { ...basket, attachments };
    }
  }

  /** Asks where to, and saves; answers the chosen name, or nothing if none was chosen. */
  async save(id: string, attachment: string): Promise<string | null> {
    await this.listen();
    try {
      return (await call('attachment_save', { case: id, attachment }))?.name ?? null;
    } finally {
      delete this.#moving[attachment];
    }
  }

  /** How far a file has come that is being saved, from 0 to 1. */
  saved(attachment: string): number {
    const moved = this.#moving[attachment];
    return moved?.step === 'saving' ? share(moved) : 0;
  }

  /** How much of a message's files has arrived, in their exact sizes; they go one after another. */
  sent(attachments: Attachment[]): Amount {
    const last = attachments.findLastIndex((file) => this.#moving[file.attachment]?.step === 'sending');
    const amount = { done: 0, total: 0 };
    attachments.forEach((file, index) => {
      const moved = this.#moving[file.attachment];
      amount.total += file.size_bytes;
      if (index < last) amount.done += file.size_bytes;
      if (index === last && moved) amount.done += file.size_bytes * share(moved);
    });
    return amount;
  }
}

export function sizeOf(attachments: Attachment[]): number {
  return attachments.reduce((sum, file) => sum + file.size_bytes, 0);
}

function share(moved: FileOnItsWay): number {
  return moved.total_bytes > 0 ? moved.done_bytes / moved.total_bytes : 0;
}

function idOf(target: Exclude<FileTarget, { kind: 'nothing' }>): string {
  return target.kind === 'draft' ? target.draft : target.case;
}

export const files = new Files();
