import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type Labels, listOf, recordOf, selectorMatches, stringOf } from '../../kubernetes/index.ts';
import { type Exposure, exposureOf } from '../../network/index.ts';

/** Which pods of a namespace must run in a sandbox: all (a tenant's), those with labels (untrusted code), or those that the internet reaches. */
export interface SandboxRule {
  /** RuntimeClasses any of which will do. */
  readonly classes: readonly string[];
  /** Labels of pods; absent: of all. */
  readonly selector?: Readonly<Record<string, unknown>>;
  readonly onlyInternetFacing: boolean;
}

/** A RuntimeClass as it stands in the cluster. */
export interface SandboxClass {
  readonly name: string;
  /** `unknown`: these can't be seen, or only files were read. */
  readonly state: 'exists' | 'missing' | 'unknown';
  readonly handler?: string;
  /** Nodes that the class sends pods to, by whether they say that they have its handler. */
  readonly nodes: { readonly with: number; readonly without: number; readonly silent: number };
}

export interface SandboxPlan {
  readonly rule: SandboxRule;
  readonly classes: readonly SandboxClass[];
  /** Whose pods must be in a sandbox and are. */
  readonly sandboxed: readonly InventoryObject[];
  /** Whose pods a policy would refuse. */
  readonly refused: readonly InventoryObject[];
  /** Those of them whose pods name no class at all: a default would put them into a sandbox. */
  readonly unnamed: readonly InventoryObject[];
  /** Labels by which the policy knows the pods; undefined: all of the namespace. */
  readonly selectors: readonly Labels[] | undefined;
}

const runtimeClass = 'node.k8s.io/RuntimeClass';

export function sandboxPlan(
  inventory: Inventory,
  namespace: string,
  rule: SandboxRule,
  workloads: ReadonlyMap<InventoryObject, InventoryObject> = new Map(),
): SandboxPlan {
  const exposure = rule.onlyInternetFacing ? exposureOf(inventory) : undefined;
  const sandboxed = new Set<InventoryObject>();
  const refused = new Set<InventoryObject>();
  const named = new Set<InventoryObject>();
  const selectors: Labels[] = [];
  for (const object of inventory.workloads) {
    if (object.namespace !== namespace) continue;
    for (const template of object.podTemplates) {
      const labels = recordOf(template.metadata.labels);
      if (rule.selector !== undefined && !selectorMatches(rule.selector, labels)) continue;
      if (exposure !== undefined && !isReached(exposure.get(object))) continue;
      const top = workloads.get(object) ?? object;
      const name = stringOf(template.spec.runtimeClassName);
      (rule.classes.includes(name ?? '') ? sandboxed : refused).add(top);
      if (name !== undefined) named.add(top);
      if (exposure !== undefined) selectors.push(podSelectorOf(top, labels));
    }
  }
  return {
    rule,
    classes: rule.classes.map((name) => classOf(inventory, name)),
    sandboxed: [...sandboxed].filter((object) => !refused.has(object)),
    refused: [...refused],
    unnamed: [...refused].filter((object) => !named.has(object)),
    selectors: exposure !== undefined ? distinct(selectors) : rule.selector && [rule.selector],
  };
}

function isReached(ways: readonly Exposure[] | undefined): boolean {
  return ways?.some(({ internal }) => !internal) ?? false;
}

/** The workload's own selector stays the same from version to version; a lone pod has only its labels. */
function podSelectorOf({ object }: InventoryObject, labels: Labels): Labels {
  const selector = recordOf(recordOf(object.spec).selector);
  const has = selector.matchLabels !== undefined || selector.matchExpressions !== undefined;
  return has ? selector : { matchLabels: labels };
}

function distinct(selectors: readonly Labels[]): readonly Labels[] {
  return [...new Map(selectors.map((selector) => [JSON.stringify(selector), selector])).values()];
}

function classOf(inventory: Inventory, name: string): SandboxClass {
  const found = inventory.find(runtimeClass, undefined, name);
  const none = { with: 0, without: 0, silent: 0 };
  if (found === undefined) {
    const isKnown = inventory.isWhole && inventory.sees(runtimeClass, undefined);
    return { name, state: isKnown ? 'missing' : 'unknown', nodes: none };
  }
  const { handler, scheduling } = recordOf(found.object);
  const selector = Object.entries(recordOf(recordOf(scheduling).nodeSelector));
  const nodes = { ...none };
  for (const { object } of inventory.ofKind('/Node')) {
    const labels = recordOf(object.metadata?.labels);
    if (!selector.every(([key, value]) => labels[key] === value)) continue;
    // Reported since Kubernetes 1.30, where the container runtime says it.
    const handlers = listOf(recordOf(object.status).runtimeHandlers).map((one) => recordOf(one).name);
    if (handlers.length === 0) nodes.silent++;
    else if (handlers.includes(handler)) nodes.with++;
    else nodes.without++;
  }
  return { name, state: 'exists', handler: stringOf(handler) ?? '', nodes };
}
