/** Numbers, dates and lists as a language writes them. All through Intl; times are shown in the reader's zone. */
export type Language = 'en' | 'zh-CN';
export const languages: readonly Language[] = ['en', 'zh-CN'];

export interface Format {
  readonly language: Language;
  /** `12,480`. */
  number(value: number): string;
  /** `+5`, `−3`. */
  signed(value: number): string;
  /** The form that goes with the number: `one` for 1 in English. */
  plural(value: number, one: string, other: string): string;
  /** `1 finding`, `1,200 findings`. */
  counted(value: number, one: string, other: string): string;
  /** `a, b, and c`. */
  all(items: readonly string[]): string;
  /** `a, b, or c`. */
  any(items: readonly string[]): string;
  /** `Jan 31, 2027`; of a day without a time or of a moment. */
  day(iso: string): string;
  /** `Jan 31`, for axes. */
  shortDay(iso: string): string;
  /** With seconds and the zone, for what stands behind a relative time. */
  exact(iso: string): string;
  /** `3 minutes ago`, `in 2 days`. */
  relative(iso: string, now: number): string;
}

const dayOnly = /^\d{4}-\d{2}-\d{2}$/;
const units: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
];

export function createFormat(language: Language, timeZone?: string): Format {
  const zone = timeZone === undefined ? {} : { timeZone };
  const number = new Intl.NumberFormat(language);
  const signed = new Intl.NumberFormat(language, { signDisplay: 'exceptZero' });
  const rules = new Intl.PluralRules(language);
  const all = new Intl.ListFormat(language, { type: 'conjunction' });
  const any = new Intl.ListFormat(language, { type: 'disjunction' });
  // Not `yesterday` or `last week`: 40 hours ago may be the day before that.
  const relative = new Intl.RelativeTimeFormat(language);
  const now = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(0, 'second');
  const day = new Intl.DateTimeFormat(language, { dateStyle: 'medium', ...zone });
  // A day is a day wherever one reads it.
  const plainDay = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' });
  const shortDay = new Intl.DateTimeFormat(language, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'long', ...zone });
  const plural = (value: number, one: string, other: string) => (rules.select(value) === 'one' ? one : other);
  return {
    language,
    number: (value) => number.format(value),
    signed: (value) => signed.format(value).replace('-', '−'),
    plural,
    counted: (value, one, other) => `${number.format(value)} ${plural(value, one, other)}`,
    all: (items) => all.format(items),
    any: (items) => any.format(items),
    day: (iso) => written(dayOnly.test(iso) ? plainDay : day, iso),
    shortDay: (iso) => written(shortDay, iso),
    exact: (iso) => written(exact, iso),
    relative(iso, at) {
      const seconds = (Date.parse(iso) - at) / 1000;
      if (Number.isNaN(seconds)) return iso;
      const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
      // Seconds would count up before one's eyes and say nothing.
      return unit === 'second' ? now : relative.format(Math.trunc(seconds / size), unit);
    },
  };
}

/** What is no date is shown as it came. */
function written(format: Intl.DateTimeFormat, iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : format.format(time);
}
