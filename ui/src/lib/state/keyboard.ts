/** Finds the action of a key. */
import { IS_MAC } from '$lib/i18n/shortcut';
import { keysOf, possible, type Action } from './actions.svelte';
import { session } from './session.svelte';
import { choices } from './settings.svelte';

const FIELDS = 'input:not([type="radio"], [type="checkbox"]), textarea, select, [role="menu"]';
const CONTROLS = 'button, a, input, textarea, select, [role="menu"]';

/** The key that was pressed before, if another may follow it. */
let before = '';

/** Does what a key stands for. */
export function press(event: KeyboardEvent): void {
  if (session.phase !== 'open' || event.defaultPrevented || event.isComposing) return;
  const names = namesOf(event);
  if (names.length === 0) return;
  const wanted = before ? [...names.map((name) => `${before} ${name}`), ...names] : names;
  before = '';
  const open = possible().filter(({ keys }) => keys && isFree(keys, event.target));
  const action = find(open, wanted);
  if (action) {
    event.preventDefault();
    // A key that is held must not go through every page of a report and send it.
    if (!event.repeat || !action.keys?.startsWith('Mod+')) action.run?.();
  } else {
    before = names.find((name) => open.some(({ keys }) => keys?.startsWith(`${name} `))) ?? '';
  }
}

function find(actions: Action[], wanted: string[]): Action | undefined {
  for (const keys of wanted) {
    const action = actions.find((action) => action.keys === keys);
    if (action) return action;
  }
  return undefined;
}

/** Whether the keys are letters or signs, which belong to a field that has the focus. */
export function isTyped(keys: string): boolean {
  return /^\S( \S)?$/u.test(keys);
}

function isFree(keys: string, target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open]')) return keys === keysOf('lock');
  const within = (selector: string): boolean => target instanceof Element && target.closest(selector) !== null;
  if (isTyped(keys)) return choices.view?.letter_keys !== false && !within(FIELDS);
  // A field takes back what was typed.
  if (keys === keysOf('undo')) return !within(FIELDS);
  if (keys === 'Enter') return !within(CONTROLS);
  return keys !== 'Escape' || !within('[role="menu"]');
}

/** What the key is called in the table: first by its character; then, unless that is a Latin letter, by its place. */
function namesOf(event: KeyboardEvent): string[] {
  const isOther = event.altKey || (IS_MAC ? event.ctrlKey : event.metaKey);
  if (isOther || ['Alt', 'Control', 'Meta', 'Shift'].includes(event.key)) return [];
  const mod = (IS_MAC ? event.metaKey : event.ctrlKey) ? 'Mod+' : '';
  const key = event.key.length === 1 ? event.key.toUpperCase() : event.key;
  const characters = /^[A-Z]$/u.test(key) ? [key] : [key, ...placeOf(event)];
  // Signs and digits are named as they are written, whether or not that takes Shift.
  return characters.map((name) => `${mod}${event.shiftKey && /^([A-Z]|\w{2,})$/u.test(name) ? 'Shift+' : ''}${name}`);
}

/** The character that stands at this place of a keyboard with Latin letters. */
function placeOf({ code, key, shiftKey }: KeyboardEvent): string[] {
  const character = /^(?:Key|Digit)(\w)$/u.exec(code)?.[1];
  if (character) return [character];
  return code === 'Slash' && !/^[ -~]+$/u.test(key) ? [shiftKey ? '?' : '/'] : [];
}
