/** File names that strangers chose, for the eye alone. */

// Controls, and marks that reorder or hide text: they could make "invoice\u202Efdp.exe" look like "invoiceexe.pdf".
const DECEIVING = /[\p{Cc}\p{Zl}\p{Zp}\u061C\u200B\u200E\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/gu;
const SHORT = 28;
const KEPT_AT_END = 12;

/** The name with a visible mark in place of each character that deceives. */
export function plainName(name: string): string {
  return name.replace(DECEIVING, '\u{FFFD}');
}

/** The name in two parts, of which the first may be clipped: the ending stays. A short one is a single part. */
export function nameParts(name: string): [string, string] {
  const letters = [...new Intl.Segmenter().segment(plainName(name))].map(({ segment }) => segment);
  const cut = letters.length > SHORT ? letters.length - KEPT_AT_END : letters.length;
  return [letters.slice(0, cut).join(''), letters.slice(cut).join('')];
}
