import { CelError, Duration, Timestamp, toInt } from './values.ts';

/** Timestamps and durations: reading, writing, adding. Formats: RFC 3339, and durations as Go writes them (`1h30m`). */

const second = 1_000_000_000n;
/** CEL's range of timestamps: the years 1 to 9999. */
const minSeconds = -62_135_596_800;
const maxSeconds = 253_402_300_799;

const rfc3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d{1,2}):(\d\d):(\d\d)(?:[.,](\d+))?(?:(Z)|([+-])(\d\d):(\d\d))$/;

/** A timestamp from its RFC 3339 form, or undefined. Throws `CelError` when it is outside the years 1 to 9999. */
export function parseTimestamp(text: string): Timestamp | undefined {
  const match = rfc3339.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, sec] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || sec > 59) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  if (date.getUTCDate() !== day) return undefined;
  const zoneHour = Number(match[10] ?? 0);
  const zoneMinute = Number(match[11] ?? 0);
  if (zoneHour > 24 || zoneMinute > 59) return undefined;
  const offset = (match[9] === '-' ? -1 : 1) * (zoneHour * 3600 + zoneMinute * 60);
  const seconds = date.getTime() / 1000 + hour * 3600 + minute * 60 + sec - offset;
  return checkedTimestamp(seconds, Number((match[7] ?? '').slice(0, 9).padEnd(9, '0')), offset === 0 ? 0 : offset);
}

/** A timestamp from seconds since 1970. Throws `CelError` outside the years 1 to 9999. */
export function checkedTimestamp(seconds: number, nanos = 0, offset = 0): Timestamp {
  if (seconds < minSeconds || seconds > maxSeconds) throw new CelError('timestamp overflow');
  return new Timestamp(seconds, nanos, offset);
}

/** RFC 3339 with as many decimals as needed, in the zone the timestamp was written in. */
export function formatTimestamp({ seconds, nanos, offset }: Timestamp): string {
  const local = new Date((seconds + offset) * 1000);
  // toISOString writes years above 9999 or below 0 with a sign; the zone can push the edges there.
  const text = local.toISOString().slice(0, -5).replace(/^\+0?/, '');
  const fraction = nanos === 0 ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;
  if (offset === 0) return `${text}${fraction}Z`;
  const minutes = Math.floor(Math.abs(offset) / 60);
  const zone = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
  return `${text}${fraction}${offset < 0 ? '-' : '+'}${zone}`;
}

/** A timestamp moved by nanoseconds. Throws `CelError`. */
export function addDuration({ seconds, nanos, offset }: Timestamp, delta: bigint): Timestamp {
  const total = BigInt(seconds) * second + BigInt(nanos) + delta;
  const rest = ((total % second) + second) % second;
  return checkedTimestamp(Number((total - rest) / second), Number(rest), offset);
}

/** The time from `b` to `a`. Throws `CelError`. */
export function subtractTimestamps(a: Timestamp, b: Timestamp): Duration {
  return checkedDuration(BigInt(a.seconds - b.seconds) * second + BigInt(a.nanos - b.nanos));
}

/** A duration of so many nanoseconds. Throws `CelError` when they are more than 64 bits. */
export function checkedDuration(nanos: bigint): Duration {
  if (toInt(nanos) === undefined) throw new CelError('integer overflow');
  return new Duration(nanos);
}

const units: ReadonlyMap<string, number> = new Map(
  Object.entries({
    ns: 1,
    us: 1e3,
    µs: 1e3,
    μs: 1e3,
    ms: 1e6,
    s: 1e9,
    m: 60e9,
    h: 3600e9,
  }),
);

/** A duration from Go's form (`-1h30m`, `1.5s`), or undefined. */
export function parseDuration(text: string): Duration | undefined {
  const negative = text.startsWith('-');
  const body = negative || text.startsWith('+') ? text.slice(1) : text;
  if (body === '0') return new Duration(0n);
  if (body === '') return undefined;
  const part = /(\d*)(?:(\.)(\d*))?([^\d.]+)/y;
  let total = 0n;
  while (part.lastIndex < body.length) {
    const match = part.exec(body);
    if (match === null) return undefined;
    const [, whole = '', , fraction = '', unitName = ''] = match;
    const unit = units.get(unitName);
    if (unit === undefined || (whole === '' && fraction === '')) return undefined;
    total += BigInt(whole || '0') * BigInt(unit);
    if (fraction !== '') total += BigInt(Math.trunc(Number(fraction) * (unit / 10 ** fraction.length)));
    if (total > 2n ** 63n) return undefined;
  }
  const nanos = negative ? -total : total;
  return toInt(nanos) === undefined ? undefined : new Duration(nanos);
}

/** A duration in seconds, as `string(duration)` writes it: `5400s`, `0.001s`. */
export function formatDuration(duration: Duration): string {
  return `${decimal(durationSeconds(duration))}s`;
}

/** A duration in seconds, with its fraction. */
export function durationSeconds({ nanos }: Duration): number {
  return Number(nanos / second) + Number(nanos % second) / 1e9;
}

/** A number in its shortest decimal form, never with an exponent. */
export function decimal(value: number): string {
  const text = String(value);
  const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
  if (match === null) return text;
  const [, sign, first = '', rest = '', exponentText = '0'] = match;
  const digits = first + rest;
  const exponent = Number(exponentText);
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  return `${sign}${digits}${'0'.repeat(exponent - rest.length)}`;
}

/** A date whose UTC fields are the timestamp's fields in a zone: an IANA name or `+hh:mm`. Throws `CelError`. */
export function inZone(timestamp: Timestamp, zone: string | undefined): Date {
  const { seconds, nanos } = timestamp;
  const millis = seconds * 1000 + Math.floor(nanos / 1e6);
  return new Date(millis + (zone === undefined ? 0 : zoneOffset(seconds, zone) * 1000));
}

/** Seconds east of UTC of a zone at a time. */
function zoneOffset(seconds: number, zone: string): number {
  const colon = zone.indexOf(':');
  if (colon < 0) return namedOffset(seconds, zone);
  const hourText = zone.slice(0, colon);
  const minuteText = zone.slice(colon + 1);
  for (const text of [hourText, minuteText]) {
    if (!/^[+-]?\d+$/.test(text)) throw new CelError(`strconv.Atoi: parsing ${JSON.stringify(text)}: invalid syntax`);
  }
  const hours = Number(hourText);
  const minutes = Number(minuteText);
  return (zone.startsWith('-') ? hours * 60 - minutes : hours * 60 + minutes) * 60;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function namedOffset(seconds: number, zone: string): number {
  if (zone === '' || zone === 'UTC' || zone === 'Local') return 0;
  let format = formats.get(zone);
  if (format === undefined) {
    try {
      format = new Intl.DateTimeFormat('en-US', {
        timeZone: zone,
        era: 'short',
        year: 'numeric',
        month: 'numeric',
        day: 'numeric',
        hour: 'numeric',
        minute: 'numeric',
        second: 'numeric',
        hourCycle: 'h23',
      });
    } catch {
      throw new CelError(`unknown time zone ${zone}`);
    }
    formats.set(zone, format);
  }
  const fields: Record<string, string> = {};
  for (const { type, value } of format.formatToParts(seconds * 1000)) fields[type] = value;
  const year = fields.era === 'BC' ? 1 - Number(fields.year) : Number(fields.year);
  const local = new Date(0);
  local.setUTCFullYear(year, Number(fields.month) - 1, Number(fields.day));
  local.setUTCHours(Number(fields.hour), Number(fields.minute), Number(fields.second));
  return local.getTime() / 1000 - seconds;
}
