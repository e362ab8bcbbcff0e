import type { Language } from '../checks/index.ts';

interface FixTexts {
  readonly fixed: (findings: number, files: number) => string;
  readonly wouldFix: (findings: number, files: number) => string;
  readonly nothing: string;
  readonly notFixed: (count: number) => string;
  readonly added: (count: number, file: string) => string;
  readonly wouldAdd: (count: number, file: string) => string;
  readonly error: string;
  readonly unusedValue: (name: string) => string;
  readonly malformedValue: (text: string) => string;
}

/** What `breakwater fix` says. */
export const fixTexts: Readonly<Record<Language, FixTexts>> = {
  en: {
    fixed: (findings, files) => `Fixed ${amount(findings, 'finding')} in ${amount(files, 'file')}.`,
    wouldFix: (findings, files) => `Would fix ${amount(findings, 'finding')} in ${amount(files, 'file')}.`,
    nothing: 'Nothing to fix.',
    notFixed: (count) => `Not fixed: ${amount(count, 'finding')}`,
    added: (count, file) => `Wrote ${amount(count, 'object')} to ${file}.`,
    wouldAdd: (count, file) => `Would write ${amount(count, 'object')} to ${file}.`,
    error: 'error',
    unusedValue: (name) => `--set ${name}: no fix asks for it`,
    malformedValue: (text) => `--set ${text}: must have the form NAME=VALUE`,
  },
  'zh-CN': {
    fixed: (findings, files) => `已在 ${files} 个文件中修复 ${findings} 个问题。`,
    wouldFix: (findings, files) => `将在 ${files} 个文件中修复 ${findings} 个问题。`,
    nothing: '没有可修复的问题。',
    notFixed: (count) => `未修复：${count} 个问题`,
    added: (count, file) => `已将 ${count} 个对象写入 ${file}。`,
    wouldAdd: (count, file) => `将把 ${count} 个对象写入 ${file}。`,
    error: '错误',
    unusedValue: (name) => `--set ${name}：没有任何修复需要这个值`,
    malformedValue: (text) => `--set ${text}：格式应为 NAME=VALUE`,
  },
};

function amount(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
