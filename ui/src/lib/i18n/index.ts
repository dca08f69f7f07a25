/** Every word of the window comes from a Fluent catalogue, through `t`. */
import { FluentBundle, FluentResource } from '@fluent/bundle';

import arabic from '../../../messages/ar.ftl?raw';
import german from '../../../messages/de.ftl?raw';
import english from '../../../messages/en.ftl?raw';
import type { IdentityField, Language, RpcError } from '$lib/ipc';
import type { MessageKey, Messages, MessageValue } from './keys';
import { settled } from './arabic';
import { list, time, when } from './format';
import { language, LANGUAGES } from './language.svelte';

export type { MessageKey } from './keys';
export { language, LANGUAGES } from './language.svelte';
export { nameParts, plainName } from './file-name';
export { shortcut } from './shortcut';
export { day, daysUntil, list, longDay, number, size, time, when } from './format';

type Arguments<Key extends MessageKey> =
  Messages[Key] extends Record<string, never> ? [] : [args: Messages[Key]];

const catalogues: Record<Language, string> = { en: english, de: german, ar: arabic };
const bundles: Partial<Record<Language, FluentBundle>> = {};

function bundle(): FluentBundle {
  return (bundles[language.current] ??= parsed(language.current));
}

function parsed(of: Language): FluentBundle {
  // Isolation marks around variables keep an Arabic name in an English sentence (and the reverse) in order.
  const bundle = new FluentBundle(LANGUAGES[of].locale, { useIsolating: true });
  bundle.addResource(new FluentResource(catalogues[of]));
  return bundle;
}

function format(key: string, args?: Record<string, MessageValue>): string {
  const message = bundle().getMessage(key);
  return message?.value ? settled(bundle().formatPattern(message.value, args ?? null, [])) : key;
}

/** A sentence of the catalogue; a wrong key or a forgotten variable does not compile. */
export function t<Key extends MessageKey>(key: Key, ...args: Arguments<Key>): string {
  return format(key, args[0]);
}

/** Today, and 09:12: for a sentence of its own. A sentence inside of another has no direction that its words give it. */
export function dayParts(at: string): { day: string; time: string } {
  const said = when(at);
  return { day: `${said.charAt(0).toUpperCase()}${said.slice(1)}`, time: time(at) };
}

/** Today, 09:12 */
export function dayAndTime(at: string): string {
  return t('day-and-time', dayParts(at));
}

/** full name and a document */
export function fieldNames(fields: IdentityField[]): string {
  return list(fields.map((field) => t(`said-${field}`)));
}

/** What to say about a failed command: what happened, what is safe, what to do. */
export function errorText(error: RpcError): string {
  return format(`error-${error.code}`, error.details as Record<string, string>);
}

/** What to say about something in the outbox that cannot go on: there, a file can be neither removed nor chosen again. */
export function pausedText(error: RpcError): string {
  const key = `paused-${error.code}`;
  return bundle().hasMessage(key) ? format(key) : errorText(error);
}

const SLOT = '\u{E000}';

/** The words before and after one variable of a sentence, for a variable that needs markup of its own. */
export function around<Key extends MessageKey>(key: Key, slot: string, args: Record<string, MessageValue> = {}): [string, string] {
  const [before = '', after = ''] = format(key, { ...args, [slot]: SLOT }).replace(/[\u2068\u2069]/g, '').split(SLOT);
  return [before, after];
}
