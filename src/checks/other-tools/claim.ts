import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { recordOf, stringOf } from '../../kubernetes/index.ts';
import { podSources } from '../absence.ts';
import type { Severity } from '../severity.ts';

/** What another tool says of an object. */
export interface Claim {
  /** The tool, as it names itself. */
  readonly tool: string;
  /** Its rule; with the object it tells the claim from others. */
  readonly rule: string;
  readonly text: string;
  readonly severity: Severity;
  readonly about: About | undefined;
  readonly container?: string;
}

export interface About {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

/** Claims read of one report: a tool may write as many as it likes. */
export const mostClaims = 1000;
/** Longest text of a claim, characters. */
export const longestText = 400;

/** A reference to an object: of a policy report's `resources` and `scope`, a constraint's violation. */
export function aboutOf(value: unknown, namespace?: string): About | undefined {
  const reference = recordOf(value);
  const [kind, name] = [stringOf(reference.kind), stringOf(reference.name)];
  if (kind === undefined || name === undefined || kind === '' || name === '') return undefined;
  const own = stringOf(reference.namespace);
  const version = stringOf(reference.version) ?? 'v1';
  const group = stringOf(reference.group) ?? '';
  return {
    apiVersion: stringOf(reference.apiVersion) ?? (group === '' ? version : `${group}/${version}`),
    kind,
    name,
    namespace: own === undefined || own === '' ? namespace : own,
  };
}

export function aboutText({ kind, namespace, name }: About): string {
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

/** Kinds at which claims are said. */
export const workloadKinds: readonly string[] = [...podSources, 'apps/ReplicaSet'];

/**
 * Where a finding belongs: at the workload that is spoken of, where the input has it; pods and ReplicaSets that controllers made count as
 * the workload whose name they begin with. `gone`: a cluster whose workloads can be seen has it no more. Else at the report.
 */
export function placeOf(inventory: Inventory, about: About | undefined): InventoryObject | 'report' | 'gone' {
  if (about === undefined) return 'report';
  const group = about.apiVersion.includes('/') ? about.apiVersion.slice(0, about.apiVersion.indexOf('/')) : '';
  const groupKind = `${group}/${about.kind}`;
  if (!workloadKinds.includes(groupKind)) return 'report';
  const found = inventory.find(groupKind, about.namespace, about.name) ?? makerOf(inventory, about);
  if (found !== undefined) return found;
  return inventory.isWhole && inventory.sees(groupKind, about.namespace) ? 'gone' : 'report';
}

/** `web-5d4f8c7b9d-abcde` and `web-5d4f8c7b9d` → Deployment `web`; `agent-x2x4z` → DaemonSet `agent`; `db-0` → StatefulSet `db`. */
function makerOf(inventory: Inventory, { kind, namespace, name }: About): InventoryObject | undefined {
  const steps = kind === 'Pod' ? 2 : kind === 'ReplicaSet' || kind === 'Job' ? 1 : 0;
  let rest = name;
  for (let step = 0; step < steps; step++) {
    const dash = rest.lastIndexOf('-');
    if (dash <= 0) return undefined;
    rest = rest.slice(0, dash);
    for (const groupKind of makers) {
      const found = inventory.find(groupKind, namespace, rest);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

const makers = ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet', 'batch/CronJob', 'batch/Job'];
