import type { InventoryObject } from '../../../inventory/index.ts';
import { listOf, recordOf } from '../../../kubernetes/index.ts';
import { parseBlock } from '../../addresses.ts';
import { directionsOf } from '../../policies.ts';
import {
  anyOf,
  type DirectionDeclared,
  everyone,
  networkPolicyRank,
  type PolicyDeclared,
  type PortsDeclared,
  perhaps,
  tiers,
  type Who,
} from '../declaration.ts';
import { allPorts, isProtocol, joinPorts, noPorts, type PortSet, portRange, wholeProtocol } from '../ports.ts';

/**
 * A NetworkPolicy: for the pods that it selects each direction of its types is closed but for what its rules allow; policies add up.
 * Source: API reference, NetworkPolicySpec.
 */
export function networkPolicy(object: InventoryObject): PolicyDeclared {
  const spec = recordOf(object.object.spec);
  const namespace = object.namespace ?? 'default';
  const { ingress, egress } = directionsOf(spec);
  const direction = (field: 'ingress' | 'egress', peers: 'from' | 'to'): DirectionDeclared => ({
    closes: true,
    rules: listOf(spec[field])
      .map(recordOf)
      .map((rule, index) => ({
        path: `spec.${field}[${index}]`,
        action: 'allow',
        // Absent or empty: everyone.
        peers:
          listOf(rule[peers]).length === 0 ? everyone : anyOf(listOf(rule[peers]).map((one) => peerOf(one, namespace))),
        ports: portsOf(rule.ports),
      })),
  });
  return {
    object,
    tier: tiers.networkPolicy,
    rank: networkPolicyRank,
    // podSelector is a struct: absent is empty, and empty is every pod of the namespace.
    subject: { kind: 'pods', namespaces: { name: namespace }, selector: spec.podSelector ?? {} },
    ...(ingress && { ingress: direction('ingress', 'from') }),
    ...(egress && { egress: direction('egress', 'to') }),
  };
}

function peerOf(value: unknown, namespace: string): Who {
  const { ipBlock, podSelector, namespaceSelector } = recordOf(value);
  if (ipBlock !== undefined && ipBlock !== null) {
    const { cidr, except } = recordOf(ipBlock);
    return blockOf(cidr, listOf(except), 'all');
  }
  const hasPods = podSelector !== undefined && podSelector !== null;
  const hasNamespaces = namespaceSelector !== undefined && namespaceSelector !== null;
  // A peer that says nothing is refused by the API server; where one is met all the same it limits nothing.
  if (!hasPods && !hasNamespaces) return everyone;
  return {
    kind: 'pods',
    namespaces: hasNamespaces ? { selector: namespaceSelector } : { name: namespace },
    ...(hasPods && { selector: podSelector }),
  };
}

/** A block without its exceptions. One that can't be read may be any address. */
export function blockOf(cidr: unknown, except: readonly unknown[], reaches: 'all' | 'outside'): Who {
  const block = parseBlock(cidr);
  const without = except.map(parseBlock);
  const readable = without.filter((one) => one !== undefined);
  if (block === undefined) return perhaps(reaches === 'all' ? everyone : { kind: 'outside' }, 'field');
  const who: Who = { kind: 'block', block, except: readable, reaches };
  return readable.length === without.length ? who : perhaps({ ...who, except: [] }, 'field');
}

function portsOf(value: unknown): PortsDeclared {
  const list = listOf(value).map(recordOf);
  if (list.length === 0) return { ports: allPorts, named: [] };
  const sets: PortSet[] = [];
  const named: PortsDeclared['named'][number][] = [];
  for (const { port, endPort, protocol = 'TCP' } of list) {
    if (!isProtocol(protocol)) continue;
    if (port === undefined || port === null) sets.push(wholeProtocol(protocol));
    else if (typeof port === 'number')
      sets.push(portRange(protocol, port, typeof endPort === 'number' ? endPort : port));
    else if (typeof port === 'string') named.push({ protocol, name: port });
  }
  return { ports: sets.length === 0 ? noPorts : joinPorts(sets), named };
}
