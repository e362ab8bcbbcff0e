import type { Language } from '../checks/index.ts';

/** Something that the reader should know although it is neither a finding nor an error. */
export interface Notice {
  readonly code: NoticeCode;
  readonly file?: string;
  readonly values: Readonly<Record<string, string>>;
}

type NoticeCode =
  | 'exception-expired'
  | 'exception-unmatched'
  | 'baseline-unmatched'
  | 'check-not-configured'
  | 'schema-unknown'
  | 'schema-version'
  | 'pss-version'
  | 'policy'
  | 'not-read'
  | 'reports-none';

const texts: Readonly<Record<Language, Readonly<Record<NoticeCode, string>>>> = {
  en: {
    'exception-expired': 'The exception for {what} expired on {date} and no longer applies',
    'exception-unmatched': 'The exception for {what} matches no finding: remove it, or check it for typos',
    'baseline-unmatched': 'Baseline findings that no longer occur: {count} (update the file with --write-baseline)',
    'check-not-configured': 'Not run, because they need a parameter in .breakwater.yaml: {checks}',
    'schema-unknown':
      'Objects not checked against a schema, because the input has no CRD for their kind: {count} ({kinds})',
    'schema-version':
      'There are no schemas of Kubernetes {version} here: objects were checked against those of the nearest of {known}',
    'pss-version': 'Pod Security Standards {version} are not known here: asked were those of {known}',
    policy: '{message}',
    'not-read': '{message}',
    'reports-none': 'No reports of other tools are in the input',
  },
  'zh-CN': {
    'exception-expired': '针对 {what} 的例外已于 {date} 到期，不再生效',
    'exception-unmatched': '针对 {what} 的例外没有匹配到任何问题：请删除它，或检查是否有拼写错误',
    'baseline-unmatched': '基线中有 {count} 个问题已不存在：可用 --write-baseline 更新',
    'check-not-configured': '以下检查需要在 .breakwater.yaml 中设置参数，未执行：{checks}',
    'schema-unknown': '有 {count} 个对象没有按 schema 校验，因为输入中没有其类型的 CRD：{kinds}',
    'schema-version': '没有 Kubernetes {version} 的 schema：对象按 {known} 中最接近的版本校验',
    'pss-version': '未知的 Pod 安全标准版本 {version}：按 {known} 检查',
    policy: '{message}',
    'not-read': '{message}',
    'reports-none': '输入中没有其他工具的报告',
  },
};

export function noticeText(notice: Notice, language: Language): string {
  return texts[language][notice.code].replace(
    /\{(\w+)\}/g,
    (placeholder, name: string) => notice.values[name] ?? placeholder,
  );
}
