import type { Language } from '../checks/index.ts';

/** Something that the reader should know although it is neither a finding nor an error. */
export interface Notice {
  readonly code: NoticeCode;
  readonly file?: string;
  readonly values: Readonly<Record<string, string>>;
}

export type NoticeCode =
  | 'exception-expired'
  | 'exception-unmatched'
  | 'baseline-unmatched'
  | 'check-not-configured'
  | 'schema-unknown'
  | 'policy';

const texts: Readonly<Record<Language, Readonly<Record<NoticeCode, string>>>> = {
  en: {
    'exception-expired': 'The exception for {what} expired on {date} and no longer holds',
    'exception-unmatched': 'The exception for {what} matches no finding: remove it, or look for a typing mistake',
    'baseline-unmatched': '{count} findings of the baseline are gone: write it anew with --write-baseline',
    'check-not-configured': 'Not asked, because they need a parameter in .breakwater.yaml: {checks}',
    'schema-unknown':
      '{count} objects were not checked against a schema, for the input has no CRD of their kind: {kinds}',
    policy: '{message}',
  },
  'zh-CN': {
    'exception-expired': '针对 {what} 的例外已于 {date} 到期，不再生效',
    'exception-unmatched': '针对 {what} 的例外没有匹配到任何结果：请删除它，或检查是否有拼写错误',
    'baseline-unmatched': '基线中有 {count} 条结果已不存在：可用 --write-baseline 重新生成',
    'check-not-configured': '以下检查需要在 .breakwater.yaml 中设置参数，未执行：{checks}',
    'schema-unknown': '有 {count} 个对象没有按 schema 校验，因为输入中没有其类型的 CRD：{kinds}',
    policy: '{message}',
  },
};

export function noticeText(notice: Notice, language: Language): string {
  return texts[language][notice.code].replace(
    /\{(\w+)\}/g,
    (placeholder, name: string) => notice.values[name] ?? placeholder,
  );
}
