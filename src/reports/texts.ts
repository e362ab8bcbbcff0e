import type { Language, Severity } from '../checks/index.ts';
import { counted, grouped } from '../inventory/index.ts';

interface ReportTexts {
  readonly severity: Readonly<Record<Severity, string>>;
  /** With its colon. */
  readonly fix: string;
  readonly risk: string;
  readonly error: string;
  readonly notice: string;
  readonly errors: string;
  readonly why: string;
  readonly heading: string;
  readonly standards: string;
  readonly score: string;
  readonly filter: string;
  readonly allSeverities: string;
  /** With its colon. */
  readonly reason: string;
  readonly noFindings: string;
  readonly columns: { readonly severity: string; readonly what: string; readonly where: string; readonly risk: string };
  readonly summary: (counts: { findings: number; objects: number; checks: number; errors: number }) => string;
  readonly accepted: (count: number) => string;
  /** `now`: what `fix` does unasked; `asked`: what needs `--risky` or `--set`. */
  readonly fixHint: (now: number, asked: number) => string;
}

export const reportTexts: Readonly<Record<Language, ReportTexts>> = {
  en: {
    severity: { critical: 'CRITICAL', high: 'HIGH', medium: 'MEDIUM', low: 'LOW', info: 'INFO' },
    fix: 'fix:',
    risk: 'risk',
    error: 'error',
    notice: 'note',
    errors: 'Could not be read',
    why: 'Why it matters and what to do',
    heading: 'Kubernetes security report',
    standards: 'Standards',
    score: 'How the risk score adds up',
    filter: 'Filter by text',
    allSeverities: 'All severities',
    reason: 'accepted:',
    noFindings: 'Nothing found.',
    columns: { severity: 'Severity', what: 'Finding', where: 'Where', risk: 'Risk' },
    summary: ({ findings, objects, checks, errors }) =>
      `${counted(findings, 'finding')} in ${counted(objects, 'object')} by ${counted(checks, 'check')}` +
      (errors > 0 ? `, ${counted(errors, 'error')}` : ''),
    accepted: (count) => `(${grouped(count)} accepted)`,
    fixHint: (now, asked) =>
      `"breakwater fix --dry-run" with the same paths shows how to fix ${counted(now, 'finding', 'findings')}` +
      (asked > 0 ? `, and ${grouped(asked)} more with --risky or --set.` : '.'),
  },
  'zh-CN': {
    severity: { critical: '严重', high: '高危', medium: '中危', low: '低危', info: '提示' },
    fix: '修复：',
    risk: '风险',
    error: '错误',
    notice: '注意',
    errors: '无法读取的内容',
    why: '为什么重要、怎么办',
    heading: 'Kubernetes 安全报告',
    standards: '对应标准',
    score: '风险分的构成',
    filter: '按文字筛选',
    allSeverities: '全部级别',
    reason: '已接受：',
    noFindings: '没有发现问题。',
    columns: { severity: '级别', what: '问题', where: '位置', risk: '风险' },
    summary: ({ findings, objects, checks, errors }) =>
      `${grouped(checks)} 项检查在 ${grouped(objects)} 个对象中发现 ${grouped(findings)} 个问题` +
      (errors > 0 ? `，${grouped(errors)} 个错误` : ''),
    accepted: (count) => `（已接受 ${grouped(count)} 个）`,
    fixHint: (now, asked) =>
      `对相同路径运行 "breakwater fix --dry-run" 可查看 ${grouped(now)} 个问题的修复` +
      (asked > 0 ? `，加上 --risky 或 --set 还可修复 ${grouped(asked)} 个。` : '。'),
  },
};
