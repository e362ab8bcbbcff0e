import type { Language } from '../checks/index.ts';
import type { Refusal, RefusalCode } from './refusal.ts';

const texts: Readonly<Record<Language, Readonly<Record<RefusalCode, string>>>> = {
  en: {
    advice: 'no automatic edit is right for everyone',
    objects: 'needs additional objects: --add-objects FILE writes them',
    ask: 'needs a value that only you know: --set {name}=VALUE',
    risky: 'may change how the workload behaves: --risky makes the change anyway',
    chart: 'comes from the chart template {template}: change it there, or in the values that it reads: {changes}',
    overlay: 'comes from the overlay {overlay}: add this to its kustomization.yaml\n{patch}',
    'standard-input': 'standard input is not a file that can be edited',
    shared: '{path} is shared by several places (anchor &{anchor}): edit it by hand',
    merged: '{path} comes from a merge key (<<): edit it by hand',
    shape: '{path} does not have the structure that Kubernetes expects',
    conflict: 'conflicts with another fix at {path}: run fix again, or choose with --checks',
    layout: 'the text is written in a way that cannot be edited safely',
    'too-large': 'the document is too large to edit',
    'still-there': 'tried, but the finding would still be there',
    'side-effect': 'tried, but a new finding would appear',
    encoding: '{file} is not UTF-8',
    changed: '{file} changed during the run',
    outside: '{file} is outside the given paths',
    unwritable: '{file} could not be written: {reason}',
  },
  'zh-CN': {
    advice: '没有对所有人都合适的自动修改',
    objects: '需要新增对象：可用 --add-objects FILE 写出',
    ask: '这个值只有你知道：--set {name}=VALUE',
    risky: '可能改变工作负载的行为：如仍要修改，请加上 --risky',
    chart: '来自 chart 模板 {template}：请在模板或它读取的 values 中修改：{changes}',
    overlay: '来自 overlay {overlay}：请在它的 kustomization.yaml 中加入\n{patch}',
    'standard-input': '标准输入没有可修改的文件',
    shared: '{path} 被多处共用（锚点 &{anchor}）：请手工修改',
    merged: '{path} 来自合并键（<<）：请手工修改',
    shape: '{path} 的结构不符合 Kubernetes 的要求',
    conflict: '另一项修复要在 {path} 写入不同的内容：请再运行一次 fix，或用 --checks 选择',
    layout: '文本的写法无法安全地自动修改',
    'too-large': '文档太大，无法修改',
    'still-there': '已试过：修改后问题仍然存在',
    'side-effect': '已试过：修改后会出现新的问题',
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
