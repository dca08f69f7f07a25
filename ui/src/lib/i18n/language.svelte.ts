/** The language of the window: what the person chose, else what the system has, else English. */
import type { Language } from '$lib/ipc';

/** Each by its own name, with the locale that dates and numbers follow. */
export const LANGUAGES: Record<Language, { name: string; locale: string; dir: 'ltr' | 'rtl' }> = {
  en: { name: 'English', locale: 'en-GB', dir: 'ltr' },
  de: { name: 'Deutsch', locale: 'de-DE', dir: 'ltr' },
  // With the mark that `settled` puts there, since the name also stands on pages in other languages.
  ar: { name: 'العربية\u061C', locale: 'ar-u-nu-latn', dir: 'rtl' },
};

function isKnown(tag: string): tag is Language {
  return tag in LANGUAGES;
}

/** The first of the system's languages that Sotto speaks. */
function systemLanguage(): Language {
  const tags = navigator.languages.map((tag) => tag.split('-')[0]?.toLowerCase() ?? '');
  return tags.find(isKnown) ?? 'en';
}

let chosen = $state<Language | null>(null);

export const language = {
  get current(): Language {
    return chosen ?? systemLanguage();
  },
  get locale(): string {
    return LANGUAGES[this.current].locale;
  },
  get chosen(): Language | null {
    return chosen;
  },
  choose(wanted: Language | null): void {
    chosen = wanted;
    document.documentElement.lang = this.current;
    document.documentElement.dir = LANGUAGES[this.current].dir;
  },
};
