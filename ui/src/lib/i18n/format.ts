/** Dates, times and sizes as people say them. Times are shown in the person's own zone. */
import { now } from '$lib/state/clock.svelte';

const LOCALE = 'en-GB';
const dayFormat = new Intl.DateTimeFormat(LOCALE, { weekday: 'short', day: 'numeric', month: 'long' });
const shortDayFormat = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'short' });
const yearFormat = new Intl.DateTimeFormat(LOCALE, { day: 'numeric', month: 'long', year: 'numeric' });
const timeFormat = new Intl.DateTimeFormat(LOCALE, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
const relative = new Intl.RelativeTimeFormat(LOCALE, { numeric: 'auto' });

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
  return timeFormat.format(new Date(at));
}

/** Tue 31 March */
export function longDay(at: string): string {
  const date = new Date(at);
  return date.getFullYear() === now().getFullYear() ? dayFormat.format(date).replace(',', '') : yearFormat.format(date);
}

/** 31 Mar, or 09:31 for today */
export function day(at: string): string {
  return daysUntil(at) === 0 ? time(at) : shortDayFormat.format(new Date(at));
}

/** today, yesterday, or Tue 31 March */
export function when(at: string): string {
  const days = daysUntil(at);
  return days === 0 || days === -1 ? relative.format(days, 'day') : longDay(at);
}

/** Today, 09:12 */
export function dayAndTime(at: string): string {
  const said = when(at);
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}, ${time(at)}`;
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
  return new Intl.NumberFormat(LOCALE, {
    style: 'unit',
    unit: units[power] ?? 'byte',
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: value < 10 && power > 0 ? 1 : 0,
  }).format(value);
}
