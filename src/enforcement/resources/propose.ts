import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { type KubernetesObject, listOf, recordOf } from '../../kubernetes/index.ts';
import { type Amounts, amountText, amountTexts, roundedUp } from './amounts.ts';
import { limitRangeOf } from './limit-range.ts';
import { podSurroundings, podsIn, type WorkloadPods } from './namespace-pods.ts';
import { type ContainerResources, podResourcesOf } from './pod-resources.ts';
import { predictResources, type ResourcePrediction } from './predict.ts';
import { quotaOf } from './quota.ts';
import type { Use } from './use.ts';

export interface ResourceProposal {
  /** Absent where the namespace has one of its own for containers. */
  readonly limitRange?: KubernetesObject;
  /** Absent where the namespace's own cover all of it. */
  readonly quota?: KubernetesObject;
  /** Names of what is there already and stays in force. */
  readonly standing: readonly string[];
  /** With what is there and what is proposed. */
  readonly prediction: ResourcePrediction;
  /** Containers that get the proposed limit of memory, and it isn't known how much they use: `Deployment/web: app`. */
  readonly unmeasured: readonly string[];
}

export const proposalName = 'breakwater';
const labels = { 'app.kubernetes.io/managed-by': 'breakwater' };

const unit = 1_000_000_000n;
const mebi = (1n << 20n) * unit;

/** Where nothing in the namespace says otherwise. */
const usualRequests = { cpu: unit / 10n, memory: 128n * mebi };
const leastMemoryLimit = 512n * mebi;
/** What numbers are rounded up to, so that they stay as they are when little changes. */
const steps = { cpu: unit / 100n, memory: 16n * mebi };

/**
 * A LimitRange and a ResourceQuota for a namespace, from requests, limits and use: what is there today fits, with room for what autoscaling
 * and rollouts add, and a quarter more. CPU has no limit: it can be taken away again, and a limit throttles on idle nodes, too.
 */
export function proposeResources(
  inventory: Inventory,
  namespace: string,
  use: Use | undefined,
  workloads: ReadonlyMap<InventoryObject, InventoryObject> = new Map(),
): ResourceProposal {
  const isOwn = ({ name }: InventoryObject) => name !== proposalName;
  const inside = (kind: string) => inventory.ofKind(kind).filter((one) => one.namespace === namespace && isOwn(one));
  const [ranges, quotas] = [inside('/LimitRange'), inside('/ResourceQuota')];
  const standing = [...ranges, ...quotas].map(({ kind, name }) => `${kind}/${name}`);
  const pods = podsIn(inventory, namespace, workloads);
  const hasRange = ranges.some(({ object }) =>
    listOf(recordOf(object.spec).limits).some((item) => recordOf(item).type === 'Container'),
  );
  const limits = hasRange ? undefined : containerLimits(inventory, pods, use);
  const limitRange = limits && object('LimitRange', namespace, { limits: [limits.item] });
  const limitRanges = [...ranges.map(({ object }) => object), ...(limitRange ? [limitRange] : [])].map(limitRangeOf);
  const standingQuotas = quotas.map(({ object }) => quotaOf(object));
  // As much as there is with the defaults of the LimitRange.
  const counted = predictResources(inventory, namespace, { limitRanges, quotas: [] }, workloads);
  const covered = new Set(
    standingQuotas.filter(({ scopes }) => scopes.length === 0).flatMap((one) => [...one.hard.keys()]),
  );
  const hard = Object.fromEntries(
    Object.entries({ ...amountTexts(withRoom(counted.most)), ...exposedServices(inventory, namespace) }).filter(
      ([resource]) => !covered.has(resource),
    ),
  );
  const predicted = () => {
    const quota = Object.keys(hard).length === 0 ? undefined : object('ResourceQuota', namespace, { hard });
    const rules = { limitRanges, quotas: [...standingQuotas, ...(quota ? [quotaOf(quota)] : [])] };
    return { quota, prediction: predictResources(inventory, namespace, rules, workloads) };
  };
  let { quota, prediction } = predicted();
  // A quota that would refuse pods for what they don't say, where the namespace's own LimitRange gives no default, is none to propose.
  const unsaid = prediction.refused.flatMap(({ reasons }) =>
    reasons.flatMap(({ code, resource, values }) =>
      code === 'must-specify' && values.by === proposalName ? [resource] : [],
    ),
  );
  if (unsaid.length > 0) {
    for (const resource of unsaid) delete hard[resource];
    ({ quota, prediction } = predicted());
  }
  return {
    ...(limitRange && { limitRange }),
    ...(quota && { quota }),
    standing,
    prediction,
    unmeasured: limits?.unmeasured ?? [],
  };
}

function object(kind: string, namespace: string, spec: Readonly<Record<string, unknown>>): KubernetesObject {
  return { apiVersion: 'v1', kind, metadata: { name: proposalName, namespace, labels }, spec };
}

function containerLimits(inventory: Inventory, pods: readonly WorkloadPods[], use: Use | undefined) {
  const surroundings = podSurroundings(inventory);
  const all = pods.flatMap(({ object, specs }) =>
    specs.flatMap((spec) =>
      podResourcesOf(spec, [], surroundings).containers.map((container) => ({
        container,
        label: `${object.kind}/${object.name}: ${container.name}`,
        used: usedBy(object, container, use),
      })),
    ),
  );
  const request = (resource: 'cpu' | 'memory') => {
    const lacking = all.filter(({ container }) => !container.requests.has(resource));
    const known = lacking.flatMap(({ used }) => used?.get(resource) ?? []);
    const asked = all.flatMap(({ container }) => container.requests.get(resource) ?? []);
    const middle = median(known.length > 0 ? known : asked) ?? usualRequests[resource];
    const step = steps[resource];
    return roundedUp(middle > step ? middle : step, step) * step;
  };
  const unlimited = all.filter(({ container }) => !container.limits.has('memory'));
  const memoryRequest = request('memory');
  // A request above the limit is refused, and use above it ends the container.
  const limit = largest([
    leastMemoryLimit,
    2n * memoryRequest,
    ...unlimited.flatMap(({ container, used }) => [
      container.requests.get('memory') ?? 0n,
      2n * (used?.get('memory') ?? 0n),
    ]),
  ]);
  const memoryLimit = roundedUp(limit, 4n * steps.memory) * 4n * steps.memory;
  const highest = largest([memoryLimit, ...all.flatMap(({ container }) => container.limits.get('memory') ?? [])]);
  const text = (resource: string, amount: bigint) => amountText(resource, amount);
  return {
    item: {
      type: 'Container',
      default: { memory: text('memory', memoryLimit) },
      defaultRequest: { cpu: text('cpu', request('cpu')), memory: text('memory', memoryRequest) },
      max: { memory: text('memory', 2n * highest) },
    },
    unmeasured: [...new Set(unlimited.filter(({ used }) => used === undefined).map(({ label }) => label))],
  };
}

/** The most that any of the workload's pods uses in this container. */
function usedBy({ name }: InventoryObject, container: ContainerResources, use: Use | undefined): Amounts | undefined {
  let most: Map<string, bigint> | undefined;
  for (const [pod, containers] of use ?? []) {
    const amounts = pod === name || pod.startsWith(`${name}-`) ? containers.get(container.name) : undefined;
    if (amounts === undefined) continue;
    most ??= new Map();
    for (const [resource, amount] of amounts) if (amount > (most.get(resource) ?? -1n)) most.set(resource, amount);
  }
  return most;
}

/** What quotas count of pods, with a quarter of room. */
function withRoom(most: Amounts): Amounts {
  const wanted = new Map<string, bigint>();
  const pods = most.get('pods') ?? 0n;
  wanted.set('pods', rounded(pods, unit, 10n * unit));
  wanted.set('requests.cpu', rounded(most.get('requests.cpu') ?? 0n, unit / 10n, unit));
  for (const resource of ['requests.memory', 'limits.memory'])
    wanted.set(resource, rounded(most.get(resource) ?? 0n, 256n * mebi, 1024n * mebi));
  return wanted;
}

function rounded(amount: bigint, step: bigint, least: bigint): bigint {
  const room = roundedUp((amount * 5n) / 4n, step) * step;
  return room > least ? room : least;
}

/** Ways in from outside: no more of them than there are. */
function exposedServices(inventory: Inventory, namespace: string): Readonly<Record<string, string>> {
  const types = inventory
    .ofKind('/Service')
    .filter((service) => service.namespace === namespace)
    .map(({ object }) => recordOf(object.spec));
  const balancers = types.filter(({ type }) => type === 'LoadBalancer');
  // A load balancer opens the port on every node, unless it is told not to.
  const opening = [
    ...types.filter(({ type }) => type === 'NodePort'),
    ...balancers.filter(({ allocateLoadBalancerNodePorts }) => allocateLoadBalancerNodePorts !== false),
  ];
  const ports = opening.reduce((sum, { ports }) => sum + listOf(ports).length, 0);
  return { 'services.loadbalancers': String(balancers.length), 'services.nodeports': String(ports) };
}

function median(amounts: readonly bigint[]): bigint | undefined {
  return amounts.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0))[Math.floor(amounts.length / 2)];
}

function largest(amounts: readonly bigint[]): bigint {
  return amounts.reduce((most, amount) => (amount > most ? amount : most), 0n);
}
