import type { Language } from '../checks/index.ts';
import { counted, grouped } from '../inventory/index.ts';

/** What the command line says about itself. */
interface CliTexts {
  readonly program: string;
  readonly version: string;
  readonly scan: string;
  readonly scanExamples: string;
  readonly paths: string;
  readonly output: string;
  readonly failOn: string;
  readonly profile: string;
  readonly pssVersion: string;
  readonly checks: string;
  readonly kubernetesVersion: string;
  readonly policies: string;
  readonly baseline: string;
  readonly writeBaseline: string;
  readonly allowErrors: string;
  readonly config: string;
  readonly language: string;
  readonly color: string;
  readonly helmValues: string;
  readonly helmSet: string;
  readonly helmRelease: string;
  readonly helmNamespace: string;
  readonly fix: string;
  readonly fixExamples: string;
  readonly dryRun: string;
  readonly set: string;
  readonly risky: string;
  readonly addObjects: string;
  readonly checksCommand: string;
  readonly checksList: string;
  readonly checksShow: string;
  readonly checksExamples: string;
  readonly examples: string;
  readonly reading: string;
  readonly asking: (checks: number, objects: number) => string;
  readonly baselineWritten: (count: number, file: string) => string;
}

export const cliTexts: Readonly<Record<Language, CliTexts>> = {
  en: {
    program: 'Finds what is unsafe in Kubernetes manifests, says why it matters, and fixes it.',
    version: 'output the version number',
    scan: 'Find what is unsafe in manifests, Helm charts and Kustomize overlays',
    scanExamples: `
  breakwater scan deploy/                       everything in a folder
  helm template shop ./chart | breakwater scan -
  breakwater scan . -o sarif > breakwater.sarif
  breakwater scan . --profile pss-restricted --pss-version v1.37
  breakwater scan . --checks pod-privileged,pod-hostpath
  breakwater scan . --baseline baseline.json    only new findings count

Exit code: 0 no finding at or above --fail-on, 1 at least one, 2 wrong usage or input that could not be read.`,
    paths: 'files and folders; - for standard input',
    output: 'report format',
    failOn: 'lowest severity that makes the exit code 1 (none: never)',
    profile: 'which checks to run',
    pssVersion: 'version of the Pod Security Standards',
    checks: 'run only these checks; -id leaves one out, +id adds one to the profile',
    kubernetesVersion: 'Kubernetes version that the objects are meant for',
    policies: 'folder with your own ValidatingAdmissionPolicies, which are evaluated as well',
    baseline: 'findings listed in this file do not count',
    writeBaseline: 'write the findings to this baseline file',
    allowErrors: 'do not exit with 2 when input could not be read',
    config: 'settings file (default: .breakwater.yaml, if there is one)',
    language: 'en or zh-CN (default: from the locale)',
    color: 'never color the output',
    helmValues: 'values file for Helm charts (repeatable)',
    helmSet: 'value for Helm charts, KEY=VALUE (repeatable)',
    helmRelease: 'release name for Helm charts',
    helmNamespace: 'namespace for Helm charts',
    fix: 'Fix findings by editing the source files, keeping comments and layout',
    fixExamples: `
  breakwater fix --dry-run deploy/              show what would change
  breakwater fix deploy/ --checks pod-seccomp-required
  breakwater fix deploy/ --set runAsUser=10001  a value that only you know`,
    dryRun: 'show the changes, but write nothing',
    set: 'value that a fix needs, NAME=VALUE (repeatable)',
    addObjects: 'write objects that resolve findings once applied to this new file',
    risky: 'also make changes that may alter how a workload behaves',
    checksCommand: 'The checks: what they look for, why, and what to do',
    checksList: 'list the checks of a profile',
    checksShow: 'show everything about one check',
    checksExamples: `
  breakwater checks list --profile cis
  breakwater checks show pod-privileged`,
    examples: 'Examples:',
    reading: 'Reading …',
    asking: (checks, objects) => `Running ${counted(checks, 'check')} on ${counted(objects, 'object')} …`,
    baselineWritten: (count, file) => `Wrote ${counted(count, 'finding')} to ${file}.`,
  },
  'zh-CN': {
    program: '指出 Kubernetes 清单中不安全的地方、说明原因，并加以修复。',
    version: '显示版本号',
    scan: '检查清单、Helm chart 和 Kustomize overlay 中不安全的配置',
    scanExamples: `
  breakwater scan deploy/                       检查整个目录
  helm template shop ./chart | breakwater scan -
  breakwater scan . -o sarif > breakwater.sarif
  breakwater scan . --profile pss-restricted --pss-version v1.37
  breakwater scan . --checks pod-privileged,pod-hostpath
  breakwater scan . --baseline baseline.json    只计算新出现的问题

退出码：0 没有达到 --fail-on 的问题；1 有此类问题；2 用法有误，或有输入无法读取。`,
    paths: '文件和目录；- 表示标准输入',
    output: '报告格式',
    failOn: '使退出码为 1 的最低严重程度（none：从不）',
    profile: '使用哪一组检查',
    pssVersion: 'Pod 安全标准的版本',
    checks: '只运行这些检查；-id 排除一项，+id 在所选组上增加一项',
    kubernetesVersion: '对象所面向的 Kubernetes 版本',
    policies: '存放自定义 ValidatingAdmissionPolicy 的目录，一并执行',
    baseline: '该文件中已有的问题不再计入',
    writeBaseline: '把发现的问题写入基线文件',
    allowErrors: '无法读取的输入不会使退出码变为 2',
    config: '设置文件（默认：.breakwater.yaml，如果存在）',
    language: 'en 或 zh-CN（默认取自系统区域设置）',
    color: '输出不带颜色',
    helmValues: 'Helm chart 的 values 文件（可重复）',
    helmSet: 'Helm chart 的值，KEY=VALUE（可重复）',
    helmRelease: 'Helm 发布名',
    helmNamespace: 'Helm 发布的命名空间',
    fix: '直接修改源文件来消除问题，保留注释和排版',
    fixExamples: `
  breakwater fix --dry-run deploy/              只显示改动
  breakwater fix deploy/ --checks pod-seccomp-required
  breakwater fix deploy/ --set runAsUser=10001  只有你才知道的值`,
    dryRun: '只显示改动，不写入文件',
    set: '修复所需的值，NAME=VALUE（可重复）',
    addObjects: '把应用后可消除问题的对象写入这个新文件',
    risky: '也进行可能改变工作负载行为的改动',
    checksCommand: '检查项：检查什么、为什么、怎么办',
    checksList: '列出一组检查',
    checksShow: '显示一项检查的全部信息',
    checksExamples: `
  breakwater checks list --profile cis
  breakwater checks show pod-privileged`,
    examples: '示例：',
    reading: '正在读取 …',
    asking: (checks, objects) => `正在对 ${grouped(objects)} 个对象执行 ${grouped(checks)} 项检查 …`,
    baselineWritten: (count, file) => `已将 ${grouped(count)} 个问题写入 ${file}。`,
  },
};
