import {
  constraintGroup,
  type InventoryObject,
  isToolReport,
  policyReportKinds,
  type ReportReference,
  trivyKinds,
} from '../../inventory/index.ts';
import { groupOf, isClusterScoped } from '../../kubernetes/index.ts';
import { credentialIn } from '../credentials.ts';
import { gatekeeperResults } from './gatekeeper.ts';
import { isPlace, type Spoken } from './place.ts';
import { policyReportResults } from './policy-report.ts';
import type { ToolReport, ToolResult } from './tool-result.ts';
import { trivyResults } from './trivy.ts';

export interface ReadReport extends ToolReport {
  /** By the namespace in which it may have a place: under `undefined` what is about none, or of a kind at which nothing stands. */
  readonly byNamespace: ReadonlyMap<string | undefined, readonly SpokenResult[]>;
  /** Kinds in namespaces that it speaks of. */
  readonly kinds: ReadonlySet<string>;
}

export interface SpokenResult extends ToolResult {
  readonly spoken: Spoken | undefined;
}

const known = new WeakMap<InventoryObject, ReadReport>();

/** What a report of another tool says; nothing of other objects. Each is read once. */
export function readReport(report: InventoryObject): ReadReport {
  let read = known.get(report);
  if (read === undefined) {
    const { results, leftOut } = resultsOf(report);
    const spoken = results.map((result) => ({
      ...result,
      title: bare(result.title),
      message: bare(result.message),
      spoken: spokenOf(result.about, report.namespace),
    }));
    const byNamespace = Map.groupBy(spoken, (one) => homeOf(one.spoken));
    const inside = spoken.flatMap((one) => (homeOf(one.spoken) === undefined ? [] : (one.spoken?.groupKind ?? [])));
    read = { results, leftOut, byNamespace, kinds: new Set(inside) };
    known.set(report, read);
  }
  return read;
}

/** Namespaces that a report outside of namespaces speaks of; a report in a namespace speaks of that one alone. */
export function namespacesSpokenOf(report: InventoryObject): ReadonlySet<string> {
  if (report.namespace !== undefined || !isToolReport(report.groupKind)) return none;
  return new Set(
    readReport(report)
      .byNamespace.keys()
      .filter((name) => name !== undefined),
  );
}

const none: ReadonlySet<string> = new Set();

/** A text, unless it quotes a credential: tools print what they find wrong. */
function bare(text: string): string {
  return credentialIn('', text) === undefined ? text : '';
}

function resultsOf({ group, groupKind, object }: InventoryObject): ToolReport {
  if (policyReportKinds.includes(groupKind)) return policyReportResults(object);
  if (trivyKinds.includes(groupKind)) return trivyResults(object);
  return group === constraintGroup ? gatekeeperResults(object) : { results: [], leftOut: 0 };
}

function spokenOf(about: ReportReference | undefined, namespace: string | undefined): Spoken | undefined {
  if (about === undefined) return undefined;
  const { apiVersion = 'v1', kind, name } = about;
  const own = isClusterScoped(apiVersion, kind) ? undefined : about.namespace || namespace;
  return { groupKind: `${groupOf(apiVersion)}/${kind}`, kind, namespace: own, name };
}

/** A Namespace stands with what is in it. */
function homeOf(spoken: Spoken | undefined): string | undefined {
  if (spoken === undefined || !isPlace(spoken.groupKind)) return undefined;
  return spoken.groupKind === '/Namespace' ? spoken.name : spoken.namespace;
}
