import type { CheckTexts, Language } from '../../checks/index.ts';
import { type Finding, type FindingFacts, inWords, toolOfCheck } from '../../findings/index.ts';
import type { FindingRecord } from '../../store/index.ts';
import type { FindingRow } from '../contract/index.ts';
import { resourceOfFinding } from './resource.ts';

/**
 * A finding in a language. The database may hold findings of checks that this version doesn't have any more, or that said other things:
 * those keep their id as their words.
 */
export function findingInWords(facts: FindingFacts, texts: CheckTexts, language: Language): Finding {
  if (toolOfCheck(facts.check) !== undefined) return inWords(facts, texts, language);
  const text = texts[facts.check];
  const variant = facts.message.variant ?? 'default';
  const said = text !== undefined && (typeof text.message === 'string' || Object.hasOwn(text.message, variant));
  if (said) return inWords(facts, texts, language);
  const words = { title: facts.check, why: '', action: '', ...text, message: facts.check };
  return inWords(facts, { [facts.check]: words }, language);
}

/** A finding as lists show it. */
export function findingRow(record: FindingRecord, texts: CheckTexts, language: Language): FindingRow {
  const { title, message, severity, resource } = findingInWords(record.facts, texts, language);
  return {
    fingerprint: record.facts.fingerprint,
    check: record.facts.check,
    tool: toolOfCheck(record.facts.check) ?? null,
    title,
    severity,
    status: record.status,
    resource: resourceOfFinding(resource),
    team: record.team ?? null,
    message,
    risk: record.facts.risk.score,
    hasFix: record.facts.fix !== null,
    firstSeen: record.firstSeen,
    lastSeen: record.lastSeen,
    resolvedAt: record.resolvedAt ?? null,
  };
}
