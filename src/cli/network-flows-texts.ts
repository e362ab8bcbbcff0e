import type { Language } from '../checks/index.ts';
import { counted, grouped } from '../inventory/index.ts';
import type { Sureness, Unplaced } from '../network/flows/index.ts';

interface FlowTexts {
  readonly flows: string;
  readonly noFlows: (file: string) => string;
  readonly unreadable: (file: string, count: number, places: readonly number[]) => string;
  readonly cut: Readonly<Record<'lines' | 'bytes' | 'edges', (file: string) => string>>;
  readonly unplaced: Readonly<Record<Unplaced, (count: number) => string>>;
  readonly unanswered: (count: number) => string;
  readonly sureness: Readonly<Record<Sureness | 'never', string>>;
  readonly seen: (count: number, days: number, first: string | undefined, last: string | undefined) => string;
  readonly outside: string;
  readonly nodes: string;
  /** Sections of `map` and `simulate`. */
  readonly allowedAndSeen: string;
  readonly seenOfIt: (edges: string) => string;
  readonly noPicture: string;
  readonly againstPolicy: string;
  readonly refused: string;
  readonly unknown: string;
  readonly breaks: string;
  readonly uncertain: string;
  readonly noneBreaks: (edges: number) => string;
  readonly nothing: string;
}

const date = (text: string | undefined) => text?.slice(0, 10) ?? '';

export const flowTexts: Readonly<Record<Language, FlowTexts>> = {
  en: {
    flows:
      'recorded flows: hubble observe -o json, Tetragon or Falco events, conntrack -L, or lines of our own; .gz and - as well (repeatable)',
    noFlows: (file) => `${file}: no flows in it`,
    unreadable: (file, count, places) =>
      `${file}: ${counted(count, 'line')} can't be read, the first at line ${places.join(', ')}`,
    cut: {
      lines: (file) => `${file}: more lines than are read`,
      bytes: (file) => `${file}: longer than what is read`,
      edges: (file) => `${file}: more different connections than are kept`,
    },
    unplaced: {
      gone: (count) => `${counted(count, 'flow')} of pods that are not in the input`,
      reused: (count) => `${counted(count, 'flow')} to or from an address that was another pod's then`,
      unnamed: (count) => `${counted(count, 'flow')} without a pod or an address`,
    },
    unanswered: (count) => `${counted(count, 'flow')} to a Service that leads nowhere`,
    sureness: { once: 'seen once', sometimes: 'seen', daily: 'seen daily', never: 'never seen' },
    seen: (count, days, first, last) =>
      last === undefined
        ? counted(count, 'time')
        : `${counted(count, 'time')} on ${counted(days, 'day')}, ${date(first)} to ${date(last)}`,
    outside: 'outside of the cluster',
    nodes: 'nodes',
    allowedAndSeen: 'What is allowed, and what of it was seen',
    seenOfIt: (edges) => `seen of it: ${edges}`,
    noPicture: '--flows is shown as text, json or csv',
    againstPolicy: 'Seen although policies deny it (they are not enforced, or newer than the recording)',
    refused: 'Tried, and refused',
    unknown: 'Seen; whether it is allowed is not known',
    breaks: 'Recorded flows that would be blocked',
    uncertain: 'perhaps',
    noneBreaks: (edges) => `None of ${grouped(edges)} recorded connections would be blocked.`,
    nothing: 'none',
  },
  'zh-CN': {
    flows:
      '已记录的流量：hubble observe -o json、Tetragon 或 Falco 事件、conntrack -L，或我们自己的格式；也可以是 .gz 和 -（可重复）',
    noFlows: (file) => `${file}：其中没有流量记录`,
    unreadable: (file, count, places) =>
      `${file}：有 ${grouped(count)} 行无法读取，最先出现在第 ${places.join('、')} 行`,
    cut: {
      lines: (file) => `${file}：行数过多，只读取了一部分`,
      bytes: (file) => `${file}：内容过长，只读取了一部分`,
      edges: (file) => `${file}：不同的连接过多，只保留了一部分`,
    },
    unplaced: {
      gone: (count) => `${grouped(count)} 条流量的 Pod 不在输入中`,
      reused: (count) => `${grouped(count)} 条流量的地址当时属于另一个 Pod`,
      unnamed: (count) => `${grouped(count)} 条流量既没有 Pod 名也没有地址`,
    },
    unanswered: (count) => `${grouped(count)} 条流量指向没有后端的 Service`,
    sureness: { once: '见过一次', sometimes: '见过', daily: '每天都有', never: '从未见过' },
    seen: (count, days, first, last) =>
      last === undefined
        ? `${grouped(count)} 次`
        : `${days} 天内共 ${grouped(count)} 次，${date(first)} 至 ${date(last)}`,
    outside: '集群外',
    nodes: '节点',
    allowedAndSeen: '允许的连接，以及其中见过的',
    seenOfIt: (edges) => `其中见过：${edges}`,
    noPicture: '--flows 可以输出为 text、json 或 csv',
    againstPolicy: '策略拒绝却出现过（策略没有生效，或晚于记录）',
    refused: '尝试过但被拒绝',
    unknown: '见过，但无法判断是否允许',
    breaks: '会被阻断的已记录流量',
    uncertain: '不确定',
    noneBreaks: (edges) => `${grouped(edges)} 个已记录的连接都不会被阻断。`,
    nothing: '无',
  },
};
