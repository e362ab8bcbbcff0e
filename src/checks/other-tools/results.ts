import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import type { Violation } from '../check.ts';
import { severities } from '../severity.ts';
import { placeOf, type Spoken } from './place.ts';
import { type ReadReport, readReport, type SpokenResult } from './reports.ts';
import { sameChecks } from './same-checks.ts';

/** Findings at one object; the worst are kept, and how many more there are is said. */
const mostAtOne = 300;

/** What reports say, at the objects that they speak of. */
export function* resultsAt(inventory: Inventory, reports: readonly InventoryObject[]): Generator<Violation> {
  const found = new Map<InventoryObject, Found>();
  const at = (object: InventoryObject): Found => {
    const known = found.get(object) ?? { violations: new Map(), leftOut: 0 };
    found.set(object, known);
    return known;
  };
  // Of what two say the first is kept, whatever order they come in.
  for (const report of reports.toSorted(byName)) {
    const read = readReport(report);
    if (read.leftOut > 0) at(report).leftOut += read.leftOut;
    for (const results of groupsIn(inventory, report, read))
      for (const result of results) {
        const place = placeOf(inventory, report, result.spoken);
        if (place !== 'gone') add(at(place === 'report' ? report : place), result, place === 'report');
      }
  }
  for (const [object, { violations, leftOut }] of found) {
    const all = [...violations.values()].map((violation) => ({ object, ...violation }));
    // Reports come in any order.
    if (all.length > mostAtOne)
      all.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || (a.key < b.key ? -1 : 1));
    yield* all.slice(0, mostAtOne);
    const more = leftOut + Math.max(0, all.length - mostAtOne);
    if (more > 0)
      yield { object, path: [], severity: 'info', message: 'left-out', values: { count: `${more}` }, key: 'left-out' };
  }
}

/**
 * What of a report may have a place in an inventory: a cluster is asked namespace by namespace, and where all could be seen, what a report
 * outside of them says of another namespace is none of this one's.
 */
function groupsIn(
  inventory: Inventory,
  report: InventoryObject,
  { byNamespace, kinds }: ReadReport,
): Iterable<readonly SpokenResult[]> {
  const isClear =
    report.namespace === undefined && inventory.isWhole && [...kinds].every((kind) => inventory.sees(kind, undefined));
  if (!isClear) return byNamespace.values();
  let present = namespacesIn.get(inventory);
  if (present === undefined) {
    present = new Set(
      inventory.objects.map(({ groupKind, name, namespace }) => (groupKind === '/Namespace' ? name : namespace)),
    );
    namespacesIn.set(inventory, present.add(undefined));
  }
  return present.values().flatMap((namespace) => {
    const results = byNamespace.get(namespace);
    return results === undefined ? [] : [results];
  });
}

const namespacesIn = new WeakMap<Inventory, Set<string | undefined>>();

function byName(a: InventoryObject, b: InventoryObject): number {
  const [first, second] = [a, b].map(({ groupKind, namespace, name }) => `${groupKind}/${namespace ?? ''}/${name}`);
  return (first ?? '') < (second ?? '') ? -1 : 1;
}

type Said = Omit<Violation, 'object'> & Required<Pick<Violation, 'severity' | 'key'>>;

interface Found {
  readonly violations: Map<string, Said>;
  leftOut: number;
}

/** A tool speaks of a Deployment, of its ReplicaSet and of each pod: that is said once. */
function add({ violations }: Found, result: SpokenResult, atReport: boolean): void {
  const { tool, rule, title, severity, graded, message, container, day, spoken } = result;
  const about = atReport && spoken !== undefined ? aboutText(spoken) : undefined;
  const key = [tool, rule, container ?? '', about ?? '', result.key].join('\n');
  const before = violations.get(key);
  if (before !== undefined && severities.indexOf(before.severity) <= severities.indexOf(severity)) return;
  violations.set(key, {
    path: [],
    severity,
    key,
    rule: `${tool}/${rule}`,
    sameAs: sameChecks(tool, rule),
    message: about === undefined ? 'object' : 'report',
    values: {
      title,
      graded,
      text: message || title || rule,
      ...(day !== undefined && { day }),
      ...(about !== undefined && { about }),
    },
    ...(container !== undefined && { container }),
  });
}

function aboutText({ kind, namespace, name }: Spoken): string {
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}
