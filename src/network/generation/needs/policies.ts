import { isRecord, type Labels, listOf, recordOf } from '../../../kubernetes/index.ts';
import { type PodGroup, podsOf } from '../../pods.ts';
import { directionsOf, networkPolicyKinds } from '../../policies.ts';
import { type Endpoint, isProtocol } from '../../reachability/index.ts';
import { namedPort } from '../../service-targets.ts';
import type { NeedContext } from '../context.ts';
import type { Party, Port } from '../need.ts';

/** More pairs than this in one rule say nothing about who needs whom. */
const mostPairs = 2000;

/**
 * What people have allowed by name in the NetworkPolicies that there are: one who writes that web may connect to api knows that it does. The
 * other end must not be closed by what is generated. Rules that allow all pods say no such thing.
 */
export function policyNeeds(context: NeedContext): void {
  const pods = podsOf(context.inventory);
  const endpointsIn = (groups: readonly PodGroup[]) =>
    groups.flatMap(({ template }) => context.endpointOf(template) ?? []);
  for (const object of context.inventory.ofKind(...networkPolicyKinds)) {
    if (isGenerated(object.object.metadata?.labels)) continue;
    const spec = recordOf(object.object.spec);
    const namespace = object.namespace ?? 'default';
    const subjects = endpointsIn(pods.selected(namespace, spec.podSelector ?? {}));
    const directions = directionsOf(spec);
    for (const [direction, peersField] of [
      ['ingress', 'from'],
      ['egress', 'to'],
    ] as const) {
      if (!directions[direction]) continue;
      for (const [index, value] of listOf(spec[direction]).entries()) {
        const rule = recordOf(value);
        for (const peer of listOf(rule[peersField]).map(recordOf)) {
          const { podSelector, namespaceSelector, ipBlock } = peer;
          if (!isRecord(podSelector) || Object.keys(podSelector).length === 0 || ipBlock !== undefined) continue;
          const others = namespacesOf(context, namespace, namespaceSelector).flatMap((one) =>
            endpointsIn(pods.selected(one, podSelector)),
          );
          if (subjects.length * others.length > mostPairs) continue;
          for (const subject of subjects)
            for (const other of others) {
              const [from, to] = direction === 'ingress' ? [other, subject] : [subject, other];
              const evidence = { code: 'policy' as const, object, path: ['spec', direction, index] };
              context.need(party(from), party(to), portsOf(rule.ports, to), evidence);
            }
        }
      }
    }
  }
}

/** What marks objects that `network generate` has made. */
export const generatedLabel = 'breakwater.dev/generated';
export const generatedValue = 'network';

export function isGenerated(labels: unknown): boolean {
  return recordOf(labels)[generatedLabel] === generatedValue;
}

function party(endpoint: Endpoint): Party {
  return { kind: 'workload', endpoint };
}

function namespacesOf({ inventory }: NeedContext, own: string, selector: unknown): readonly string[] {
  if (!isRecord(selector)) return [own];
  const pairs = Object.entries(recordOf(selector.matchLabels));
  const names = [...podsOf(inventory).namespaces];
  return names.filter((name) => {
    const labels: Labels = {
      ...recordOf(inventory.find('/Namespace', undefined, name)?.object.metadata?.labels),
      'kubernetes.io/metadata.name': name,
    };
    return pairs.every(([key, value]) => labels[key] === value) && listOf(selector.matchExpressions).length === 0;
  });
}

function portsOf(value: unknown, to: Endpoint): readonly Port[] {
  const list = listOf(value).map(recordOf);
  if (list.length === 0) return (['TCP', 'UDP', 'SCTP'] as const).map((protocol) => ({ protocol, port: undefined }));
  return list.flatMap(({ port, endPort, protocol = 'TCP' }): readonly Port[] => {
    if (!isProtocol(protocol)) return [];
    if (typeof port === 'string') return namedPort(to.template, port, protocol);
    // A range is kept as a whole.
    return [{ protocol, port: typeof port === 'number' && endPort === undefined ? port : undefined }];
  });
}
