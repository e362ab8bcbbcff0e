import { isIPv4, isIPv6 } from 'node:net';

// Fixed patterns of ours, each linear: none has nested or neighbouring repetitions that could match the same text.

/** Source: ParseQuantity of k8s.io/apimachinery/pkg/api/resource, which also reads a sign or a suffix without digits as zero. */
const quantity = /^[+-]?\d*(?:\.\d*)?(?:[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d+)?$/;

/** Whether a text or a number is a quantity: `100m`, `1.5Gi`, `2e3`. Spaces around it are skipped, tabs and line breaks are not. */
export function isQuantity(value: string | number): boolean {
  if (typeof value === 'number') return Number.isFinite(value);
  const text = value.trim();
  return text !== '' && quantity.test(text) && !/[\t\n\v\f\r]/.test(value);
}

const dateTime = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(?:[.,]\d+)?(?:Z|[+-](\d{2}):(\d{2}))$/;

/** RFC 3339, as Go's time.Parse reads it: no leap seconds, days must exist in their month. */
export function isDateTime(value: string): boolean {
  const match = dateTime.exec(value);
  if (match === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, zoneHour = 0, zoneMinute = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const clock = hour < 24 && minute < 60 && second < 60 && zoneHour <= 24 && zoneMinute < 60;
  return clock && isDay(year, month, day);
}

function isDay(year: number, month: number, day: number): boolean {
  return month >= 1 && month <= 12 && day >= 1 && day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Standard base64 with padding; line breaks are skipped, as Go does. */
export function isBase64(value: string): boolean {
  const text = value.replaceAll(/[\r\n]/g, '');
  return text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text);
}

/**
 * The string formats of custom resources that are looked at; API servers check some more (email, uri, hostname and
 * rare ones), which are left to them. Source: k8s.io/kube-openapi/pkg/validation/strfmt.
 */
export const stringFormats: Readonly<Record<string, (value: string) => boolean>> = {
  'date-time': isDateTime,
  date: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && isDateTime(`${value}T00:00:00Z`),
  byte: isBase64,
  ipv4: isIPv4,
  ipv6: isIPv6,
  cidr: isCidr,
  uuid: (value) => /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i.test(value),
};

function isCidr(value: string): boolean {
  const [address = '', bits = '', ...rest] = value.split('/');
  if (rest.length > 0 || !/^\d{1,3}$/.test(bits)) return false;
  return (isIPv4(address) && Number(bits) <= 32) || (isIPv6(address) && Number(bits) <= 128);
}

/** Whole numbers of Go's int32 and int64; the bounds of the latter are rounded to what a JavaScript number can hold. */
export function isIntegerOf(format: string | undefined, value: number): boolean {
  if (!Number.isInteger(value)) return false;
  return format === 'int32' ? value >= -(2 ** 31) && value < 2 ** 31 : value >= -(2 ** 63) && value < 2 ** 63;
}
