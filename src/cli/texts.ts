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
  readonly reports: string;
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
  readonly scanNamespace: string;
  readonly cluster: string;
  readonly recording: string;
  readonly context: string;
  readonly kubeconfig: string;
  readonly record: string;
  readonly recordOutput: string;
  readonly recordNamespace: string;
  readonly redact: string;
  readonly recordRecording: string;
  readonly recordAllowErrors: string;
  readonly recordExamples: string;
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
  readonly readingCluster: (name: string, objects: number) => string;
  readonly recorded: (objects: number, pods: number, file: string) => string;
  readonly unseen: (text: string) => string;
  readonly asking: (checks: number, objects: number) => string;
  readonly baselineWritten: (count: number, file: string) => string;
}

export const cliTexts: Readonly<Record<Language, CliTexts>> = {
  en: {
    program: 'Finds what is unsafe in Kubernetes manifests, says why it matters, and fixes it.',
    version: 'output the version number',
    scan: 'Find what is unsafe in manifests, Helm charts, Kustomize overlays and clusters',
    scanExamples: `
  breakwater scan deploy/                       everything in a folder
  helm template shop ./chart | breakwater scan -
  breakwater scan . -o sarif > breakwater.sarif
  breakwater scan . --profile pss-restricted --pss-version v1.37
  breakwater scan . --checks pod-privileged,pod-hostpath
  breakwater scan . --baseline baseline.json    only new findings count
  breakwater scan --cluster                     the cluster of the current context
  breakwater scan --recording shop.recording    what "breakwater record" wrote

Exit code: 0 no finding at or above --fail-on, 1 at least one, 2 wrong usage or input that could not be read.`,
    paths: 'files and folders; - for standard input',
    output: 'report format',
    failOn: 'lowest severity that makes the exit code 1 (none: never)',
    profile: 'which checks to run',
    pssVersion: 'version of the Pod Security Standards',
    checks: 'run only these checks; -id leaves one out, +id adds one to the profile',
    kubernetesVersion: 'Kubernetes version that the objects are meant for',
    policies: 'folder with your own ValidatingAdmissionPolicies, which are evaluated as well',
    reports: 'also what other tools reported: Kyverno and others (PolicyReport, Report), Trivy operator, Gatekeeper',
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
    scanNamespace: 'namespace for Helm charts; with --cluster: read only these, separated by commas',
    cluster: 'read the cluster of the current context instead of files',
    recording: 'read this recording of a cluster instead of files',
    context: 'context of the kubeconfig',
    kubeconfig: 'kubeconfig file',
    record: 'Write what a cluster declares to a file, without secrets, for everything that reads a cluster',
    recordOutput: 'file to write (default: NAME-DATE.recording)',
    recordNamespace: 'read only these namespaces, separated by commas',
    redact: 'mask names of namespaces, objects, hosts, images and users',
    recordRecording: 'read this recording instead of a cluster, to redact it',
    recordAllowErrors: 'do not exit with 2 when something could not be read',
    recordExamples: `
  breakwater record                             the cluster of the current context
  breakwater record -o shop.recording --context shop
  breakwater record --redact -o public.recording --recording shop.recording
  breakwater scan --recording shop.recording

Secrets are read by metadata only; credentials found elsewhere are replaced.
Exit code: 0 written, 2 wrong usage or something could not be read.`,
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
    readingCluster: (name, objects) => `Reading ${name}: ${counted(objects, 'object')} …`,
    recorded: (objects, pods, file) => `Wrote ${counted(objects, 'object')} and ${counted(pods, 'pod')} to ${file}.`,
    unseen: (text) => `Not in it: ${text}`,
    asking: (checks, objects) => `Running ${counted(checks, 'check')} on ${counted(objects, 'object')} …`,
    baselineWritten: (count, file) => `Wrote ${counted(count, 'finding')} to ${file}.`,
  },
  'zh-CN': {
    program: '指出 Kubernetes 清单中不安全的地方、说明原因，并加以修复。',
    version: '显示版本号',
    scan: '检查清单、Helm chart、Kustomize overlay 和集群中不安全的配置',
    scanExamples: `
  breakwater scan deploy/                       检查整个目录
  helm template shop ./chart | breakwater scan -
  breakwater scan . -o sarif > breakwater.sarif
  breakwater scan . --profile pss-restricted --pss-version v1.37
  breakwater scan . --checks pod-privileged,pod-hostpath
  breakwater scan . --baseline baseline.json    只计算新出现的问题
  breakwater scan --cluster                     当前上下文的集群
  breakwater scan --recording shop.recording    "breakwater record" 写出的文件

退出码：0 没有达到 --fail-on 的问题；1 有此类问题；2 用法有误，或有输入无法读取。`,
    paths: '文件和目录；- 表示标准输入',
    output: '报告格式',
    failOn: '使退出码为 1 的最低严重程度（none：从不）',
    profile: '使用哪一组检查',
    pssVersion: 'Pod 安全标准的版本',
    checks: '只运行这些检查；-id 排除一项，+id 在所选组上增加一项',
    kubernetesVersion: '对象所面向的 Kubernetes 版本',
    policies: '存放自定义 ValidatingAdmissionPolicy 的目录，一并执行',
    reports: '同时显示其他工具报告的问题：Kyverno 等（PolicyReport、Report）、Trivy operator、Gatekeeper',
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
    scanNamespace: 'Helm 发布的命名空间；与 --cluster 同用时：只读取这些命名空间，以逗号分隔',
    cluster: '读取当前上下文的集群，而不是文件',
    recording: '读取这个集群录制文件，而不是清单文件',
    context: 'kubeconfig 中的上下文',
    kubeconfig: 'kubeconfig 文件',
    record: '把集群中声明的内容写入一个不含机密的文件，可代替集群供其他命令读取',
    recordOutput: '要写入的文件（默认：名称-日期.recording）',
    recordNamespace: '只读取这些命名空间，以逗号分隔',
    redact: '遮盖命名空间、对象、主机、镜像和用户的名称',
    recordRecording: '读取这个录制文件而不是集群，用于遮盖名称',
    recordAllowErrors: '有内容无法读取时，退出码也不为 2',
    recordExamples: `
  breakwater record                             当前上下文的集群
  breakwater record -o shop.recording --context shop
  breakwater record --redact -o public.recording --recording shop.recording
  breakwater scan --recording shop.recording

Secret 只读取元数据；在其他地方发现的凭据会被替换。
退出码：0 已写入；2 用法有误，或有内容无法读取。`,
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
    readingCluster: (name, objects) => `正在读取 ${name}：${grouped(objects)} 个对象 …`,
    recorded: (objects, pods, file) => `已将 ${grouped(objects)} 个对象和 ${grouped(pods)} 个 Pod 写入 ${file}。`,
    unseen: (text) => `未包含：${text}`,
    asking: (checks, objects) => `正在对 ${grouped(objects)} 个对象执行 ${grouped(checks)} 项检查 …`,
    baselineWritten: (count, file) => `已将 ${grouped(count)} 个问题写入 ${file}。`,
  },
};
