/** Dates, times and sizes as people say them. Times are shown in the person's own zone. */
import { now } from '$lib/state/clock.svelte';
import { settled } from './arabic';
import { language } from './language.svelte';

function formatsOf(locale: string) {
  return {
    day: new Intl.DateTimeFormat(locale, { weekday: 'short', day: 'numeric', month: 'long' }),
    shortDay: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' }),
    year: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' }),
    time: new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }),
    list: new Intl.ListFormat(locale, { type: 'conjunction' }),
    relative: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
    number: new Intl.NumberFormat(locale),
  };
}

let made: { locale: string; formats: ReturnType<typeof formatsOf> } | undefined;

/** Made once a language: making them is slow. */
function formats(): ReturnType<typeof formatsOf> {
  const { locale } = language;
  if (made?.locale !== locale) made = { locale, formats: formatsOf(locale) };
  return made.formats;
}

const DAY_MS = 86_400_000;

function midnight(date: Date): number {
  return Date.UTC(date.getFullYear(), date.getMonth(), date.getDate());
}

/** Whole calendar days from today to `at`; negative if past. */
export function daysUntil(at: string): number {
  return Math.round((midnight(new Date(at)) - midnight(now())) / DAY_MS);
}

/** 09:12 */
export function time(at: string): string {
  return formats().time.format(new Date(at));
}

/** Tue 31 March */
export function longDay(at: string): string {
  const date = new Date(at);
  return settled(date.getFullYear() === now().getFullYear() ? formats().day.format(date).replace(/[,،]/u, '') : formats().year.format(date));
}

/** 31 Mar, or 09:31 for today */
export function day(at: string): string {
  return daysUntil(at) === 0 ? time(at) : settled(formats().shortDay.format(new Date(at)));
}

/** today, yesterday, or Tue 31 March */
export function when(at: string): string {
  const days = daysUntil(at);
  return days === 0 || days === -1 ? settled(formats().relative.format(days, 'day')) : longDay(at);
}

/** Ines Halvorsen and Tomasz Brandl */
export function list(names: string[]): string {
  return settled(formats().list.format(names));
}

/** 4,815 */
export function number(of: number): string {
  return formats().number.format(of);
}

/** 3.8 MB */
export function size(bytes: number): string {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;
  let power = 0;
  let value = bytes;
  while (value >= 1000 && power < units.length - 1) {
    value /= 1000;
    power += 1;
  }
  const format = new Intl.NumberFormat(language.locale, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  });
  return settled(format.format(value));
}
