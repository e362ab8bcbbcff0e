import type { Language } from '../checks/index.ts';
import { counted, grouped } from '../inventory/index.ts';

interface FixTexts {
  readonly fixed: (findings: number, files: number) => string;
  readonly wouldFix: (findings: number, files: number) => string;
  readonly nothing: string;
  readonly notFixed: (count: number) => string;
  readonly added: (count: number, file: string) => string;
  readonly wouldAdd: (count: number, file: string) => string;
  /** With its colon. */
  readonly error: string;
  readonly unusedValue: (name: string) => string;
  readonly malformedValue: (text: string) => string;
}

/** What `breakwater fix` says. */
export const fixTexts: Readonly<Record<Language, FixTexts>> = {
  en: {
    fixed: (findings, files) => `Fixed ${counted(findings, 'finding')} in ${counted(files, 'file')}.`,
    wouldFix: (findings, files) => `Would fix ${counted(findings, 'finding')} in ${counted(files, 'file')}.`,
    nothing: 'Nothing to fix.',
    notFixed: (count) => `Not fixed: ${counted(count, 'finding')}`,
    added: (count, file) => `Wrote ${counted(count, 'object')} to ${file}.`,
    wouldAdd: (count, file) => `Would write ${counted(count, 'object')} to ${file}.`,
    error: 'error:',
    unusedValue: (name) => `--set ${name}: no fix asks for it`,
    malformedValue: (text) => `--set ${text}: must have the form NAME=VALUE`,
  },
  'zh-CN': {
    fixed: (findings, files) => `已在 ${grouped(files)} 个文件中修复 ${grouped(findings)} 个问题。`,
    wouldFix: (findings, files) => `将在 ${grouped(files)} 个文件中修复 ${grouped(findings)} 个问题。`,
    nothing: '没有可修复的问题。',
    notFixed: (count) => `未修复：${grouped(count)} 个问题`,
    added: (count, file) => `已将 ${grouped(count)} 个对象写入 ${file}。`,
    wouldAdd: (count, file) => `将把 ${grouped(count)} 个对象写入 ${file}。`,
    error: '错误：',
    unusedValue: (name) => `--set ${name}：没有任何修复需要这个值`,
    malformedValue: (text) => `--set ${text}：格式应为 NAME=VALUE`,
  },
};
