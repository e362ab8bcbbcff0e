import type { Language } from '../../checks/index.ts';

interface FixTexts {
  /** The finding's object is gone, or what was found in it. */
  readonly gone: string;
  readonly advice: string;
  readonly objects: string;
  /** `names` as they stand in the diff: `<runAsUser>`. */
  readonly ask: (names: readonly string[]) => string;
  readonly risky: string;
  /** The cluster is too large to ask the check of all of it again. */
  readonly notTried: string;
  /** `reason`: the end of a sentence. */
  readonly refused: (reason: string) => string;
}

export const fixTexts: Readonly<Record<Language, FixTexts>> = {
  en: {
    gone: 'What was found is no longer in the object.',
    advice: 'No automatic edit is right for everyone.',
    objects: 'Apply the objects below; the object itself stays as it is.',
    ask: (names) => `Only you know the value: replace ${names.join(', ')} before applying.`,
    risky: 'This may change how the workload behaves: try it elsewhere first.',
    notTried: 'Not tried against the rest of the cluster, which is too large for that.',
    refused: (reason) => `No edit is offered: ${reason}.`,
  },
  'zh-CN': {
    gone: '对象中已不存在所报告的内容。',
    advice: '没有对所有人都合适的自动修改。',
    objects: '请应用下面的对象；该对象本身无需修改。',
    ask: (names) => `这个值只有你知道：请先替换 ${names.join('、')} 再应用。`,
    risky: '这可能改变工作负载的行为，请先在其他环境验证。',
    notTried: '集群太大，未与其余对象一起验证。',
    refused: (reason) => `不提供修改：${reason}。`,
  },
};
