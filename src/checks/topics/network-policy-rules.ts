import type { InventoryObject } from '../../inventory/index.ts';
import {
  type FieldPath,
  formatPath,
  isRecord,
  type Labels,
  listOf,
  recordOf,
  stringOf,
} from '../../kubernetes/index.ts';
import {
  type Block,
  contains,
  directionsOf,
  exposureOf,
  isWorld,
  networkPolicyKinds,
  parseBlock,
  policiesOf,
} from '../../network/index.ts';
import { type CheckContext, inventoryCheck } from '../check.ts';
import type { Severity } from '../severity.ts';

/* What the rules of NetworkPolicies let through. A rule of a direction that its policy doesn't isolate has no effect and isn't asked. */

const source =
  'https://kubernetes.io/docs/concepts/services-networking/network-policies/#behavior-of-to-and-from-selectors';

interface PolicyRule {
  readonly object: InventoryObject;
  readonly rule: Labels;
  readonly path: FieldPath;
  /** `from` or `to`; empty means: anybody. */
  readonly peers: readonly Labels[];
  /** Empty means: every port. */
  readonly ports: readonly Labels[];
}

function* rulesOf({ inventory }: CheckContext, direction: 'ingress' | 'egress'): Generator<PolicyRule> {
  for (const object of inventory.ofKind(...networkPolicyKinds)) {
    const spec = recordOf(object.object.spec);
    if (!directionsOf(spec)[direction]) continue;
    for (const [index, value] of listOf(spec[direction]).entries()) {
      const rule = recordOf(value);
      const peers = listOf(rule[direction === 'ingress' ? 'from' : 'to']).map(recordOf);
      yield { object, rule, path: ['spec', direction, index], peers, ports: listOf(rule.ports).map(recordOf) };
    }
  }
}

/** An address block without exceptions that matter: the world, or half of it. */
function worldBlock(peer: Labels): Block | undefined {
  const block = parseBlock(recordOf(peer.ipBlock).cidr);
  return block !== undefined && isWorld(block) ? block : undefined;
}

const isEmptySelector = (selector: unknown) =>
  isRecord(selector) &&
  Object.keys(recordOf(selector.matchLabels)).length === 0 &&
  listOf(selector.matchExpressions).length === 0;

/**
 * A policy that lets everybody in protects nothing. Fields: ingress[].from. Not allowed: 0.0.0.0/0 or ::/0 and rules without `from`
 * (from anywhere), namespaceSelector {} (from every pod of the cluster). Less severe: one port only, and pods that the input itself puts
 * on the internet by a Service, whose policy has to say that.
 */
export const netPolicyOpenIngress = inventoryCheck({
  id: 'net-policy-open-ingress',
  of: networkPolicyKinds,
  reads: ['workloads', '/Service'],
  scope: 'namespace',
  severity: 'high',
  source,
  standards: { cis: ['5.3.2'], nsa: ['net'], attack: ['T1190'], owasp: ['K05'] },
  *run(context) {
    const published = publishedPolicies(context);
    for (const { object, path, peers, ports } of rulesOf(context, 'ingress')) {
      const index = peers.findIndex((peer) => worldBlock(peer) !== undefined);
      const world = peers.length === 0 || index >= 0;
      const cluster = peers.findIndex(
        ({ namespaceSelector, podSelector }) =>
          isEmptySelector(namespaceSelector) && (podSelector === undefined || isEmptySelector(podSelector)),
      );
      if (!world && cluster < 0) continue;
      yield {
        object,
        path: peers.length === 0 ? path : [...path, 'from', world ? index : cluster],
        severity: published.has(object) ? 'low' : openness(world, index >= 0, ports.length > 0),
        message: world ? (peers.length === 0 ? 'anybody' : 'world') : 'cluster',
        values: { cidr: stringOf(recordOf(peers[index]?.ipBlock).cidr) ?? '' },
      };
    }
  },
});

/** The world is worse than the cluster, and a rule that says so explicitly worse than one that leaves `from` out for some ports. */
function openness(world: boolean, explicit: boolean, somePorts: boolean): Severity {
  if (world) return explicit || !somePorts ? 'high' : 'medium';
  return somePorts ? 'low' : 'medium';
}

/** Policies of pods that a Service of the input publishes directly (a load balancer or a node port, without an ingress in between). */
function publishedPolicies({ inventory }: CheckContext): ReadonlySet<InventoryObject> {
  const exposure = exposureOf(inventory);
  const direct = new Set(['loadbalancer', 'nodeport', 'hostport', 'externalip']);
  return new Set(
    policiesOf(inventory)
      .filter(({ pods }) => pods?.some((pod) => exposure.get(pod.object)?.some(({ by }) => direct.has(by))))
      .map(({ object }) => object),
  );
}

/**
 * An attacker inside a pod that may send anything anywhere takes the data out and fetches tools.
 * Fields: egress[].to. Not allowed: 0.0.0.0/0 or ::/0, and rules without `to`; name look-ups (port 53 only) are. Less severe where ports
 * are limited, and where the private ranges are excepted.
 */
export const netPolicyOpenEgress = inventoryCheck({
  id: 'net-policy-open-egress',
  of: networkPolicyKinds,
  scope: 'object',
  severity: 'medium',
  source,
  standards: { cis: ['5.3.2'], nsa: ['net'], attack: ['T1041'], owasp: ['K05'] },
  *run(context) {
    for (const { object, path, peers, ports } of rulesOf(context, 'egress')) {
      if (ports.length > 0 && ports.every(({ port }) => port === 53 || port === 'dns' || port === 'dns-tcp')) continue;
      const index = peers.findIndex((peer) => worldBlock(peer) !== undefined);
      if (peers.length > 0 && index < 0) continue;
      const excepted = listOf(recordOf(peers[index]?.ipBlock).except).length > 0;
      yield {
        object,
        path: peers.length === 0 ? path : [...path, 'to', index, 'ipBlock', 'cidr'],
        severity: ports.length > 0 || excepted ? 'low' : 'medium',
        message: peers.length === 0 ? 'anybody' : 'world',
        values: { cidr: stringOf(recordOf(peers[index]?.ipBlock).cidr) ?? '' },
      };
    }
  },
});

/** Where clouds hand out the credentials of a node: AWS, Google, Azure, Oracle and others; over IPv6 AWS and Google. */
const metadataAddresses = ['169.254.169.254', 'fd00:ec2::254', 'fd20:ce::254'];

/**
 * The metadata service of a cloud gives whoever asks the node's credentials. A policy that isolates egress has the chance to close it, and
 * one that lets a block through which contains it does not. Asked of blocks that contain the address and don't except it, where port
 * 80 is open; pods without egress isolation are net-pod-unselected's question, rules for anybody net-policy-open-egress's.
 * Fields: egress[].to[].ipBlock. The fix is risky: GKE's workload identity is served at the same address.
 */
export const netMetadataEgress = inventoryCheck({
  id: 'net-metadata-egress',
  of: networkPolicyKinds,
  scope: 'object',
  severity: 'high',
  source: 'https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html',
  standards: { nsa: ['net'], attack: ['T1552.005'], owasp: ['K08'] },
  *run(context) {
    for (const { object, path, peers, ports } of rulesOf(context, 'egress')) {
      if (ports.length > 0 && !ports.some(opensHttp)) continue;
      for (const [index, peer] of peers.entries()) {
        const ipBlock = recordOf(peer.ipBlock);
        const block = parseBlock(ipBlock.cidr);
        if (block === undefined) continue;
        const excepted = listOf(ipBlock.except).map(parseBlock);
        const open = metadataAddresses.filter(
          (one) => contains(block, one) && !excepted.some((other) => other !== undefined && contains(other, one)),
        );
        if (open.length === 0) continue;
        const field = [...path, 'to', index, 'ipBlock'];
        const except = formatPath([...field, 'except']);
        const length = block.family === 'ipv4' ? 32 : 128;
        yield {
          object,
          path: [...field, 'cidr'],
          values: { cidr: stringOf(ipBlock.cidr) ?? '', address: open.join(', ') },
          ...(isWorld(block) && {
            fix: {
              edits: open.map((address) => ({ op: 'append' as const, path: except, value: `${address}/${length}` })),
              risky: true,
            },
          }),
        };
      }
    }
  },
});

/** Whether a port entry lets TCP 80 through. */
function opensHttp({ protocol, port, endPort }: Labels): boolean {
  if (protocol !== undefined && protocol !== 'TCP') return false;
  if (port === undefined) return true;
  if (typeof port !== 'number') return false;
  return typeof endPort === 'number' ? port <= 80 && 80 <= endPort : port === 80;
}

export const networkPolicyRules = [netPolicyOpenIngress, netPolicyOpenEgress, netMetadataEgress];
