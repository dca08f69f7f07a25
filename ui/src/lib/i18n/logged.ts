/** Entries of the office's log in words. */
import type { LogActor, Logged, LoggedAct } from '$lib/ipc';
import { around, dayAndTime, dayParts, fieldNames, list, t } from '.';

/** A sentence, with the name of its case where it is about one. */
interface Told {
  before: string;
  /** `null` where the sentence names no case. */
  name: string | null;
  /** The name is a pseudonym, and not a word for one that is not known here. */
  isKnown: boolean;
  after: string;
}

/** What happened. */
export function told(act: LoggedAct): Told {
  const [before, after] = around(`log-did-${act.kind}`, 'name', {
    people: peopleOf(act),
    people_known: act.people.length,
    fields: fieldNames(act.fields),
    fields_known: act.fields.length,
    status: act.status ? t(`handler-status-${act.status}`) : '',
    role: act.role ? t(`role-${act.role}`) : '',
    version: act.version ?? '',
  });
  const isOfCase = /^(case|identity)_/u.test(act.kind);
  return { before, after, isKnown: act.case !== null, name: isOfCase ? (act.case?.pseudonym.text ?? t('audit-no-case')) : null };
}

function peopleOf({ people, people_count }: LoggedAct): string {
  const unnamed = people_count - people.length;
  return list(unnamed > 0 ? [...people, t('audit-unnamed', { count: unnamed })] : people);
}

/** Who did it. */
export function doer(actor: LogActor): string {
  return actor.kind === 'person' ? actor.name : t(`audit-by-${actor.kind}`);
}

/** When it was, for a `Date`. A day is the log's own, wherever one looks from. */
export function instant(act: LoggedAct): string {
  return act.is_day ? `${act.at}T12:00` : act.at;
}

/** When it was, as far as the log says. */
export function moment(act: LoggedAct): string {
  const at = instant(act);
  return act.is_day ? dayParts(at).day : dayAndTime(at);
}

/** The whole of an entry's line in small letters, for a search. */
export function spelled(logged: Logged): string {
  if (logged.state !== 'act') return '';
  const { before, name, after } = told(logged);
  const words = [`${before}${name ?? ''}${after}`, logged.reason, doer(logged.actor), logged.case?.title];
  return words.filter(Boolean).join(' ').replace(/[\u061C\u2066-\u2069]/gu, '').toLowerCase();
}

/** Hexadecimal digits as people compare them: four at a time. */
export function inFours(digits: string): string {
  return digits.replace(/(.{4})(?=.)/gu, '$1 ');
}
