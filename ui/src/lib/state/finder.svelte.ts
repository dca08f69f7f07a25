/** Cases by pseudonym or title, for whoever knows which one they want. */
import { call, type CaseSummary } from '$lib/ipc';

const SHOWN = 50;
/** More than are shown: the search also finds words of messages, which are not looked at here. */
const FETCHED = 200;

export function wordsOf(text: string): string[] {
  return text.toLowerCase().split(/\s+/u).filter(Boolean);
}

export class Finder {
  #found = $state.raw<CaseSummary[]>([]);
  #asked = '';

  async look(search: string): Promise<void> {
    this.#asked = search;
    const found = await call('cases', { queue: 'all', search, label: null, skip: 0, count: FETCHED }).catch(() => null);
    if (found && this.#asked === search) this.#found = found.cases;
  }

  cases(search: string): CaseSummary[] {
    const words = wordsOf(search);
    const isMeant = ({ pseudonym, title }: CaseSummary): boolean => {
      const name = `${pseudonym.text} ${title}`.toLowerCase();
      return words.every((word) => name.includes(word));
    };
    return this.#found.filter(isMeant).slice(0, SHOWN);
  }
}
