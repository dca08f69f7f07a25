/** Arabic that keeps the line beside it straight. */
import { language } from './language.svelte';

// Where Arabic letters end, and what follows has another font: its own end, digits, Latin, a full stop.
const END = /(?<=[\u0620-\u065F\u0670-\u06D3\u06D5-\u06FF])(?=[^\u0600-\u06FF ]|$)/gu;
/** Shows nothing, and has a direction of its own: the one that the letters before it have. */
const ARABIC_LETTER_MARK = '\u061C';

/** WebKit carries the height of a letter's marks over into the next font, unless this mark stands between them. */
export function settled(text: string): string {
  return language.current === 'ar' ? text.replace(END, ARABIC_LETTER_MARK) : text;
}
