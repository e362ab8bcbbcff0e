import type { z } from 'zod';
import type { Language } from '../checks/index.ts';
import { callTexts } from './call-texts.ts';

type TypeName = 'string' | 'number' | 'boolean' | 'array' | 'object' | 'null';

interface SchemaTexts {
  readonly types: Readonly<Record<TypeName, string>>;
  readonly mustBe: (type: string) => string;
  readonly missing: string;
  readonly unknownFields: (names: readonly string[]) => string;
  readonly oneOf: (values: readonly string[]) => string;
  readonly empty: string;
  readonly version: string;
  readonly quotedVersion: string;
  readonly day: string;
  readonly fingerprint: string;
  readonly invalid: string;
}

const texts: Readonly<Record<Language, SchemaTexts>> = {
  en: {
    types: {
      string: 'a text',
      number: 'a number',
      boolean: 'true or false',
      array: 'a list',
      object: 'a mapping',
      null: 'null',
    },
    mustBe: (type) => `must be ${type}`,
    missing: 'is missing',
    unknownFields: (names) => `there is no such setting: ${names.join(', ')}`,
    oneOf: (values) => `must be one of ${values.join(', ')}`,
    empty: 'must not be empty',
    version: 'must be a version such as "1.37"',
    quotedVersion: 'must be a version in quotes, such as "1.37" (without them YAML reads 1.30 as the number 1.3)',
    day: 'must be a day such as 2027-01-31',
    fingerprint: 'is no fingerprint of a finding',
    invalid: 'has a value that can not be used',
  },
  'zh-CN': {
    types: {
      string: '文本',
      number: '数字',
      boolean: 'true 或 false',
      array: '列表',
      object: '映射',
      null: 'null',
    },
    mustBe: (type) => `应为${/^[a-z]/.test(type) ? ' ' : ''}${type}`,
    missing: '缺少该字段',
    unknownFields: (names) => `没有这样的设置：${names.join('、')}`,
    oneOf: (values) => `可选值为 ${values.join('、')}`,
    empty: '不能为空',
    version: '应为版本号，例如 "1.37"',
    quotedVersion: '版本号要加引号，例如 "1.37"（不加引号时，YAML 会把 1.30 读成数字 1.3）',
    day: '应为日期，例如 2027-01-31',
    fingerprint: '不是问题的指纹',
    invalid: '值无效',
  },
};

/** What zod found wrong, one sentence each, with its place. */
export function schemaProblems(issues: readonly z.core.$ZodIssue[], language: Language): string[] {
  const { problem, top } = callTexts[language];
  return issues.map((issue) => problem(issue.path.join('.') || top, problemText(issue, language)));
}

function problemText(issue: z.core.$ZodIssue, language: Language): string {
  const text = texts[language];
  const isVersion = /[vV]ersion$/.test(String(issue.path.at(-1) ?? '')) && issue.path.length === 1;
  switch (issue.code) {
    case 'invalid_type':
      if (issue.message.endsWith('received undefined')) return text.missing;
      if (issue.path.at(-1) === 'expires') return text.day;
      if (isVersion && issue.expected === 'string') return text.quotedVersion;
      return typeProblem(issue.expected === 'record' ? 'object' : issue.expected, language);
    case 'unrecognized_keys':
      return text.unknownFields(issue.keys);
    case 'invalid_value':
      return text.oneOf(issue.values.map(String));
    case 'too_small':
      return text.empty;
    case 'invalid_format':
      return issue.format === 'date' ? text.day : text.invalid;
    case 'invalid_key':
      return text.fingerprint;
    case 'custom':
      return text.version;
    default:
      return text.invalid;
  }
}

/** `must be a list`; `type` as JSON and zod call it. */
export function typeProblem(type: string, language: Language): string {
  const text = texts[language];
  return type in text.types ? text.mustBe(text.types[type as TypeName]) : text.invalid;
}
