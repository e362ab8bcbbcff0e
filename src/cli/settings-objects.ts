import type { Language } from '../checks/index.ts';
import {
  checksOf,
  exceptionRulesOf,
  isPolicyObject,
  type Mistake,
  mistakeText,
  securityExceptionOf,
  securityPolicyOf,
} from '../enforcement/objects/index.ts';
import type { ExceptionRule } from '../findings/index.ts';
import { isRecord, type KubernetesObject } from '../kubernetes/index.ts';
import { CallError } from './call-error.ts';
import { callTexts } from './call-texts.ts';
import type { Settings } from './settings.ts';

/** Whether a settings file holds SecurityPolicies and SecurityExceptions instead. */
export function areObjects(documents: readonly unknown[]): documents is readonly KubernetesObject[] {
  const written = documents.filter((document) => document !== null && document !== undefined);
  return written.length > 0 && written.every(isObject);
}

function isObject(document: unknown): document is KubernetesObject {
  if (!isRecord(document)) return false;
  const { apiVersion, kind } = document;
  return typeof apiVersion === 'string' && typeof kind === 'string' && isPolicyObject({ apiVersion, kind });
}

/**
 * The settings that objects stand for: the checks of one SecurityPolicy at most, and exceptions.
 * @throws CallError that lists everything that is wrong with them
 */
export function settingsOfObjects(
  objects: readonly KubernetesObject[],
  file: string,
  language: Language,
): Omit<Settings, 'file'> {
  const problems: string[] = [];
  const note = ({ kind, metadata }: KubernetesObject, mistakes: readonly Mistake[]): void => {
    for (const mistake of mistakes)
      problems.push(`${kind}/${String(metadata?.name ?? '')} ${mistakeText(mistake, language)}`);
  };
  const exceptions: ExceptionRule[] = [];
  let asked: Pick<Settings, 'profile' | 'pssVersion' | 'checks' | 'isWhole'> | undefined;
  for (const object of objects.filter(isObject)) {
    if (object.kind === 'SecurityException') {
      const parsed = securityExceptionOf(object);
      if ('value' in parsed) exceptions.push(...exceptionRulesOf(parsed.value));
      else note(object, parsed.mistakes);
      continue;
    }
    const parsed = securityPolicyOf(object);
    if (!('value' in parsed)) {
      note(object, parsed.mistakes);
      continue;
    }
    if (asked !== undefined) problems.push(callTexts[language].secondPolicy(parsed.value.name));
    note(object, checksOf(parsed.value).mistakes);
    const { profile, pssVersion, checks } = parsed.value;
    const named = Object.entries(checks).map(([id, check]) => [id, { ...check, enabled: check.enabled ?? true }]);
    asked = { profile, pssVersion, checks: Object.fromEntries(named), isWhole: profile === undefined };
  }
  if (problems.length > 0) throw new CallError(callTexts[language].unusableSettings(file, problems));
  return { checks: {}, ...asked, exceptions, annotationExceptions: false };
}
