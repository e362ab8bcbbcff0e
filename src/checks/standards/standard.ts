import type { Standards } from '../check.ts';
import type { Language } from '../texts/index.ts';

/** Text for people, in every language. */
export type Localised = Readonly<Record<Language, string>>;

export type FrameworkId = keyof Standards;

/** One thing that a framework asks for; the titles are our own words for it. */
export interface StandardControl {
  /** As checks name it in `standards`. */
  readonly id: string;
  readonly title: Localised;
  readonly section: Localised;
  /** Why no check answers it; absent where at least one does. */
  readonly notChecked?: Localised;
}

export interface Framework {
  readonly id: FrameworkId;
  readonly title: Localised;
  readonly version: string;
  /** Where its controls are written down. */
  readonly source: string;
  /** What no answer of ours can cover; absent where the checks ask all that a control says. */
  readonly limits?: Localised;
  readonly controls: readonly StandardControl[];
}

/** A control in a table: its id, its title in English and Chinese, and why no check answers it where that is so. */
export type ControlRow = readonly [id: string, en: string, zh: string, notChecked?: Localised];

/** The controls of a section. @param notChecked why no check answers any of them */
export function section(
  en: string,
  zh: string,
  rows: readonly ControlRow[],
  notChecked?: Localised,
): readonly StandardControl[] {
  return rows.map(([id, titleEn, titleZh, reason = notChecked]) => ({
    id,
    title: { en: titleEn, 'zh-CN': titleZh },
    section: { en, 'zh-CN': zh },
    ...(reason !== undefined && { notChecked: reason }),
  }));
}

/** Reasons that several controls share. */
export const reasons = {
  nodeFiles: {
    en: 'File modes and owners on nodes are not shown by the Kubernetes API; they have to be looked at on the node.',
    'zh-CN': '节点上的文件权限和属主不会出现在 Kubernetes API 中，需要到节点上查看。',
  },
  people: {
    en: 'This is about how people work; nothing in the cluster shows it.',
    'zh-CN': '这一项取决于人员和流程，集群中没有任何对象能反映它。',
  },
  behaviour: {
    en: 'Only what happens at run time shows it; configuration does not.',
    'zh-CN': '只有运行时的行为才能反映它，配置反映不出来。',
  },
  contents: {
    en: 'The contents of images are not scanned yet.',
    'zh-CN': '目前还不扫描镜像内容。',
  },
} as const satisfies Record<string, Localised>;
