/** The parts of a page, between which F6 jumps. */
const REGIONS = 'nav, main, aside, footer, [role="search"], [role="region"], [data-region]';
const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]';

/** Where the focus enters a part: the part itself, what is current in it, or its beginning. */
function entryOf(region: HTMLElement): HTMLElement | undefined {
  if (region.closest('[inert]')) return undefined;
  if (region.matches(FOCUSABLE)) return region;
  const inside = [...region.querySelectorAll<HTMLElement>(FOCUSABLE)];
  const usable = inside.filter((element) => element.getClientRects().length > 0 && !element.matches(':disabled'));
  return usable.find((element) => element.hasAttribute('aria-current')) ?? usable[0];
}

/** Moves the focus to the next part of the page, or to the one before. */
export function jump(by: 1 | -1): void {
  const all = [...document.querySelectorAll<HTMLElement>(REGIONS)].flatMap((region) => {
    const entry = entryOf(region);
    return entry ? [{ region, entry }] : [];
  });
  // A part that begins with another one is a single stop.
  const stops = all.filter(({ entry }, index) => all.findIndex((other) => other.entry === entry) === index);
  const here = stops.findLastIndex(({ region }) => region.contains(document.activeElement));
  const from = here < 0 && by < 0 ? 0 : here;
  stops.at((from + by) % stops.length)?.entry.focus();
}
