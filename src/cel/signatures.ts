import { libraries } from './library/index.ts';
import {
  bool,
  bytes,
  type CelType,
  double,
  duration,
  dyn,
  int,
  listOf,
  mapOf,
  nullType,
  opaque,
  optionalType,
  string,
  timestamp,
  uint,
} from './types.ts';

/** One way to call a function. A method's target is its first parameter. */
export type Overload = { readonly method: boolean; readonly parameters: readonly CelType[]; readonly result: CelType };

const comparable = ['bool', 'int', 'uint', 'double', 'string', 'bytes', 'timestamp', 'duration'];
const numbers = ['int', 'uint', 'double'];

/** The operators, by their internal names. `_&&_`, `_||_` and selections have rules of their own in the checker. */
const operatorSignatures: readonly string[] = [
  '_?_:_(bool, A, A) -> A',
  '!_(bool) -> bool',
  '_==_(A, A) -> bool',
  '_!=_(A, A) -> bool',
  ...['bytes', 'double', 'duration', 'int', 'list<A>', 'string', 'uint'].map(
    (type) => `_+_(${type}, ${type}) -> ${type}`,
  ),
  '_+_(duration, timestamp) -> timestamp',
  '_+_(timestamp, duration) -> timestamp',
  ...['double', 'duration', 'int', 'uint'].map((type) => `_-_(${type}, ${type}) -> ${type}`),
  '_-_(timestamp, duration) -> timestamp',
  '_-_(timestamp, timestamp) -> duration',
  ...['_*_', '_/_'].flatMap((name) => numbers.map((type) => `${name}(${type}, ${type}) -> ${type}`)),
  '_%_(int, int) -> int',
  '_%_(uint, uint) -> uint',
  '-_(double) -> double',
  '-_(int) -> int',
  ...['_<_', '_<=_', '_>_', '_>=_'].flatMap((name) => [
    ...comparable.map((type) => `${name}(${type}, ${type}) -> bool`),
    ...numbers.flatMap((a) => numbers.filter((b) => a !== b).map((b) => `${name}(${a}, ${b}) -> bool`)),
  ]),
  '@in(A, list<A>) -> bool',
  '@in(A, map<A, B>) -> bool',
  '_[_](list<A>, int) -> A',
  '_[_](map<A, B>, A) -> B',
  '_[_](optional<list<V>>, int) -> optional<V>',
  '_[_](optional<map<K, V>>, K) -> optional<V>',
  '_[?_](list<V>, int) -> optional<V>',
  '_[?_](optional<list<V>>, int) -> optional<V>',
  '_[?_](map<K, V>, K) -> optional<V>',
  '_[?_](optional<map<K, V>>, K) -> optional<V>',
];

const simpleTypes: Readonly<Record<string, CelType | undefined>> = {
  dyn,
  null_type: nullType,
  bool,
  int,
  uint,
  double,
  string,
  bytes,
  timestamp,
  duration,
};

let declared: Map<string, Overload[]> | undefined;

/** The overloads of a function or operator, or undefined when there is none of this name. */
export function overloads(name: string): readonly Overload[] | undefined {
  declared ??= declare();
  return declared.get(name);
}

function declare(): Map<string, Overload[]> {
  const byName = new Map<string, Overload[]>();
  for (const signature of [operatorSignatures, ...libraries.map((library) => library.signatures)].flat()) {
    const { name, overload } = parseSignature(signature);
    const known = byName.get(name);
    if (known === undefined) byName.set(name, [overload]);
    else known.push(overload);
  }
  return byName;
}

function parseSignature(signature: string): { name: string; overload: Overload } {
  const [call = '', resultText = ''] = signature.split(' -> ');
  const open = call.lastIndexOf('(');
  const head = call.slice(0, open);
  const parameters = splitTypes(call.slice(open + 1, -1)).map(parseType);
  const result = parseType(resultText);
  const dot = head.lastIndexOf('.');
  const receiver = head.slice(0, Math.max(dot, 0));
  if (!isTypeText(receiver)) return { name: head, overload: { method: false, parameters, result } };
  return {
    name: head.slice(dot + 1),
    overload: { method: true, parameters: [parseType(receiver), ...parameters], result },
  };
}

/** What stands before a method's dot is a type; other dots belong to a function's name (`optional.of`). */
function isTypeText(text: string): boolean {
  return (
    text.endsWith('>') || simpleTypes[text] !== undefined || text.startsWith('kubernetes.') || text.startsWith('net.')
  );
}

/** Splits at the commas that aren't inside angle brackets. */
function splitTypes(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let i = 0; i <= text.length; i++) {
    const character = text.charAt(i);
    if (character === '<') depth++;
    else if (character === '>') depth--;
    else if ((character === ',' && depth === 0) || i === text.length) {
      if (i > start) parts.push(text.slice(start, i).trim());
      start = i + 1;
    }
  }
  return parts;
}

function parseType(text: string): CelType {
  const simple = simpleTypes[text];
  if (simple !== undefined) return simple;
  if (/^[A-Z]$/.test(text)) return { kind: 'param', name: text };
  const open = text.indexOf('<');
  if (open < 0) return opaque(text);
  const [first = dyn, second = dyn] = splitTypes(text.slice(open + 1, -1)).map(parseType);
  switch (text.slice(0, open)) {
    case 'list':
      return listOf(first);
    case 'map':
      return mapOf(first, second);
    case 'optional':
      return optionalType(first);
    default:
      return { kind: 'type', of: first };
  }
}
