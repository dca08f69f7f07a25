/** A report for practice: everything but the person's words is made up, and its pages alone hold it. */
import { t } from '$lib/i18n';
import type { Draft, Pseudonym, Reader, Review } from '$lib/ipc';

/** Not a string, so that no command of the application takes it. */
export const PRACTICE = Symbol('practice');

/** The id of a draft in the vault, or practice. */
export type DraftId = string | typeof PRACTICE;
export type OpenDraft = Omit<Draft, 'draft'> & { draft: DraftId };

const keyWords = (): string[] => t('practice-key-words').split(' ');

export function practiceDraft(): OpenDraft {
  const organisation = { organisation: '', name: t('practice-office'), key_words: keyWords(), compared: false, channels: [] };
  return { draft: PRACTICE, organisation, channel: '', title: '', answers: [], attachments: [], updated_at: '' };
}

/** What the relay learns is what it would learn of a real report without files, on a direct connection. */
export function practiceReview(pseudonym: Pseudonym): Review {
  return {
    readers: [
      reader('1', t('practice-reader-1'), t('practice-reader-1-title')),
      reader('2', t('practice-reader-2'), t('practice-reader-2-title')),
    ],
    pseudonym,
    relay_learns: ['arrival', 'rounded_size', 'organisation', 'readers_and_status', 'network_address'],
    relay_never_learns: ['words', 'files', 'names'],
    connection: { kind: 'direct', synced_at: null, tor: null },
    waits: false,
  };
}

function reader(handler: string, name: string, title: string): Reader {
  const devices = [{ device: handler, key_words: keyWords() }];
  return { handler, name, title, verified: false, me: false, since: null, until: null, devices };
}
