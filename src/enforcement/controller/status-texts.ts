import type { Language } from '../../checks/index.ts';
import { counted } from '../../inventory/index.ts';

interface StatusTexts {
  readonly ready: string;
  readonly unreadable: string;
  readonly conflicts: (keys: readonly string[]) => string;
  readonly failures: (count: number, key: string, said: string) => string;
  readonly contested: (keys: readonly string[]) => string;
  readonly off: string;
  readonly nothing: string;
  readonly enforced: (policies: number, action: string) => string;
  readonly throughWebhook: (policies: number, left: readonly string[]) => string;
  readonly notAsked: (policies: number, left: readonly string[]) => string;
  readonly through: (action: string) => string;
  readonly notKnown: string;
  readonly wouldRefuse: (workloads: number, requests: number) => string;
  readonly waits: (due: string, requests: boolean) => string;
  readonly expired: string;
  readonly inForce: string;
  readonly matchesUnknown: string;
  readonly unmatched: string;
  readonly matched: (count: number) => string;
}

/** Names at most that a sentence lists. */
const most = 10;

function some(names: readonly string[], comma: string, more: (count: number) => string): string {
  const listed = names.slice(0, most).join(comma);
  return names.length <= most ? listed : `${listed}${comma}${more(names.length - most)}`;
}

const english = (names: readonly string[]) => some(names, ', ', (count) => `${count} more`);
const chinese = (names: readonly string[]) => some(names, '、', (count) => `另有 ${count} 项`);
const policies = (count: number) => counted(count, 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicies');

/** What a status says to people; of a policy in its own language. */
export const statusTexts: Readonly<Record<Language, StatusTexts>> = {
  en: {
    ready: 'What the policy asks for is in place',
    unreadable: 'The policy can not be read; what was in force for it stays.',
    conflicts: (keys) =>
      `Somebody else made what has the names that this policy needs, and it was left alone: ${english(keys)}`,
    failures: (count, key, said) => `${counted(count, 'object')} could not be written, first ${key}: ${said}`,
    contested: (keys) => `Somebody keeps changing these, so that they are put back only now and then: ${english(keys)}`,
    off: 'The action is Off: nothing is asked',
    nothing: 'None of its checks can be asked by a ValidatingAdmissionPolicy',
    enforced: (count, action) => `${policies(count)} with action ${action}`,
    throughWebhook: (count, left) => `${policies(count)}; the webhook asks ${english(left)}`,
    notAsked: (count, left) =>
      `${policies(count)}; not asked by anybody, for no ValidatingAdmissionPolicy can: ${english(left)}`,
    through: (action) => `The ladder is climbed: ${action} is in force`,
    notKnown: 'What would be refused is not known yet, so that no step is taken',
    wouldRefuse: (workloads, requests) =>
      `Deny would refuse ${counted(workloads, 'workload')}${requests > 0 ? ` and would have refused ${counted(requests, 'request')}` : ''}`,
    waits: (due, requests) =>
      `Nothing would be refused; the next step is due at ${due}${requests ? '' : ' (requests are not recorded: only what runs was looked at)'}`,
    expired: 'It has ended',
    inForce: 'It is in force',
    matchesUnknown: 'Which findings it covers is not known yet',
    unmatched: 'It covers no finding: perhaps it is needed no more, or its globs are wrong',
    matched: (count) => `It covers ${counted(count, 'finding')}`,
  },
  'zh-CN': {
    ready: '策略的要求已全部就位',
    unreadable: '无法读取该策略；此前已生效的内容保持不变。',
    conflicts: (keys) => `以下名称已被他人创建的对象占用，未作改动：${chinese(keys)}`,
    failures: (count, key, said) => `有 ${count} 个对象未能写入，第一个是 ${key}：${said}`,
    contested: (keys) => `以下对象不断被他人修改，因此只会间歇性地恢复：${chinese(keys)}`,
    off: 'action 为 Off：不执行任何检查',
    nothing: '其中没有检查可以由 ValidatingAdmissionPolicy 执行',
    enforced: (count, action) => `${count} 个 ValidatingAdmissionPolicy 已生效，action 为 ${action}`,
    throughWebhook: (count, left) => `${count} 个 ValidatingAdmissionPolicy 已生效；由 webhook 执行：${chinese(left)}`,
    notAsked: (count, left) =>
      `${count} 个 ValidatingAdmissionPolicy 已生效；以下检查无法由 ValidatingAdmissionPolicy 执行，目前无人执行：${chinese(left)}`,
    through: (action) => `已到达目标级别：${action} 已生效`,
    notKnown: '尚不清楚会拒绝哪些对象，因此不会升级',
    wouldRefuse: (workloads, requests) =>
      `Deny 会拒绝 ${workloads} 个工作负载${requests > 0 ? `，并且本会拒绝 ${requests} 个请求` : ''}`,
    waits: (due, requests) =>
      `没有会被拒绝的对象；下一次升级时间为 ${due}${requests ? '' : '（没有请求记录，仅依据正在运行的对象）'}`,
    expired: '已到期',
    inForce: '有效',
    matchesUnknown: '尚不清楚覆盖哪些问题',
    unmatched: '没有覆盖任何问题：可能已不再需要，或匹配模式有误',
    matched: (count) => `覆盖 ${count} 个问题`,
  },
};
