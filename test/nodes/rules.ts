import { type KubernetesObject, listOf, recordOf, selectorMatches } from '../../src/kubernetes/index.ts';

/** What the rules of a cluster are worked out of. */
export interface PolicyWorld {
  readonly policies: readonly KubernetesObject[];
  readonly pods: readonly KubernetesObject[];
  readonly namespaces: readonly KubernetesObject[];
}

export const table = 'breakwater_policies';

/**
 * nft's commands that make NetworkPolicies (networking.k8s.io/v1) hold for IPv4, whole and at once: what a node forwards must be let out by
 * the policies of its source and in by those of its destination. Written from the API's documentation and not from `src/network`, so
 * that each can show what the other has wrong. A node's own traffic to its pods is not forwarded, and so, as the API has it, never refused.
 */
export function rulesOf(world: PolicyWorld): string {
  const lines = [`add table inet ${table}`, `flush table inet ${table}`];
  const add = (chain: string, rule: string) => lines.push(`add rule inet ${table} ${chain} ${rule}`);
  lines.push(`add chain inet ${table} forward { type filter hook forward priority filter; }`);
  add('forward', 'ct state established,related accept');
  const [sources, destinations]: [string[], string[]] = [[], []];
  for (const pod of world.pods) {
    const address = addressOf(pod);
    if (address === undefined) continue;
    for (const direction of ['Egress', 'Ingress'] as const) {
      const policies = world.policies.filter((policy) => governs(policy, pod, direction));
      if (policies.length === 0) continue;
      const chain = `${direction.toLowerCase()}-${address}`;
      lines.push(`add chain inet ${table} ${chain}`);
      for (const policy of policies)
        for (const rule of allowed(policy, direction, pod, world)) add(chain, `${rule} return`);
      add(chain, 'drop');
      (direction === 'Egress' ? sources : destinations).push(`${address} : jump ${chain}`);
    }
  }
  if (sources.length > 0) add('forward', `ip saddr vmap { ${sources.join(', ')} }`);
  if (destinations.length > 0) add('forward', `ip daddr vmap { ${destinations.join(', ')} }`);
  return `${lines.join('\n')}\n`;
}

type Direction = 'Egress' | 'Ingress';

/** Of a pod with a network of its own that has not ended. */
function addressOf(pod: KubernetesObject): string | undefined {
  const { podIP, phase } = recordOf(pod.status);
  const isOver = phase === 'Succeeded' || phase === 'Failed' || recordOf(pod.spec).hostNetwork === true;
  return typeof podIP === 'string' && /^[\d.]+$/.test(podIP) && !isOver ? podIP : undefined;
}

function governs(policy: KubernetesObject, pod: KubernetesObject, direction: Direction): boolean {
  const { podSelector, policyTypes, egress } = recordOf(policy.spec);
  const types = listOf(policyTypes);
  const isOfType = types.length > 0 ? types.includes(direction) : direction === 'Ingress' || listOf(egress).length > 0;
  return isOfType && policy.metadata?.namespace === pod.metadata?.namespace && selects(podSelector, pod);
}

const selects = (selector: unknown, object: KubernetesObject) =>
  selectorMatches(selector, recordOf(object.metadata?.labels));

/** What a policy's rules let through, as nft's conditions on the peer's address and the port. */
function* allowed(
  policy: KubernetesObject,
  direction: Direction,
  pod: KubernetesObject,
  world: PolicyWorld,
): Generator<string> {
  const [rules, peers] = direction === 'Ingress' ? (['ingress', 'from'] as const) : (['egress', 'to'] as const);
  const field = direction === 'Ingress' ? 'ip saddr' : 'ip daddr';
  for (const rule of listOf(recordOf(policy.spec)[rules]).map(recordOf)) {
    const ends = listOf(rule[peers]).flatMap((peer) => [...peerOf(recordOf(peer), policy, world)]);
    if (listOf(rule[peers]).length === 0) ends.push({});
    const ports = listOf(rule.ports).map(recordOf);
    for (const end of ends) {
      const from =
        end.cidr === undefined
          ? ''
          : `${field} ${end.cidr} ${end.except === undefined ? '' : `${field} != { ${end.except} } `}`;
      if (ports.length === 0) yield from || 'meta nfproto ipv4';
      // A named port is that of the pod that is reached.
      const target = direction === 'Ingress' ? pod : end.pod;
      for (const port of ports) for (const condition of portsOf(port, target)) yield `${from}${condition}`;
    }
  }
}

interface End {
  readonly cidr?: string;
  readonly except?: string;
  readonly pod?: KubernetesObject;
}

function* peerOf(
  peer: Readonly<Record<string, unknown>>,
  policy: KubernetesObject,
  world: PolicyWorld,
): Generator<End> {
  const { ipBlock, namespaceSelector, podSelector } = peer;
  if (ipBlock !== undefined) {
    const { cidr, except } = recordOf(ipBlock);
    if (typeof cidr !== 'string' || cidr.includes(':')) return;
    yield { cidr, ...(listOf(except).length > 0 && { except: listOf(except).join(', ') }) };
    return;
  }
  for (const pod of world.pods) {
    const address = addressOf(pod);
    if (address === undefined) continue;
    const isNear =
      namespaceSelector === undefined
        ? pod.metadata?.namespace === policy.metadata?.namespace
        : world.namespaces.some(
            (one) => one.metadata?.name === pod.metadata?.namespace && selects(namespaceSelector, one),
          );
    if (isNear && (podSelector === undefined || selects(podSelector, pod))) yield { cidr: address, pod };
  }
}

/** A policy's port as conditions: one, or for a name that of every pod that is reached and has it. */
function portsOf(port: Readonly<Record<string, unknown>>, target: KubernetesObject | undefined): string[] {
  const protocol = String(port.protocol ?? 'TCP').toLowerCase();
  if (port.port === undefined) return [`meta l4proto ${protocol}`];
  if (typeof port.port === 'number') {
    const end = typeof port.endPort === 'number' ? `-${port.endPort}` : '';
    return [`${protocol} dport ${port.port}${end}`];
  }
  // A name without a pod, as of addresses, is no port.
  return listOf(recordOf(target?.spec).containers)
    .flatMap((container) => listOf(recordOf(container).ports).map(recordOf))
    .filter((one) => one.name === port.port && String(one.protocol ?? 'TCP').toLowerCase() === protocol)
    .map((one) => `${protocol} dport ${Number(one.containerPort)}`);
}
