/** The last look before sending, and the way from there to the office. */
import {
  asRpcError, call, on, type Attachment, type Organisation, type Outgoing, type Pseudonym, type Reader, type Review, type RpcError, type SentReport,
} from '$lib/ipc';
import { files } from './files.svelte';
import { PRACTICE, practiceReview, type DraftId } from './practice';
import { undo } from './undo.svelte';

class Sending {
  review = $state.raw<Review | null>(null);
  pseudonym = $state.raw<Pseudonym | null>(null);
  /** Whether it waits for a moment by chance. */
  waits = $state(false);
  sent = $state.raw<SentReport | null>(null);
  organisation = $state.raw<Organisation | null>(null);
  readerCount = $state(0);
  /** Files of the report that is on its way. */
  attachments = $state.raw<Attachment[]>([]);
  error = $state<RpcError | null>(null);
  /** What was looked at last. */
  #draft: DraftId | null = null;
  #listening = false;

  async look(draft: DraftId): Promise<void> {
    if (draft !== this.#draft) {
      this.review = null;
      this.pseudonym = null;
    }
    this.#draft = draft;
    try {
      this.review = draft === PRACTICE ? practiceReview(await call('pseudonym_suggest', {})) : await call('report_review', { draft });
      if (!this.pseudonym) this.waits = this.review.waits;
      this.pseudonym ??= this.review.pseudonym;
      this.error = null;
    } catch (refusal) {
      this.error = asRpcError(refusal);
    }
  }

  /** Asks the office's server who reads, and looks again. */
  async fetchReaders(draft: string): Promise<void> {
    try {
      await call('readers_fetch', { draft });
      await this.look(draft);
    } catch (refusal) {
      this.error = asRpcError(refusal);
    }
  }

  async another(): Promise<void> {
    this.pseudonym = await call('pseudonym_suggest', {});
  }

  /** Answers the new case's id. `own` is a name of the person's own making. */
  async send(draft: string, own: string | null, organisation: Organisation): Promise<string | null> {
    if (!this.review || !this.pseudonym) return null;
    const pseudonym = own === null
      ? { kind: 'suggested' as const, canonical: this.pseudonym.canonical }
      : { kind: 'own' as const, text: own };
    try {
      await this.#listen();
      const readers = this.review.readers?.map((reader) => reader.handler) ?? null;
      const { attachments } = files.of(draft);
      this.sent = await call('report_send', { draft, pseudonym, readers, waits: this.waits });
      this.attachments = attachments;
      undo.endWith(draft);
      this.organisation = organisation;
      this.readerCount = readers?.length ?? 0;
      this.review = null;
      this.pseudonym = null;
      return this.sent.case;
    } catch (refusal) {
      this.error = asRpcError(refusal);
      return null;
    }
  }

  /** Follows a report that was sent before this page was opened. */
  async follow(id: string): Promise<void> {
    await this.#listen();
    if (this.sent?.case === id) return;
    const opened = await call('case_open', { case: id });
    const { pseudonym, outgoing } = opened.summary;
    if (outgoing) this.sent = { case: id, pseudonym, outgoing };
    this.organisation = null;
    // Who would read it now is not yet who was approved.
    this.readerCount = outgoing?.stage === 'sent' ? opened.readers.length : 0;
    const report = opened.lines.find((line) => line.line === 'message');
    this.attachments = report?.line === 'message' ? report.attachments : [];
  }

  /** Tries now; with `accept`, sends to whoever reads now. */
  async retry(accept = false): Promise<void> {
    await this.#try(({ case: id, message }) => call('outbox_retry', { case: id, message, accept_readers: accept }));
  }

  /** Lets the report wait until it is tried again. */
  async hold(): Promise<void> {
    await this.#try(({ case: id, message }) => call('outbox_hold', { case: id, message }));
  }

  /** Makes a draft of it again; answers which. */
  async keepAsDraft(): Promise<string | null> {
    const called = await this.#try(({ case: id, message }) => call('outbox_call_back', { case: id, message }));
    if (called?.kind !== 'draft') return null;
    this.sent = null;
    return called.draft;
  }

  async #try<Answer>(act: (outgoing: Outgoing) => Promise<Answer>): Promise<Answer | null> {
    if (!this.sent) return null;
    try {
      this.error = null;
      return await act(this.sent.outgoing);
    } catch (refusal) {
      this.error = asRpcError(refusal);
      return null;
    }
  }

  /** The readers as they are now, after they changed. */
  async readersNow(): Promise<Reader[]> {
    return this.sent ? (await call('case_open', { case: this.sent.case })).readers : [];
  }

  async #listen(): Promise<void> {
    if (this.#listening) return;
    this.#listening = true;
    await files.listen();
    await on('outbox_progress', (outgoing: Outgoing) => {
      if (this.sent?.outgoing.case === outgoing.case) this.sent = { ...this.sent, outgoing };
    });
  }
}

export const sending = new Sending();
