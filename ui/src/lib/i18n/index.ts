/** Every word of the window comes from a Fluent catalogue, through `t`. */
import { FluentBundle, FluentResource } from '@fluent/bundle';

import english from '../../../messages/en.ftl?raw';
import type { RpcError } from '$lib/ipc';
import type { MessageKey, Messages, MessageValue } from './keys';

export type { MessageKey } from './keys';
export { nameParts, plainName } from './file-name';
export { day, dayAndTime, daysUntil, longDay, size, time, when } from './format';

type Arguments<Key extends MessageKey> =
  Messages[Key] extends Record<string, never> ? [] : [args: Messages[Key]];

// Isolation marks around variables keep an Arabic name in an English sentence (and the reverse) in order.
const bundle = new FluentBundle('en', { useIsolating: true });
bundle.addResource(new FluentResource(english));

function format(key: string, args?: Record<string, MessageValue>): string {
  const message = bundle.getMessage(key);
  return message?.value ? bundle.formatPattern(message.value, args ?? null, []) : key;
}

/** A sentence of the catalogue; a wrong key or a forgotten variable does not compile. */
export function t<Key extends MessageKey>(key: Key, ...args: Arguments<Key>): string {
  return format(key, args[0]);
}

/** What to say about a failed command: what happened, what is safe, what to do. */
export function errorText(error: RpcError): string {
  return format(`error-${error.code}`, error.details as Record<string, string>);
}

/** What to say about something in the outbox that cannot go on: there, a file can be neither removed nor chosen again. */
export function pausedText(error: RpcError): string {
  const key = `paused-${error.code}`;
  return bundle.hasMessage(key) ? format(key) : errorText(error);
}

const SLOT = '\u{E000}';

/** The words before and after one variable of a sentence, for a variable that needs markup of its own. */
export function around<Key extends MessageKey>(key: Key, slot: string, args: Record<string, MessageValue> = {}): [string, string] {
  const [before = '', after = ''] = format(key, { ...args, [slot]: SLOT }).replace(/[\u2068\u2069]/g, '').split(SLOT);
  return [before, after];
}
