import type { Language } from '../checks/index.ts';
import type { Refusal, RefusalCode } from './refusal.ts';

const texts: Readonly<Record<Language, Readonly<Record<RefusalCode, string>>>> = {
  en: {
    advice: 'there is no edit that would be right for everybody',
    objects: 'closed by adding objects: --add-objects FILE writes them',
    ask: 'only you know the value: --set {name}=VALUE',
    risky: 'may change how the workload behaves: --risky makes it all the same',
    chart: 'comes from the chart template {template}: change there (or by a value that it reads) {changes}',
    overlay: 'comes from the overlay {overlay}: add to its kustomization.yaml\n{patch}',
    'standard-input': 'standard input has no file to edit',
    shared: '{path} stands in several places at once (anchor &{anchor}): edit it by hand',
    merged: '{path} comes from a merge key (<<): edit it by hand',
    shape: '{path} is not shaped as Kubernetes expects',
    conflict: 'another fix wants something else at {path}: run fix again, or choose by --checks',
    layout: 'the text is written in a way that can not be edited safely',
    'too-large': 'the document is too large to edit',
    'still-there': 'tried it: the finding would still be there',
    'side-effect': 'tried it: a finding would come up that is not there now',
    encoding: '{file} is not UTF-8',
    changed: '{file} changed while this was running',
    outside: '{file} is outside of the paths given',
    unwritable: '{file} could not be written: {reason}',
  },
  'zh-CN': {
    advice: '没有对所有人都合适的自动修改',
    objects: '需要新增对象来解决：可用 --add-objects FILE 写出',
    ask: '这个值只有你知道：--set {name}=VALUE',
    risky: '可能改变工作负载的行为：加上 --risky 仍可修改',
    chart: '来自 chart 模板 {template}：请在那里（或在它读取的 values 中）修改 {changes}',
    overlay: '来自 overlay {overlay}：请在它的 kustomization.yaml 中加入\n{patch}',
    'standard-input': '标准输入没有可修改的文件',
    shared: '{path} 被多处共用（锚点 &{anchor}）：请手工修改',
    merged: '{path} 来自合并键（<<）：请手工修改',
    shape: '{path} 的结构不是 Kubernetes 所要求的',
    conflict: '另一项修复要在 {path} 写入不同的内容：请再运行一次 fix，或用 --checks 选择',
    layout: '文本的写法无法安全地自动修改',
    'too-large': '文档太大，无法修改',
    'still-there': '已试过：修改后问题仍然存在',
    'side-effect': '已试过：修改后会出现原来没有的问题',
    encoding: '{file} 不是 UTF-8 编码',
    changed: '{file} 在运行期间被改动',
    outside: '{file} 不在给定的路径之内',
    unwritable: '无法写入 {file}：{reason}',
  },
};

/** Why a finding was not fixed, as the end of a sentence that begins with the finding. */
export function refusalText({ code, values }: Refusal, language: Language): string {
  return texts[language][code].replace(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
