import type { FieldPath } from '../field-path.ts';

/** Why the API server would refuse a field. Stable names: texts and tests refer to them. */
export type ProblemCode =
  | 'unknown-field'
  | 'misspelled-field' // unknown, and close to one that exists
  | 'wrong-type'
  | 'invalid-value' // right type, but not of the format, range, pattern or list of values
  | 'missing-field'
  | 'duplicate'
  | 'too-deep' // the rest below was not looked at
  | 'too-many'; // more problems than are listed

export interface Problem {
  readonly path: FieldPath;
  readonly code: ProblemCode;
  /** For the text's `{placeholders}`. Names of fields and types, never a value of the object: it may be a secret. */
  readonly values: Readonly<Record<string, string>>;
}

/** Texts by language and code; `{field}` is the formatted path. */
export const problemTexts: Readonly<Record<'en' | 'zh-CN', Readonly<Record<ProblemCode, string>>>> = {
  en: {
    'unknown-field': 'unknown field {field}',
    'misspelled-field': 'unknown field {field}; did you mean {near}?',
    'wrong-type': '{field} must be {expected}, but is {found}',
    'invalid-value': '{field} must be {expected}',
    'missing-field': 'required field {field} is missing',
    duplicate: '{field} repeats the {keys} of an earlier entry',
    'too-deep': '{field} is nested deeper than {limit} levels and was not checked further',
    'too-many': 'more than {limit} problems; the rest is not listed',
  },
  'zh-CN': {
    'unknown-field': '未知字段 {field}',
    'misspelled-field': '未知字段 {field}，是否想写 {near}？',
    'wrong-type': '{field} 的类型应为 {expected}，实际为 {found}',
    'invalid-value': '{field} 的值应为 {expected}',
    'missing-field': '缺少必填字段 {field}',
    duplicate: '{field} 的 {keys} 与前面的条目重复',
    'too-deep': '{field} 嵌套超过 {limit} 层，更深的内容未检查',
    'too-many': '问题超过 {limit} 个，其余未列出',
  },
};

/** How many problems of one object are listed, and how deep it is looked at. */
const problemLimit = 100;
const depthLimit = 200;

/** Collects problems while an object is walked, and knows where the walk is. */
export class ProblemList {
  readonly problems: Problem[] = [];
  readonly #path: (string | number)[] = [];

  get #full(): boolean {
    return this.problems.length > problemLimit;
  }

  /** Whether the walk is at the fields of the object itself. */
  get atRoot(): boolean {
    return this.#path.length === 1;
  }

  /** The field or index that the walk is at. */
  get step(): string | number | undefined {
    return this.#path.at(-1);
  }

  add(code: ProblemCode, values: Readonly<Record<string, string>>, ...below: FieldPath): void {
    if (this.#full) return;
    if (this.problems.length === problemLimit) {
      this.problems.push({ path: [], code: 'too-many', values: { limit: String(problemLimit) } });
    } else this.problems.push({ path: [...this.#path, ...below], code, values });
  }

  wrongType(expected: string, value: unknown): void {
    this.add('wrong-type', { expected, found: typeName(value) });
  }

  unknownField(name: string, known: Iterable<string>): void {
    const near = nearest(name, known);
    if (near === undefined) this.add('unknown-field', {}, name);
    else this.add('misspelled-field', { near }, name);
  }

  /** Walks into a field or an entry; not where the limit of depth or of problems is reached. */
  within(step: string | number, walk: () => void): void {
    if (this.#full) return;
    this.#path.push(step);
    if (this.#path.length > depthLimit) this.add('too-deep', { limit: String(depthLimit) });
    else walk();
    this.#path.pop();
  }
}

export function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

/** The known name that differs only in case or by one letter (two in long names). */
function nearest(name: string, known: Iterable<string>): string | undefined {
  if (name.length > 64) return undefined;
  let best: string | undefined;
  let bestDistance = name.length > 8 ? 3 : 2;
  for (const candidate of known) {
    if (candidate.toLowerCase() === name.toLowerCase()) return candidate;
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein's distance. */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const cost = a[i] === b[j] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + cost, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
