import type { Language } from '../checks/index.ts';
import { reasonText } from '../inventory/index.ts';

interface CallTexts {
  readonly unknownCheck: (names: readonly string[], near: readonly string[]) => string;
  readonly noCheckLeft: string;
  readonly notAVersion: (text: string) => string;
  readonly notALanguage: (text: string, known: readonly string[]) => string;
  readonly notAPattern: (file: string, parameter: string, pattern: string) => string;
  readonly unreadable: (file: string, reason: string) => string;
  readonly unwritable: (file: string, reason: string) => string;
  readonly notAFileName: (name: string) => string;
  readonly notABaseline: (file: string, reason: string) => string;
  readonly notJson: string;
  readonly notYaml: (file: string, reason: string) => string;
  /** `problems`: one a line. */
  readonly unusableSettings: (file: string, problems: readonly string[]) => string;
  readonly secondPolicy: (name: string) => string;
  readonly noSuchCheck: (place: string) => string;
  readonly exceptionForNoCheck: (check: string) => string;
  readonly noSuchParameter: (place: string, known: readonly string[]) => string;
  readonly problem: (place: string, problem: string) => string;
  /** The document itself, where a problem is no field's. */
  readonly top: string;
  readonly emptyName: string;
  readonly versionWanted: string;
  readonly clusterOrPaths: string;
  readonly recordingOrCluster: string;
  readonly onlyWithCluster: (flag: string) => string;
  readonly onlyWithCharts: (flag: string) => string;
  readonly namelessRelease: (namespace: string) => string;
  readonly noCluster: (reason: string) => string;
}

/** What is said of a wrong call. */
export const callTexts: Readonly<Record<Language, CallTexts>> = {
  en: {
    unknownCheck: (names, near) =>
      `no check is called ${names.join(', ')}.${near.length > 0 ? ` Did you mean ${near.join(', ')}?` : ''} "breakwater checks list" shows all.`,
    noCheckLeft: 'no check is left to run: look at --checks and the settings',
    notAVersion: (text) => `${text}: not a Kubernetes version such as 1.37`,
    notALanguage: (text, known) => `--language ${text}: not one of ${known.join(', ')}`,
    notAPattern: (file, parameter, pattern) => `${file}: ${parameter} is not a regular expression (RE2): ${pattern}`,
    unreadable: (file, reason) => `${file}: can't be read: ${reason}`,
    unwritable: (file, reason) => `${file}: can't be written: ${reason}`,
    notAFileName: (name) => `${name}: no name for a file; nothing was written`,
    notABaseline: (file, reason) => `${file}: not a baseline: ${reason}`,
    notJson: 'it is not JSON',
    notYaml: (file, reason) => `${file}: not YAML: ${reason}`,
    unusableSettings: (file, problems) => `${file}: these settings can't be used:\n  ${problems.join('\n  ')}`,
    secondPolicy: (name) => `SecurityPolicy/${name}: only one SecurityPolicy can say what to ask`,
    noSuchCheck: (place) => `${place}: there is no such check`,
    exceptionForNoCheck: (check) => `exceptions: there is no check ${check}`,
    noSuchParameter: (place, known) =>
      `${place}: there is no such parameter${known.length > 0 ? ` (there is ${known.join(', ')})` : ''}`,
    problem: (place, problem) => `${place}: ${problem}`,
    top: '(top)',
    emptyName: 'an empty name in the list',
    versionWanted: 'a version such as v1.37',
    clusterOrPaths: 'a cluster or files, not both: leave out the paths, or --cluster and --recording',
    recordingOrCluster:
      '--recording is a cluster of its own: leave out --cluster, --context, --kubeconfig and --namespace',
    onlyWithCluster: (flag) => `${flag} goes with --cluster`,
    onlyWithCharts: (flag) => `${flag} goes with charts, not with a cluster`,
    namelessRelease: (namespace) =>
      `what a chart puts into the namespace of its release is shown in "${namespace}": --release-namespace names the real one`,
    noCluster: (reason) => `the cluster can't be read: ${reason}`,
  },
  'zh-CN': {
    unknownCheck: (names, near) =>
      `没有名为 ${names.join('、')} 的检查。${near.length > 0 ? `是否想用 ${near.join('、')}？` : ''}用 "breakwater checks list" 查看全部检查。`,
    noCheckLeft: '没有可执行的检查：请查看 --checks 和设置文件',
    notAVersion: (text) => `${text}：不是 Kubernetes 版本（例如 1.37）`,
    notALanguage: (text, known) => `--language ${text}：可选值为 ${known.join('、')}`,
    notAPattern: (file, parameter, pattern) => `${file}：${parameter} 不是有效的正则表达式（RE2）：${pattern}`,
    unreadable: (file, reason) => `${file}：无法读取：${reason}`,
    unwritable: (file, reason) => `${file}：无法写入：${reason}`,
    notAFileName: (name) => `${name}：不能用作文件名；没有写入任何文件`,
    notABaseline: (file, reason) => `${file}：不是基线文件：${reason}`,
    notJson: '不是 JSON',
    notYaml: (file, reason) => `${file}：不是有效的 YAML：${reason}`,
    unusableSettings: (file, problems) => `${file}：设置有误：\n  ${problems.join('\n  ')}`,
    secondPolicy: (name) => `SecurityPolicy/${name}：只能由一个 SecurityPolicy 决定检查内容`,
    noSuchCheck: (place) => `${place}：没有这项检查`,
    exceptionForNoCheck: (check) => `exceptions：没有名为 ${check} 的检查`,
    noSuchParameter: (place, known) =>
      `${place}：没有这个参数${known.length > 0 ? `（可用参数：${known.join('、')}）` : ''}`,
    problem: (place, problem) => `${place}：${problem}`,
    top: '（顶层）',
    emptyName: '列表中有空名称',
    versionWanted: '应为版本号，例如 v1.37',
    clusterOrPaths: '集群和文件只能二选一：请去掉路径，或去掉 --cluster 和 --recording',
    recordingOrCluster: '--recording 本身就代表一个集群：请去掉 --cluster、--context、--kubeconfig 和 --namespace',
    onlyWithCluster: (flag) => `${flag} 需要与 --cluster 一起使用`,
    onlyWithCharts: (flag) => `${flag} 用于 chart，不能用于集群`,
    namelessRelease: (namespace) =>
      `chart 发布所在的命名空间未指定，显示为“${namespace}”：请用 --release-namespace 指定`,
    noCluster: (reason) => `无法读取集群：${reason}`,
  },
};

/** Why a file could not be read or written, without the operating system's code where there are words for it. */
export function fileReason(error: unknown, language: Language): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : undefined;
  const words = code === undefined ? error.message : reasonText(code, language);
  return words === code ? error.message : words;
}
