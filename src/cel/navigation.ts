import { equal, mapGet, mapHas } from './equality.ts';
import { LazyRecord } from './lazy-record.ts';
import {
  adapt,
  CelError,
  Double,
  fromNumber,
  isRecord,
  MapValue,
  none,
  noSuchOverload,
  Optional,
  optionalOf,
  typeName,
  Uint,
} from './values.ts';

/** Fields, indices and membership: how an expression walks through data. Only own properties count. */

/** `operand.field`. Selecting from an optional gives an optional. Throws `CelError`. */
export function select(operand: unknown, field: string): unknown {
  if (isRecord(operand)) {
    if (Object.hasOwn(operand, field)) {
      const value = operand[field];
      if (typeof value === 'number') return fromNumber(value);
      if (value !== undefined) return value;
    }
    throw new CelError(`no such key: ${field}`);
  }
  if (operand instanceof Optional) return operand.present ? selectOptional(operand.value, field) : none;
  if (operand instanceof LazyRecord) return adapt(operand.get(field));
  if (operand instanceof MapValue && operand.has(field)) return operand.get(field);
  if (Array.isArray(operand)) throw new CelError("unsupported index type 'string' in list");
  throw new CelError(`no such key: ${field}`);
}

/** `operand.?field`: an optional, empty where the field isn't there. */
export function selectOptional(operand: unknown, field: string): Optional {
  if (isRecord(operand)) {
    if (!Object.hasOwn(operand, field)) return none;
    const value = operand[field];
    return value === undefined ? none : new Optional(true, typeof value === 'number' ? fromNumber(value) : value);
  }
  if (operand instanceof Optional) return operand.present ? selectOptional(operand.value, field) : none;
  if (operand instanceof MapValue) return operand.has(field) ? optionalOf(operand.get(field)) : none;
  if (operand instanceof LazyRecord) return operand.has(field) ? optionalOf(adapt(operand.get(field))) : none;
  if (Array.isArray(operand)) throw new CelError("unsupported index type 'string' in list");
  return none;
}

/** `has(operand.field)`. */
export function test(operand: unknown, field: string): boolean {
  if (isRecord(operand)) return Object.hasOwn(operand, field) && operand[field] !== undefined;
  return selectOptional(operand, field).present;
}

/** Whether a value can be an index at all: strings, booleans and numbers can. */
export function isIndex(key: unknown): boolean {
  return typeof key !== 'object' || key instanceof Double || key instanceof Uint;
}

/** `operand[key]`. Throws `CelError`. */
export function index(operand: unknown, key: unknown): unknown {
  if (!isIndex(key)) throw new CelError('invalid qualifier type');
  if (operand instanceof Optional) return operand.present ? indexOptional(operand.value, key) : none;
  if (Array.isArray(operand)) {
    const position = listPosition(key);
    if (position === undefined) throw new CelError(`unsupported index type '${typeName(key)}' in list`);
    if (position < 0 || position >= operand.length) throw new CelError(`index out of bounds: ${position}`);
    return adapt(operand[Number(position)]);
  }
  if (operand instanceof MapValue || isRecord(operand)) {
    if (!mapHas(operand, key)) throw noSuchKey(key);
    return mapGet(operand, key);
  }
  if (operand instanceof LazyRecord && typeof key === 'string') return adapt(operand.get(key));
  if (typeof key === 'string') throw noSuchKey(key);
  throw noSuchOverload();
}

/** `operand[?key]`. */
export function indexOptional(operand: unknown, key: unknown): Optional {
  if (!isIndex(key)) throw new CelError('invalid qualifier type');
  if (operand instanceof Optional) return operand.present ? indexOptional(operand.value, key) : none;
  if (Array.isArray(operand)) {
    const position = listPosition(key);
    if (position === undefined) throw new CelError(`unsupported index type '${typeName(key)}' in list`);
    return position >= 0 && position < operand.length ? optionalOf(adapt(operand[Number(position)])) : none;
  }
  if (operand instanceof MapValue || isRecord(operand))
    return mapHas(operand, key) ? optionalOf(mapGet(operand, key)) : none;
  return none;
}

/** A list index: any number that is integral. */
function listPosition(key: unknown): number | bigint | undefined {
  if (typeof key === 'number' || typeof key === 'bigint') return key;
  if (key instanceof Uint) return key.value;
  if (key instanceof Double && Number.isInteger(key.value)) return key.value;
  return undefined;
}

function noSuchKey(key: unknown): CelError {
  const shown = key instanceof Double || key instanceof Uint ? key.value : key;
  return new CelError(`no such key: ${String(shown)}`);
}

/** `element in container`: an element of a list, a key of a map. Throws `CelError`. */
export function contains(container: unknown, element: unknown): boolean {
  if (Array.isArray(container)) {
    if (typeof element === 'string') return container.includes(element);
    return container.some((member) => equal(member, element));
  }
  if (container instanceof MapValue || isRecord(container)) return mapHas(container, element);
  throw noSuchOverload();
}
