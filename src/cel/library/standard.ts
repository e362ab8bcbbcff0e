import {
  toBool,
  toBytes,
  toDouble,
  toDuration,
  toIntValue,
  toStringValue,
  toTimestamp,
  toUintValue,
  typeOf,
} from '../conversion.ts';
import { mapSize } from '../equality.ts';
import { chargeTextWalk, costSize, patternCost, walkCost } from '../frame.ts';
import { regexTest } from '../regex.ts';
import { durationSeconds, inZone } from '../time.ts';
import { CelError, Duration, isRecord, MapValue, noSuchOverload, Timestamp } from '../values.ts';
import type { Library } from './library.ts';

/** CEL's standard functions. Source: cel-spec "List of Standard Definitions". */

/** Code points of a string. */
function codePoints(text: string): number {
  let count = text.length;
  for (let i = 0; i < text.length - 1; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit <= 0xdbff) {
      const next = text.charCodeAt(i + 1);
      if (next >= 0xdc00 && next <= 0xdfff) {
        count--;
        i++;
      }
    }
  }
  return count;
}

function size(value: unknown): number {
  if (typeof value === 'string') return codePoints(value);
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  if (value instanceof MapValue || isRecord(value)) return mapSize(value);
  throw new CelError('no such overload: size');
}

/** One field of a timestamp in a zone, or of a duration. */
function timeField(
  fromDate: (date: Date) => number,
  fromDuration?: (duration: Duration) => number,
): Library['functions'][string] {
  return (frame, value, zone) => {
    frame.cost++;
    if (value instanceof Timestamp && (zone === undefined || typeof zone === 'string'))
      return fromDate(inZone(value, zone));
    if (value instanceof Duration && zone === undefined && fromDuration !== undefined) return fromDuration(value);
    throw noSuchOverload();
  };
}

function dayOfYear(date: Date): number {
  const start = new Date(date);
  start.setUTCMonth(0, 1);
  return Math.round((date.getTime() - start.getTime()) / 86_400_000);
}

function text(apply: (text: string, part: string) => boolean): Library['functions'][string] {
  return (frame, value, part) => {
    if (typeof value !== 'string' || typeof part !== 'string') throw noSuchOverload();
    frame.cost += walkCost(part.length);
    return apply(value, part);
  };
}

function conversion(convert: (value: unknown) => unknown): Library['functions'][string] {
  return (frame, value) => {
    frame.cost++;
    return convert(value);
  };
}

export const standard: Library = {
  signatures: [
    'size(string) -> int',
    'size(bytes) -> int',
    'size(list<A>) -> int',
    'size(map<A, B>) -> int',
    'string.size() -> int',
    'bytes.size() -> int',
    'list<A>.size() -> int',
    'map<A, B>.size() -> int',
    'dyn(A) -> dyn',
    'type(A) -> type<A>',
    'bool(bool) -> bool',
    'bool(string) -> bool',
    'bytes(bytes) -> bytes',
    'bytes(string) -> bytes',
    'double(double) -> double',
    'double(int) -> double',
    'double(string) -> double',
    'double(uint) -> double',
    'duration(duration) -> duration',
    'duration(string) -> duration',
    'int(int) -> int',
    'int(double) -> int',
    'int(duration) -> int',
    'int(string) -> int',
    'int(timestamp) -> int',
    'int(uint) -> int',
    'string(string) -> string',
    'string(bool) -> string',
    'string(bytes) -> string',
    'string(double) -> string',
    'string(duration) -> string',
    'string(int) -> string',
    'string(timestamp) -> string',
    'string(uint) -> string',
    'timestamp(timestamp) -> timestamp',
    'timestamp(int) -> timestamp',
    'timestamp(string) -> timestamp',
    'uint(uint) -> uint',
    'uint(double) -> uint',
    'uint(int) -> uint',
    'uint(string) -> uint',
    'string.contains(string) -> bool',
    'string.endsWith(string) -> bool',
    'string.startsWith(string) -> bool',
    'matches(string, string) -> bool',
    'string.matches(string) -> bool',
    ...['getFullYear', 'getMonth', 'getDayOfYear', 'getDayOfMonth', 'getDate', 'getDayOfWeek'].flatMap((name) => [
      `timestamp.${name}() -> int`,
      `timestamp.${name}(string) -> int`,
    ]),
    ...['getHours', 'getMinutes', 'getSeconds', 'getMilliseconds'].flatMap((name) => [
      `timestamp.${name}() -> int`,
      `timestamp.${name}(string) -> int`,
      `duration.${name}() -> int`,
    ]),
  ],
  functions: {
    size: (frame, value) => {
      frame.cost++;
      if (typeof value === 'string') chargeTextWalk(frame, value.length);
      return size(value);
    },
    dyn: conversion((value) => value),
    type: conversion(typeOf),
    bool: conversion(toBool),
    double: conversion(toDouble),
    duration: conversion(toDuration),
    int: conversion(toIntValue),
    timestamp: conversion(toTimestamp),
    uint: conversion(toUintValue),
    string: (frame, value) => {
      frame.cost += value instanceof Uint8Array ? walkCost(value.length) : 1;
      return toStringValue(value);
    },
    bytes: (frame, value) => {
      frame.cost += typeof value === 'string' ? walkCost(value.length) : 1;
      return toBytes(value);
    },
    contains: (frame, value, part) => {
      if (typeof value !== 'string' || typeof part !== 'string') throw noSuchOverload();
      frame.charge(walkCost(value.length) * walkCost(part.length));
      return value.includes(part);
    },
    startsWith: text((value, part) => value.startsWith(part)),
    endsWith: text((value, part) => value.endsWith(part)),
    matches: (frame, value, pattern) => {
      if (typeof value !== 'string' || typeof pattern !== 'string') throw noSuchOverload();
      frame.charge(patternCost(costSize(value), costSize(pattern)));
      return regexTest(pattern, value);
    },
    getFullYear: timeField((date) => date.getUTCFullYear()),
    getMonth: timeField((date) => date.getUTCMonth()),
    getDayOfYear: timeField(dayOfYear),
    getDayOfMonth: timeField((date) => date.getUTCDate() - 1),
    getDate: timeField((date) => date.getUTCDate()),
    getDayOfWeek: timeField((date) => date.getUTCDay()),
    getHours: timeField(
      (date) => date.getUTCHours(),
      (duration) => Math.trunc(durationSeconds(duration) / 3600),
    ),
    getMinutes: timeField(
      (date) => date.getUTCMinutes(),
      (duration) => Math.trunc(durationSeconds(duration) / 60),
    ),
    getSeconds: timeField(
      (date) => date.getUTCSeconds(),
      (duration) => Math.trunc(durationSeconds(duration)),
    ),
    getMilliseconds: timeField(
      (date) => date.getUTCMilliseconds(),
      (duration) => Number(duration.nanos / 1_000_000n),
    ),
  },
};
