import { grouped } from './numbers.ts';
import { reasonText } from './reason-texts.ts';

/** What diagnostics say, with `{placeholders}`; `{reason}` is another's words, of which common ones are translated. */
const texts = {
  'not-yaml': { en: 'This is not YAML: {reason}.', 'zh-CN': '不是有效的 YAML：{reason}。' },
  template: {
    en: 'This looks like a template that something else has to render first (for a Helm chart, scan its folder); it is not YAML.',
    'zh-CN': '这看起来是需要先渲染的模板，不是 YAML；如果属于 Helm chart，请扫描 chart 所在的目录。',
  },
  'not-utf-8': {
    en: 'It is not UTF-8 text: the line has bytes that are none.',
    'zh-CN': '不是 UTF-8 文本：该行含有无效字节。',
  },
  binary: { en: 'It is a binary file, not YAML or JSON.', 'zh-CN': '这是二进制文件，不是 YAML 或 JSON。' },
  'duplicate-key': {
    en: 'The key "{key}" stands twice in one mapping; the last one counts.',
    'zh-CN': '键 "{key}" 在同一个映射中出现了两次，以最后一个为准。',
  },
  'over-limit': { en: 'The document goes over a limit: {reason}.', 'zh-CN': '文档超出限制：{reason}。' },
  'yaml-too-large': {
    en: 'The YAML document has {size}, the limit is {limit}: split it, or write it as JSON.',
    'zh-CN': 'YAML 文档大小为 {size}，上限是 {limit}：请拆分，或改用 JSON。',
  },
  'alias-circle': {
    en: 'An alias stands inside of what it refers to: such a document has no end.',
    'zh-CN': '别名位于它所引用的内容之中，这样的文档没有尽头。',
  },
  'aliases-too-deep': {
    en: 'Its aliases nest the document deeper than {limit} levels.',
    'zh-CN': '别名使文档的嵌套超过 {limit} 层。',
  },
  'aliases-too-large': {
    en: 'Its aliases make the document larger than {limit} values.',
    'zh-CN': '别名使文档展开后超过 {limit} 个值。',
  },
  'too-many-documents': {
    en: 'The file has more than {limit} documents: the rest was not read.',
    'zh-CN': '文件中的文档超过 {limit} 个：其余部分没有读取。',
  },
  'too-many-faults': {
    en: 'The file has {limit} faults: the rest of it was not read.',
    'zh-CN': '文件中的错误达到 {limit} 处：其余部分没有读取。',
  },
  'too-many-objects': {
    en: 'The input has {limit} objects: the rest of the file was not read.',
    'zh-CN': '输入的对象达到 {limit} 个：该文件的其余部分没有读取。',
  },
  'file-too-large': {
    en: 'It has {size}, the limit for one file is {limit}.',
    'zh-CN': '大小为 {size}，单个文件的上限是 {limit}。',
  },
  'input-too-large': {
    en: 'The input is over the limit of {limit} in {files} files: this was not read.',
    'zh-CN': '输入超出限制（共 {limit}、{files} 个文件）：这一项没有读取。',
  },
  'input-full': {
    en: 'The limits of the input are reached: the rest was not read. Scan its folders one by one.',
    'zh-CN': '输入已达到上限：其余部分没有读取。请逐个扫描其中的目录。',
  },
  'no-mapping': {
    en: 'This is not a Kubernetes object: it is not a mapping with apiVersion and kind.',
    'zh-CN': '不是 Kubernetes 对象：它不是含有 apiVersion 和 kind 的映射。',
  },
  'items-no-list': {
    en: 'This is not a Kubernetes object: the items of this List are not a list.',
    'zh-CN': '不是 Kubernetes 对象：这个 List 的 items 不是列表。',
  },
  'no-field': {
    en: 'This is not a Kubernetes object: it has no {field}.',
    'zh-CN': '不是 Kubernetes 对象：缺少 {field}。',
  },
  'no-fields': {
    en: 'This is not a Kubernetes object: it has no apiVersion and no kind.',
    'zh-CN': '不是 Kubernetes 对象：缺少 apiVersion 和 kind。',
  },
  'and-more': {
    en: '{first} The same goes for {count} more of this file.',
    'zh-CN': '{first}该文件中另有 {count} 处同样如此。',
  },
  unreadable: { en: 'It could not be read: {reason}.', 'zh-CN': '无法读取：{reason}。' },
  'no-file': {
    en: 'It is neither a file nor a folder (a device or a pipe): not opened.',
    'zh-CN': '它既不是文件也不是目录（可能是设备或管道）：没有打开。',
  },
  'link-loop': { en: 'Its symbolic links form a loop.', 'zh-CN': '其符号链接形成了循环。' },
  'link-above': {
    en: 'The symbolic link leads back to a folder above it: not followed.',
    'zh-CN': '符号链接指回了上级目录：没有进入。',
  },
  'link-outside': {
    en: 'The symbolic link leads out of the folder that is scanned: not followed; name its target to scan it.',
    'zh-CN': '符号链接指向所扫描目录之外：没有进入；如需扫描，请直接给出它的目标。',
  },
  nothing: {
    en: 'There is nothing to scan: no Kubernetes object, no chart, no overlay.',
    'zh-CN': '没有可扫描的内容：没有 Kubernetes 对象、chart 或 overlay。',
  },
  'helm-failed': { en: 'helm could not render this chart: {reason}', 'zh-CN': 'helm 无法渲染这个 chart：{reason}' },
  'helm-missing': {
    en: 'This Helm chart was not scanned, for helm is not on PATH: install it (https://helm.sh), or pipe the output of `helm template` into `breakwater scan -`.',
    'zh-CN':
      '没有扫描这个 Helm chart，因为 PATH 中没有 helm：请先安装（https://helm.sh），或把 `helm template` 的输出通过管道交给 `breakwater scan -`。',
  },
  'kustomize-failed': {
    en: 'kustomize could not render this overlay: {reason}',
    'zh-CN': 'kustomize 无法渲染这个 overlay：{reason}',
  },
  'kustomize-missing': {
    en: 'This Kustomize overlay was not scanned, for neither kustomize nor kubectl is on PATH: install one, or pipe the output of `kustomize build` into `breakwater scan -`.',
    'zh-CN':
      '没有扫描这个 Kustomize overlay，因为 PATH 中既没有 kustomize 也没有 kubectl：请安装其中之一，或把 `kustomize build` 的输出通过管道交给 `breakwater scan -`。',
  },
  'kustomize-remote': {
    en: 'This overlay refers to {reference}, which would have to be fetched; a scan fetches nothing. Copy it next to the overlay, or pipe the output of `kustomize build` into `breakwater scan -`.',
    'zh-CN':
      '这个 overlay 引用了 {reference}，需要联网获取，而扫描不会下载任何内容。请把它复制到 overlay 旁边，或把 `kustomize build` 的输出通过管道交给 `breakwater scan -`。',
  },
  rendered: {
    en: 'What {program} rendered has a fault in its line {line}: {fault}',
    'zh-CN': '{program} 渲染结果的第 {line} 行有误：{fault}',
  },
  'recording-unreadable': { en: "{file}: can't be read: {reason}", 'zh-CN': '{file}：无法读取：{reason}' },
  'recording-unwritable': { en: "{file}: can't be written: {reason}", 'zh-CN': '{file}：无法写入：{reason}' },
  'recording-none': {
    en: '{file}: not a recording of a cluster ("breakwater record" makes one)',
    'zh-CN': '{file}：不是集群录制文件（可用 "breakwater record" 生成）',
  },
  'recording-version': {
    en: '{file}: a recording of version {version}, but this program reads version {known}: record the cluster again, or use a newer breakwater',
    'zh-CN': '{file}：录制文件的版本是 {version}，而此程序只能读取版本 {known}：请重新录制，或使用更新的 breakwater',
  },
  'recording-cut': {
    en: '{file}: the recording is not whole: a part of it is missing or damaged',
    'zh-CN': '{file}：录制文件不完整：有一部分缺失或已损坏',
  },
  'recording-broken': {
    en: "{file}: the recording can't be used, its line {line} is wrong: {reason}",
    'zh-CN': '{file}：录制文件无法使用，第 {line} 行有误：{reason}',
  },
  'recording-too-large': {
    en: '{file}: the recording has {size}, the limit is {limit}',
    'zh-CN': '{file}：录制文件大小为 {size}，上限是 {limit}',
  },
  'blind-forbidden': {
    en: "{what} can't be read: {reason}",
    'zh-CN': '无法读取 {what}：{reason}',
  },
  'blind-namespace': {
    en: "{what} can't be read in namespace {namespace}: {reason}",
    'zh-CN': '无法读取命名空间 {namespace} 中的 {what}：{reason}',
  },
  'blind-unavailable': {
    en: '{what} could not be read: {reason}',
    'zh-CN': '未能读取 {what}：{reason}',
  },
  'blind-watch-lost': {
    en: 'What is known of {what} may be old, for the watch was lost: {reason}',
    'zh-CN': '{what} 的数据可能已经过时，因为监视连接已中断：{reason}',
  },
  'blind-not-read': { en: '{what}: {reason}', 'zh-CN': '{what}：{reason}' },
  'blind-everything': { en: 'the cluster', 'zh-CN': '集群' },
  'unexpected-shape': {
    en: '{kind} {name} is not shaped as Kubernetes expects, so {checks} could not be answered: {reason}',
    'zh-CN': '{kind} {name} 的结构不符合 Kubernetes 的要求，无法执行 {checks}：{reason}',
  },
  'object-too-large': {
    en: '{kind} {name} has lists so long that {checks} stopped before the end: what follows in it was not judged',
    'zh-CN': '{kind} {name} 的列表过长，{checks} 中途停止：其余部分没有结论',
  },
  'check-failed': {
    en: '{check} could not be run on this input: {reason}. Please report it.',
    'zh-CN': '{check} 无法在此输入上执行：{reason}。请向我们报告。',
  },
  'policy-unanswered': {
    en: 'policy/{policy} has no answer for {kind} {name}: {reason}',
    'zh-CN': 'policy/{policy} 无法判断 {kind} {name}：{reason}',
  },
  'policy-unanswered-many': {
    en: 'policy/{policy} has no answer for {kind} {name} and {count} more: {reason}',
    'zh-CN': 'policy/{policy} 无法判断 {kind} {name} 等对象（另有 {count} 个）：{reason}',
  },
  'policy-unusable': {
    en: "ValidatingAdmissionPolicy {policy} can't be used: {reason}",
    'zh-CN': 'ValidatingAdmissionPolicy {policy} 无法使用：{reason}',
  },
  'policy-twice': {
    en: 'ValidatingAdmissionPolicy {policy} is declared twice; the first one counts',
    'zh-CN': 'ValidatingAdmissionPolicy {policy} 声明了两次，以第一个为准',
  },
  'policy-not-there': {
    en: "ValidatingAdmissionPolicyBinding {binding} names the policy {policy}, which is not in the policies' files",
    'zh-CN': 'ValidatingAdmissionPolicyBinding {binding} 引用的策略 {policy} 不在策略文件中',
  },
  'no-policy': {
    en: '--policies: no ValidatingAdmissionPolicy was found',
    'zh-CN': '--policies：没有找到 ValidatingAdmissionPolicy',
  },
  'policy-unbound': {
    en: 'ValidatingAdmissionPolicy {policy} has no binding: it is asked of everything here, but a cluster would not ask it',
    'zh-CN': 'ValidatingAdmissionPolicy {policy} 没有绑定：这里对所有对象执行它，但集群不会执行',
  },
  'policy-types': {
    en: 'ValidatingAdmissionPolicy {policy}, on {kind}: {reason}',
    'zh-CN': 'ValidatingAdmissionPolicy {policy} 用于 {kind} 时：{reason}',
  },
} as const;

export type DiagnosticKey = keyof typeof texts;

/** A sentence that is not in any language yet. Its values may hold another one. */
export interface Said {
  readonly key: DiagnosticKey;
  readonly values: Readonly<Record<string, string | number | Said>>;
}

export function say(key: DiagnosticKey, values: Said['values'] = {}): Said {
  return { key, values };
}

/** A diagnostic's sentence in a language. */
export function saidText({ key, values }: Said, language: 'en' | 'zh-CN'): string {
  return texts[key][language].replace(/\{(\w+)\}/g, (placeholder, name: string) => {
    const value = values[name];
    if (value === undefined) return placeholder;
    if (typeof value === 'object') return saidText(value, language);
    if (typeof value === 'number') return grouped(value);
    return name === 'reason' ? reasonText(value, language) : value;
  });
}

/** For the test that both languages say the same. */
export const diagnosticTexts: Readonly<Record<DiagnosticKey, Readonly<Record<'en' | 'zh-CN', string>>>> = texts;
