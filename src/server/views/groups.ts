import type { CheckTexts, Language } from '../../checks/index.ts';
import type { Grouping } from '../../store/index.ts';
import { labelTexts } from './label-texts.ts';
import { partsOfKey } from './resource.ts';

/** How a group of findings is called. */
export function groupLabel(by: Grouping, key: string, texts: CheckTexts, language: Language): string {
  switch (by) {
    case 'check':
      return (Object.hasOwn(texts, key) ? texts[key]?.title : undefined) ?? key;
    case 'workload': {
      const parts = partsOfKey(key);
      if (parts === undefined) return key;
      const { kind, namespace, name } = parts;
      return namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
    }
    case 'namespace':
      return key || labelTexts[language].noNamespace;
    case 'team':
      return key || labelTexts[language].noTeam;
  }
}
