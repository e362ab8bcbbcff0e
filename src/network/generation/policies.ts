import { createHash } from 'node:crypto';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import type { Port } from './need.ts';
import { generatedLabel, generatedValue } from './needs/policies.ts';
import type { Rule, UnitRules } from './rules.ts';
import type { Unit } from './units.ts';

/** A policy with why each of its rules is there, in the order of the rules. */
export interface GeneratedPolicy {
  readonly object: KubernetesObject;
  readonly rules: { readonly ingress: readonly Rule[]; readonly egress: readonly Rule[] };
  /** What it is for: closing the namespace, what all pods of it may do (ask for names), or one workload. */
  readonly role: 'default-deny' | 'all-pods' | 'workload';
  readonly unit?: Unit;
}

const none: UnitRules = { ingress: [], egress: [] };

/**
 * Policies of a namespace; `closes`: with the one that closes it, where no baseline of the cluster does.
 * That one comes last, so that nothing is cut off while they are applied one by one.
 */
export function namespacePolicies(
  namespace: string,
  units: readonly Unit[],
  rules: ReadonlyMap<Unit | string, UnitRules>,
  closes: boolean,
): readonly GeneratedPolicy[] {
  const policy = (
    name: string,
    role: GeneratedPolicy['role'],
    podSelector: object,
    { ingress, egress }: UnitRules,
    types: readonly string[],
  ): GeneratedPolicy => ({
    role,
    rules: { ingress, egress },
    object: {
      apiVersion: 'networking.k8s.io/v1',
      kind: 'NetworkPolicy',
      metadata: {
        name,
        namespace,
        labels: { 'app.kubernetes.io/managed-by': 'breakwater', [generatedLabel]: generatedValue },
      },
      spec: {
        podSelector,
        policyTypes: types,
        ...(ingress.length > 0 && { ingress: ingress.map((rule) => ruleObject(rule, 'from')) }),
        ...(egress.length > 0 && { egress: egress.map((rule) => ruleObject(rule, 'to')) }),
      },
    },
  });
  const both = ['Ingress', 'Egress'];
  const ofUnits = units.flatMap((unit) => {
    const own = rules.get(unit);
    if (own === undefined || own.ingress.length + own.egress.length === 0) return [];
    return [{ ...policy(policyName(unit), 'workload', unit.selector, own, both), unit }];
  });
  const shared = rules.get(namespace);
  return [
    ...(shared === undefined ? [] : [policy('breakwater-all-pods', 'all-pods', {}, shared, ['Egress'])]),
    ...ofUnits.sort((a, b) => ((a.object.metadata?.name ?? '') < (b.object.metadata?.name ?? '') ? -1 : 1)),
    ...(closes ? [policy('breakwater-default-deny', 'default-deny', {}, none, both)] : []),
  ];
}

function ruleObject({ peers, ports }: Rule, field: 'from' | 'to'): object {
  return {
    ...(peers.length > 0 && { [field]: peers }),
    ports: ports.map(portObject),
  };
}

function portObject({ protocol, port }: Port): object {
  return { protocol, ...(port !== undefined && { port }) };
}

/** The workload's, where that can be the name of an object: at most 253 characters. */
function policyName({ name, namespace }: Unit): string {
  const [kind = '', , own = ''] = name.split('/');
  const text = `breakwater-${kind.toLowerCase()}-${own}`;
  if (text.length <= 200 && /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(text)) return text;
  return `breakwater-${createHash('sha256').update(`${namespace}/${name}`).digest('hex').slice(0, 16)}`;
}
