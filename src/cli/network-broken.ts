import type { Language } from '../checks/index.ts';
import { type EdgeFate, seenOf } from '../network/generation/index.ts';
import { reasonTexts } from '../network/reachability/index.ts';
import { csvLine } from '../reports/index.ts';
import { edgeText, seenJson, seenText } from './network-flows.ts';
import { edgeJson } from './network-flows-map.ts';
import { flowTexts } from './network-flows-texts.ts';

/** Recorded connections with what policies would make of them. */
export interface RecordedFates {
  readonly fates: readonly EdgeFate[];
  /** On how many days anything was recorded. */
  readonly days: number;
}

/** What worked when it was recorded and would not any more, or perhaps not. */
function broken({ fates }: RecordedFates): readonly (EdgeFate & { readonly kind: 'blocked' | 'uncertain' })[] {
  return fates.flatMap((fate) => {
    if (fate.edge.isDenied || fate.after === 'allowed' || fate.after === fate.before) return [];
    return [{ ...fate, kind: fate.after === 'denied' ? ('blocked' as const) : ('uncertain' as const) }];
  });
}

export function* brokenText(recorded: RecordedFates, language: Language): Generator<string> {
  const text = flowTexts[language];
  const found = broken(recorded);
  if (found.length === 0) {
    yield `${text.noneBreaks(recorded.fates.filter(({ edge }) => !edge.isDenied).length)}\n\n`;
    return;
  }
  yield `${text.breaks}\n`;
  for (const { edge, kind, reasons } of found) {
    const why = reasons.map((reason) => reasonTexts[language][reason]).join('; ');
    const said = kind === 'blocked' ? '' : ` [${text.uncertain}${why === '' ? '' : `: ${why}`}]`;
    yield `  ${edgeText(edge, language)} (${seenText(seenOf(edge, recorded.days), language)})${said}\n`;
  }
  yield '\n';
}

export function brokenJson(recorded: RecordedFates) {
  return {
    recorded: recorded.fates.filter(({ edge }) => !edge.isDenied).length,
    broken: broken(recorded).map(({ edge, kind, reasons }) => ({
      ...edgeJson(edge),
      kind,
      reasons,
      seen: seenJson(seenOf(edge, recorded.days)),
    })),
  };
}

export function* brokenRows(recorded: RecordedFates): Generator<string> {
  for (const { edge, kind } of broken(recorded)) {
    const { from, to, protocol, port } = edgeJson(edge);
    yield csvLine([`recorded-${kind}`, from, to, `${protocol} ${port}`]);
  }
}
