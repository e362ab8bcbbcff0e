import { expect, test } from 'vitest';
import { isBase64, isDateTime, isIntegerOf, isQuantity, stringFormats } from './formats.ts';

test.each([
  ['1', true],
  ['0.5', true],
  ['.5', true],
  ['5.', true],
  ['-1', true],
  ['+1', true],
  ['100m', true],
  ['1u', true],
  ['1n', true],
  ['1k', true],
  ['1K', false],
  ['1Ki', true],
  ['1Ei', true],
  ['1e3', true],
  ['1E3', true],
  ['1e-3', true],
  ['1E', true],
  ['', false],
  ['.', true],
  ['Ki', true],
  [' 1 ', true],
  ['\t1', false],
  [' ', false],
  ['1 Gi', false],
  ['1GB', false],
  ['1gi', false],
  ['1mi', false],
  ['1e', false],
  ['1..5', false],
  ['--1', false],
  ['0x10', false],
])('quantity %j: %s', (text, right) => {
  expect(isQuantity(text)).toBe(right);
});

test.each([
  ['2026-01-02T03:04:05Z', true],
  ['2026-01-02T03:04:05.123456789Z', true],
  ['2026-01-02T03:04:05+05:30', true],
  ['2024-02-29T00:00:00Z', true],
  ['2026-02-29T00:00:00Z', false],
  ['2026-13-01T00:00:00Z', false],
  ['2026-01-02T24:00:00Z', false],
  ['2026-01-02T03:04:05', false],
  ['2026-01-02 03:04:05Z', false],
  ['2026-01-02', false],
  ['', false],
])('date-time %j: %s', (text, right) => {
  expect(isDateTime(text)).toBe(right);
});

test.each([
  ['', true],
  ['YQ==', true],
  ['YW\nJj', true],
  ['YQ', false],
  ['YQ=', false],
  ['Y===', false],
  ['a-b_', false],
  ['=YQ=', false],
])('base64 %j: %s', (text, right) => {
  expect(isBase64(text)).toBe(right);
});

test.each([
  ['ipv4', '10.0.0.1', true],
  ['ipv4', '::1', false],
  ['ipv6', '::1', true],
  ['cidr', '10.0.0.0/8', true],
  ['cidr', '10.0.0.0/33', false],
  ['cidr', '2001:db8::/32', true],
  ['cidr', '10.0.0.0', false],
  ['date', '2026-01-02', true],
  ['date', '2026-02-30', false],
  ['uuid', '123e4567-e89b-12d3-a456-426614174000', true],
  ['uuid', '123', false],
])('%s %j: %s', (format, text, right) => {
  expect(stringFormats[format]?.(text)).toBe(right);
});

test.each([
  ['int32', 2147483647, true],
  ['int32', 2147483648, false],
  ['int32', -2147483648, true],
  ['int64', 2 ** 62, true],
  ['int64', 2 ** 63, false],
  [undefined, 1.5, false],
])('%s %d: %s', (format, value, right) => {
  expect(isIntegerOf(format, value)).toBe(right);
});
