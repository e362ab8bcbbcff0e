import { isInt } from './arithmetic.ts';
import { toDouble } from './conversion.ts';
import { parseDuration, parseTimestamp } from './time.ts';
import type { CelType } from './types.ts';
import { adapt, isRecord, Optional, optionalOf, toUint } from './values.ts';

/**
 * Input data is JSON: where a schema says double, timestamp, duration, bytes or uint, JSON has a number or a string, which becomes
 * that value when it is read. Anything that doesn't fit stays what it is, as in the API server.
 */
export function convertRead(type: CelType | undefined): Conversion | undefined {
  switch (type?.kind) {
    case 'list': {
      const convert = convertRead(type.element);
      return convert && ((value) => (Array.isArray(value) ? value.map(convert) : value));
    }
    case 'map': {
      const convert = convertRead(type.value);
      return convert && ((value) => (isRecord(value) ? convertRecord(value, convert) : value));
    }
    case 'optional': {
      const convert = convertRead(type.value);
      return (
        convert && ((value) => (value instanceof Optional && value.present ? optionalOf(convert(value.value)) : value))
      );
    }
    case undefined:
      return undefined;
    default:
      return type && conversions.get(type.kind);
  }
}

type Conversion = (value: unknown) => unknown;

function convertRecord(record: Record<string, unknown>, convert: Conversion): Record<string, unknown> {
  const converted: Record<string, unknown> = Object.create(null);
  for (const key of Object.keys(record)) converted[key] = convert(record[key]);
  return converted;
}

const conversions: ReadonlyMap<CelType['kind'], Conversion> = new Map<CelType['kind'], Conversion>([
  ['double', (value) => (isInt(value) ? toDouble(value) : adapt(value))],
  ['uint', (value) => (isInt(value) ? (toUint(BigInt(value)) ?? value) : value)],
  ['timestamp', (value) => (typeof value === 'string' ? (parseTimestamp(dateTime(value)) ?? value) : value)],
  ['duration', (value) => (typeof value === 'string' ? (parseDuration(value) ?? value) : value)],
  ['bytes', (value) => (typeof value === 'string' ? Buffer.from(value, 'base64') : value)],
]);

/** The format `date` has no time. */
function dateTime(text: string): string {
  return /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00:00Z` : text;
}
