import type { Language } from '../checks/index.ts';
import { changedPorts, type NetworkDifference, portsText } from '../network/reachability/index.ts';
import { csvLine, visible } from '../reports/index.ts';
import { brokenJson, brokenRows, brokenText, type RecordedFates } from './network-broken.ts';
import { enforcementJson, enforcementLines } from './network-enforcement.ts';
import { portsLine, verdictsJson } from './network-map.ts';
import { shortened } from './network-names.ts';
import { networkTexts } from './network-texts.ts';

export function* differenceText(
  { added, removed, changes, ...enforcement }: NetworkDifference,
  language: Language,
  recorded?: RecordedFates,
): Generator<string> {
  const text = networkTexts[language];
  if (recorded !== undefined) yield* brokenText(recorded, language);
  if (added.length + removed.length + changes.length === 0) yield `${text.noDifference}\n`;
  const names = (list: readonly string[]) => shortened(list.map(visible), language);
  if (added.length > 0) yield `${text.added(names(added))}\n`;
  if (removed.length > 0) yield `${text.removed(names(removed))}\n`;
  for (const change of changes) {
    yield `${text.change(names(change.from), names(change.to))}\n`;
    for (const { kind, ports } of changedPorts(change)) {
      const line = portsLine({ id: 0, allowed: ports, unknown: [] }, language) ?? '';
      yield `  ${text.changeKind[kind]}: ${line}\n`;
    }
  }
  for (const line of enforcementLines(enforcement, language)) yield `${line}\n`;
}

export function* differenceJson(
  { added, removed, changes, ...enforcement }: NetworkDifference,
  _: Language,
  recorded?: RecordedFates,
): Generator<string> {
  yield `{"version":1,${recorded === undefined ? '' : `"flows":${JSON.stringify(brokenJson(recorded))},`}"added":${JSON.stringify(added)},"removed":${JSON.stringify(removed)},"enforcement":${JSON.stringify(enforcementJson(enforcement))},"changes":[`;
  let comma = '';
  for (const { from, to, before, after } of changes) {
    yield `${comma}${JSON.stringify({ from, to, before: verdictsJson(before), after: verdictsJson(after) })}`;
    comma = ',';
  }
  yield ']}\n';
}

/** A line for each pair of endpoints and kind of change; with recorded flows a line for each that would be blocked. */
export function* differenceCsv(
  { changes }: NetworkDifference,
  _: Language,
  recorded?: RecordedFates,
): Generator<string> {
  yield csvLine(['change', 'from', 'to', 'ports']);
  for (const change of changes)
    for (const { kind, ports } of changedPorts(change))
      for (const to of change.to)
        for (const from of change.from) yield csvLine([kind, from, to, portsText(ports).join(' ')]);
  if (recorded !== undefined) yield* brokenRows(recorded);
}
