import { listOf, recordOf, selectorMatches } from '../../kubernetes/index.ts';
import type { Endpoint } from '../reachability/index.ts';

export interface LabelSelector {
  readonly matchLabels?: Readonly<Record<string, string>>;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: 'DoesNotExist' }[];
}

/** Pods that one policy is written for: those of a workload, or of several that labels don't tell apart. */
export interface Unit {
  /** `Deployment/shop/web`; the first of several. */
  readonly name: string;
  readonly namespace: string;
  readonly selector: LabelSelector;
  /** All pods that the selector selects, in the input's order. */
  readonly members: readonly Endpoint[];
  /** `no-labels`: selected by the labels that they don't have. `shared-labels`: those of others, too. */
  readonly fault: 'no-labels' | 'shared-labels' | undefined;
}

/** Labels that controllers and releases give and change: a policy that asks for them misses the pods of tomorrow. */
const passing =
  /^(?:pod-template-hash|controller-revision-hash|rollouts-pod-template-hash|pod-template-generation|controller-uid|job-name|version|chart|release-revision|app\.kubernetes\.io\/version|helm\.sh\/chart|statefulset\.kubernetes\.io\/pod-name|apps\.kubernetes\.io\/pod-index|batch\.kubernetes\.io\/.*)$/;

/** Units of a cluster by namespace. Pods in their node's network are in none: no policy holds for them. */
export function unitsOf(endpoints: readonly Endpoint[]): ReadonlyMap<string, readonly Unit[]> {
  const inNamespaces = Map.groupBy(
    endpoints.filter(({ isHost }) => !isHost),
    ({ namespace }) => namespace ?? '',
  );
  return new Map([...inNamespaces].map(([namespace, members]) => [namespace, unitsIn(namespace, members)]));
}

function unitsIn(namespace: string, members: readonly Endpoint[]): readonly Unit[] {
  const owners = withoutOwned(members);
  const units = new Map<string, Unit>();
  const bare: Endpoint[] = [];
  for (const owner of owners) {
    const selector = selectorFor(owner, owners);
    if (selector === undefined) {
      bare.push(owner);
      continue;
    }
    const key = JSON.stringify(Object.entries(selector).sort());
    if (units.has(key)) continue;
    const selected = members.filter(({ labels }) => selectorMatches({ matchLabels: selector }, labels ?? {}));
    const others = owners.filter((one) => one !== owner && selected.includes(one));
    const fault = others.length > 0 ? 'shared-labels' : undefined;
    units.set(key, { name: owner.name, namespace, selector: { matchLabels: selector }, members: selected, fault });
  }
  const [first] = bare;
  if (first === undefined) return [...units.values()];
  const keys = new Set(
    [...units.values()].flatMap(({ selector }) => Object.keys(selector.matchLabels ?? {}).slice(0, 1)),
  );
  const without = [...keys].sort().map((key) => ({ key, operator: 'DoesNotExist' as const }));
  const selector = without.length === 0 ? {} : { matchExpressions: without };
  const selected = members.filter(({ labels }) => selectorMatches(selector, labels ?? {}));
  return [...units.values(), { name: first.name, namespace, selector, members: selected, fault: 'no-labels' }];
}

/** Workloads, and pods that nobody made or whose maker isn't in the input: a pod that is its workload's is under that one's policy. */
function withoutOwned(members: readonly Endpoint[]): readonly Endpoint[] {
  const isMade = ({ object }: Endpoint) =>
    listOf(object?.object.metadata?.ownerReferences).some((one) => recordOf(one).controller === true);
  const makers = members.filter((one) => !isMade(one)).map((one) => controllerLabels(one));
  return members.filter((one) => {
    if (!isMade(one)) return true;
    return !makers.some(
      (selector) => Object.keys(selector).length > 0 && selectorMatches({ matchLabels: selector }, one.labels ?? {}),
    );
  });
}

/** What a workload's controller selects its pods by. */
function controllerLabels({ object }: Endpoint): Readonly<Record<string, string>> {
  const declared = recordOf(recordOf(object?.object.spec).selector);
  return textsOf(recordOf(declared.matchLabels ?? (object?.kind === 'ReplicationController' ? declared : {})));
}

/** What its controller selects by where that is enough, else all labels that stay from release to release. Undefined: it has none. */
function selectorFor(owner: Endpoint, owners: readonly Endpoint[]): Readonly<Record<string, string>> | undefined {
  const labels = textsOf(owner.labels ?? {});
  const lasting = textsOf(Object.fromEntries(Object.entries(labels).filter(([key]) => !passing.test(key))));
  const whole = Object.keys(lasting).length > 0 ? lasting : labels;
  if (Object.keys(whole).length === 0) return undefined;
  const controller = controllerLabels(owner);
  const pairs = Object.entries(controller);
  const holds = pairs.length > 0 && pairs.every(([key, value]) => labels[key] === value && !passing.test(key));
  if (!holds) return whole;
  const count = (selector: Readonly<Record<string, string>>) =>
    owners.filter((one) => selectorMatches({ matchLabels: selector }, one.labels ?? {})).length;
  return count(controller) <= count(whole) ? controller : whole;
}

function textsOf(labels: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(labels).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}
