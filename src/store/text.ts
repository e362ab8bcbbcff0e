import { hash } from 'node:crypto';
import { StoreError } from './store-error.ts';

/**
 * A text as both databases keep and index it: PostgreSQL refuses NUL and index entries above 2,700 bytes. What is longer than `max`
 * characters is cut and told apart by a digest, the same each time.
 */
export function kept(text: string, max = 600): string {
  const whole = text.toWellFormed().replaceAll('\0', '\uFFFD');
  return whole.length <= max ? whole : `${whole.slice(0, max - 17).toWellFormed()}…${digest(whole)}`;
}

/** 16 hexadecimal digits. */
export function digest(text: string): string {
  return hash('sha256', text).slice(0, 16);
}

/** A time in the one form that sorts: `2027-01-31T10:00:00.000Z`. Throws `StoreError` where it is none. */
export function timeOf(text: string): string {
  const time = new Date(text);
  if (Number.isNaN(time.valueOf()) || time.getUTCFullYear() > 9998) throw new StoreError('bad-time', {});
  return time.toISOString();
}

/** The day in UTC of a time. */
export function dayOf(time: string): string {
  return time.slice(0, 10);
}

/** The day some days later, or earlier. */
export function dayAfter(day: string, days: number): string {
  return dayOf(new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString());
}
