import { type CheckTexts, formatMessage, type Language } from '../checks/index.ts';
import { baselineOrigin } from './baseline.ts';
import type { FindingFacts } from './facts.ts';
import type { Finding } from './finding.ts';
import { builtInOrigin } from './known-parts.ts';
import { riskInWords } from './risk-texts.ts';
import { toolText } from './tool-words.ts';

/** Of exceptions that nobody wrote a reason for. */
const reasons: Readonly<Record<string, Readonly<Record<Language, string>>>> = {
  [baselineOrigin]: { en: 'known when the baseline was written', 'zh-CN': '写入基线时已经存在' },
  [builtInOrigin]: { en: 'this part of Kubernetes can’t work without it', 'zh-CN': 'Kubernetes 的这个组件离不开它' },
};

/**
 * A finding in a language.
 * @param texts of that language, for its check
 * @throws Error where the check has no text
 */
export function inWords(facts: FindingFacts, texts: CheckTexts, language: Language): Finding {
  const { message, risk, fix, exception, fingerprint, check, severity, resource, path, location, standards } = facts;
  const text = toolText(facts, language) ?? texts[check];
  if (text === undefined) throw new Error(`check ${check} has no text`);
  return {
    fingerprint,
    check,
    severity,
    title: text.title,
    message: formatMessage(text, message.variant, {
      kind: resource.kind,
      name: resource.name,
      field: path,
      container: resource.container ?? '',
      ...message.values,
    }),
    resource,
    path,
    location,
    standards,
    risk: riskInWords(risk, language),
    fix: fix === null ? null : { title: text.action, ...fix },
    exception:
      exception?.reason === '' ? { ...exception, reason: reasons[exception.from]?.[language] ?? '' } : exception,
  };
}
