import type { Language } from '../checks/index.ts';
import {
  checksOf,
  exceptionRulesIn,
  exceptionsIn,
  type Mistake,
  mistakesOf,
  mistakeText,
  policiesIn,
} from '../enforcement/index.ts';
import type { Assessment, ExceptionRule } from '../findings/index.ts';
import type { Inventory, InventoryObject } from '../inventory/index.ts';
import { parsePath } from '../kubernetes/index.ts';
import { callTexts } from './call-texts.ts';

/** What SecurityPolicies and SecurityExceptions among the input mean for a report. */
export interface PolicyObjects {
  readonly rules: readonly ExceptionRule[];
  /** What is wrong with them, with its place. */
  readonly errors: Assessment['errors'];
}

/** Reads our objects from what was read: exceptions apply, and none that can't be read is passed over in silence. */
export function objectsOf(inventories: readonly Inventory[], language: Language): PolicyObjects {
  const errors: Assessment['errors'][number][] = [];
  const note = (object: InventoryObject, mistakes: readonly Mistake[]): void => {
    for (const mistake of mistakes) {
      const { file } = object.source;
      const at = object.source.locate(parsePath(mistake.path));
      const message = callTexts[language].problem(`${object.kind}/${object.name}`, mistakeText(mistake, language));
      errors.push({ code: 'policy', file, ...at, message });
    }
  };
  for (const inventory of inventories) {
    for (const one of exceptionsIn(inventory)) note(one.object, mistakesOf(one));
    for (const { object, parsed } of policiesIn(inventory))
      note(object, 'value' in parsed ? checksOf(parsed.value).mistakes : parsed.mistakes);
  }
  return { rules: inventories.flatMap(exceptionRulesIn), errors };
}
