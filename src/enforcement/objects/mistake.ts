import type { z } from 'zod';
import type { Language } from '../../checks/index.ts';
import { isRecord } from '../../kubernetes/index.ts';

/** A value as an API server takes it: a field that is null is one that is not there. What parameters hold is the checks' own. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null)
      .map(([key, inner]) => [key, key === 'parameters' ? inner : withoutNulls(inner)]),
  );
}

/** Something in an object that can't be meant so, and where: `spec.rollout.cleanFor`. */
export interface Mistake {
  readonly path: string;
  readonly key: MistakeKey;
  readonly values: Readonly<Record<string, string | number>>;
}

/** What was read, or everything that is wrong with it. */
export type Parsed<T> = { readonly value: T } | { readonly mistakes: readonly Mistake[] };

const texts = {
  missing: { en: 'is missing', 'zh-CN': '缺少该字段' },
  'not-text': { en: 'must be a text', 'zh-CN': '应为文本' },
  'not-yes-no': { en: 'must be true or false', 'zh-CN': '应为 true 或 false' },
  'not-number': { en: 'must be a number', 'zh-CN': '应为数字' },
  'not-list': { en: 'must be a list', 'zh-CN': '应为列表' },
  'not-mapping': { en: 'must be a mapping', 'zh-CN': '应为映射' },
  'unknown-fields': { en: 'there is no such field: {names}', 'zh-CN': '没有这样的字段：{names}' },
  'one-of': { en: 'must be one of {names}', 'zh-CN': '可选值为 {names}' },
  'too-few': { en: 'must not be empty', 'zh-CN': '不能为空' },
  'too-long': { en: 'is longer than {limit} characters', 'zh-CN': '超过 {limit} 个字符' },
  'too-many': { en: 'has more than {limit} entries', 'zh-CN': '超过 {limit} 项' },
  'same-twice': { en: 'has an entry twice', 'zh-CN': '有重复的项' },
  duration: {
    en: 'must be a number of days, hours or minutes, such as 7d, 36h or 90m',
    'zh-CN': '应为天数、小时数或分钟数，例如 7d、36h 或 90m',
  },
  instant: {
    en: 'must be a time such as 2027-01-31T18:00:00Z',
    'zh-CN': '应为时间，例如 2027-01-31T18:00:00Z',
  },
  glob: {
    en: 'must be Kind/namespace/name, or Kind/name for what is in no namespace; * stands for any characters but /',
    'zh-CN': '应为 Kind/namespace/name，没有命名空间的对象为 Kind/name；* 代表除 / 以外的任意字符',
  },
  name: { en: 'is not a name that can exist', 'zh-CN': '不是可能存在的名称' },
  'label-key': { en: 'is not a label', 'zh-CN': '不是标签' },
  'selector-values': {
    en: 'In and NotIn want values, Exists and DoesNotExist want none',
    'zh-CN': 'In 和 NotIn 需要 values，Exists 和 DoesNotExist 不能有 values',
  },
  'asks-nothing': {
    en: 'names neither a profile nor a check that is enabled',
    'zh-CN': '既没有指定 profile，也没有启用任何检查',
  },
  'check-or-checks': { en: 'either check or checks must be there', 'zh-CN': 'check 与 checks 必须且只能有一个' },
  'rung-above': {
    en: 'must not be below action',
    'zh-CN': '不能低于 action',
  },
  'other-kind': { en: 'must be {wanted}', 'zh-CN': '应为 {wanted}' },
  'no-such-check': { en: 'there is no such check', 'zh-CN': '没有这样的检查' },
  'no-such-parameter': { en: 'the check has no such parameter', 'zh-CN': '该检查没有这样的参数' },
  unusable: { en: 'has a value that can not be used', 'zh-CN': '值无效' },
} as const satisfies Record<string, Readonly<Record<Language, string>>>;

export type MistakeKey = keyof typeof texts;

/** `spec.action: must be one of Off, Audit, Warn, Deny` */
export function mistakeText({ path, key, values }: Mistake, language: Language): string {
  const said = texts[key][language].replace(/\{(\w+)\}/g, (written, name: string) => String(values[name] ?? written));
  return `${path}${language === 'zh-CN' ? '：' : ': '}${said}`;
}

/** The key that a refinement or a pattern of ours carries as its message; anything else is zod's own sentence. */
function keyOf(message: string): MistakeKey | undefined {
  return Object.hasOwn(texts, message) ? (message as MistakeKey) : undefined;
}

/** By types as zod and JSON call them. */
export const typeKeys: Readonly<Record<string, MistakeKey>> = {
  string: 'not-text',
  number: 'not-number',
  boolean: 'not-yes-no',
  array: 'not-list',
  object: 'not-mapping',
  record: 'not-mapping',
};

/** For `refine` of a mapping: how many entries it may have. */
export function most(limit: number) {
  return [
    (mapping: Readonly<Record<string, unknown>>) => Object.keys(mapping).length <= limit,
    { error: 'too-many', params: { limit } },
  ] as const;
}

/** For `refine` of a text that people write: how many characters it may have, counted as the API server does. */
export function atMost(limit: number) {
  return [(text: string) => [...text].length <= limit, { error: 'too-long', params: { limit } }] as const;
}

function valuesOf(params: Readonly<Record<string, unknown>> = {}): Mistake['values'] {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}

/** What zod found wrong. @param root what its paths begin at */
export function mistakesOf(issues: readonly z.core.$ZodIssue[], root: string): readonly Mistake[] {
  return issues.map((issue): Mistake => {
    const path = [root, ...issue.path.map(String)].join('.').replace(/\.(\d+)(?=\.|$)/g, '[$1]');
    const own = keyOf(issue.message);
    if (own !== undefined) return { path, key: own, values: issue.code === 'custom' ? valuesOf(issue.params) : {} };
    switch (issue.code) {
      case 'invalid_type':
        if (issue.input === undefined) return { path, key: 'missing', values: {} };
        return { path, key: typeKeys[issue.expected] ?? 'unusable', values: {} };
      case 'unrecognized_keys':
        return { path, key: 'unknown-fields', values: { names: issue.keys.join(', ') } };
      case 'invalid_value':
        if (issue.input === undefined) return { path, key: 'missing', values: {} };
        return { path, key: 'one-of', values: { names: issue.values.join(', ') } };
      case 'too_small':
        return { path, key: 'too-few', values: {} };
      case 'too_big':
        return {
          path,
          key: issue.origin === 'string' ? 'too-long' : 'too-many',
          values: { limit: Number(issue.maximum) },
        };
      case 'invalid_key':
        return { path, key: 'name', values: {} };
      default:
        return { path, key: 'unusable', values: {} };
    }
  });
}
