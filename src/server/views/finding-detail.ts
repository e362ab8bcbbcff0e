import { catalogue, type Language } from '../../checks/index.ts';
import { objectOrigin } from '../../enforcement/index.ts';
import { type Finding, toolText } from '../../findings/index.ts';
import type { InventoryObject } from '../../inventory/index.ts';
import { parsePath } from '../../kubernetes/index.ts';
import type { FindingDetail as StoredDetail } from '../../store/index.ts';
import type { FindingDetail } from '../contract/index.ts';
import type { Services } from '../services.ts';
import { findingInWords, findingRow } from './findings.ts';
import { fixOf } from './fix.ts';
import { lineOf, maskedText, objectText } from './object-text.ts';
import { standardsView } from './standards.ts';

/** A finding with its object, its way out and its history. */
export function findingDetail(
  record: StoredDetail,
  language: Language,
  { watch, texts: allTexts, settings }: Pick<Services, 'watch' | 'texts' | 'settings'>,
): FindingDetail {
  const texts = allTexts[language];
  const finding = findingInWords(record.facts, texts, language);
  const text = toolText(record.facts, language) ?? texts[record.facts.check];
  const live = record.status === 'resolved' ? undefined : watch.state.objects.get(record.object);
  const { inventory } = watch;
  return {
    ...findingRow(record, texts, language),
    why: text?.why ?? '',
    action: text?.action ?? '',
    path: finding.path,
    standards: standardsView(finding.standards, language),
    riskFactors: finding.risk.factors.map(({ name, weight }) => ({ name, weight })),
    ...(live === undefined
      ? { object: null, fix: null }
      : shown(live, finding, (objectOf) =>
          fixOf({ finding, live, text: objectOf, inventory, question: settings.question, texts, language }),
        )),
    exception: exceptionOf(record, finding),
    history: record.history.map(({ at, type, actor, reason, expires }) => ({
      at,
      type,
      actor: actor ?? null,
      reason: reason ?? null,
      expires: expires ?? null,
    })),
    siblings: record.siblings.map((sibling) => {
      const { fingerprint, title, severity, status } = findingRow(sibling, texts, language);
      return { fingerprint, title, severity, status };
    }),
  };
}

function shown(
  live: InventoryObject,
  finding: Finding,
  fixOf: (text: ReturnType<typeof objectText>) => FindingDetail['fix'],
): Pick<FindingDetail, 'object' | 'fix'> {
  const text = objectText(live);
  const line = lineOf(text, parsePath(finding.path));
  const isSecret = catalogue.find(({ id }) => id === finding.check)?.sensitive === true;
  return { object: { yaml: maskedText(text, isSecret ? [line] : []), line }, fix: fixOf(text) };
}

function exceptionOf({ acceptance, status }: StoredDetail, { exception }: Finding): FindingDetail['exception'] {
  if (acceptance !== undefined && status === 'accepted') {
    const { reason, expires, by } = acceptance;
    return { reason, owner: null, expires: expires ?? null, from: 'user', by };
  }
  if (exception === null) return null;
  const { reason, owner, expires, from } = exception;
  const known = ['user', 'annotation', 'baseline', 'built-in'].includes(from);
  const source = known ? from : from.startsWith(objectOrigin) ? 'object' : 'settings';
  return { reason, owner: owner ?? null, expires: expires ?? null, from: source, by: null };
}
