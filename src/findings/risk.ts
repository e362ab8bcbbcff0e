import type { Severity } from '../checks/index.ts';
import type { InventoryObject } from '../inventory/index.ts';
import { recordOf } from '../kubernetes/index.ts';
import type { Exposure, FindingFacts, RiskFactorCode } from './facts.ts';

/** Where a severity alone puts a finding on the scale of 0 to 100; what is around it moves it by the factors below. */
const base: Readonly<Record<Severity, number>> = { critical: 70, high: 50, medium: 30, low: 12, info: 3 };

/**
 * Points of each factor. The order of things follows how attackers use them (what can be reached counts most, then what is
 * gained by it); the sizes are ours, chosen so that one step of severity outweighs any single factor but being on the internet.
 */
const weights: Readonly<Record<Exclude<RiskFactorCode, 'severity'>, number>> = {
  internet: 20,
  'node-port': 10,
  'host-network': 8,
  'every-node': 4,
  escape: 8,
  token: 3,
  'system-namespace': 5,
  production: 5,
  test: -8,
  isolated: -4,
  open: 2,
};

/** What is known about a workload from the objects around it. */
export interface Surroundings {
  readonly exposure: (object: InventoryObject) => Exposure;
  /** Whether a policy restricts its ingress; undefined where that says nothing (it carries no pods). */
  readonly isolated: (object: InventoryObject) => boolean | undefined;
}

/** Where nothing is known of the object. */
export function baseRisk(severity: Severity): FindingFacts['risk'] {
  return { score: base[severity], factors: [{ code: 'severity', weight: base[severity] }] };
}

/** Shared by all findings of an object and a severity. */
type Risk = FindingFacts['risk'];

export class RiskScale {
  readonly #surroundings: Surroundings;
  readonly #risks = new Map<InventoryObject, Partial<Record<Severity, Risk>>>();

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
  }

  /** The score of a finding on an object, with all that went into it; the weights add up to the score before it is held to 0 … 100. */
  of(severity: Severity, object: InventoryObject): Risk {
    let known = this.#risks.get(object);
    if (known === undefined) {
      known = {};
      this.#risks.set(object, known);
    }
    known[severity] ??= this.#riskOf(severity, object);
    return known[severity];
  }

  #riskOf(severity: Severity, object: InventoryObject): Risk {
    const factors: Risk['factors'][number][] = [{ code: 'severity', weight: base[severity] }];
    for (const code of this.#factorsOf(object)) factors.push({ code, weight: weights[code] });
    const sum = factors.reduce((total, factor) => total + factor.weight, 0);
    return { score: Math.max(0, Math.min(100, sum)), factors };
  }

  *#factorsOf(object: InventoryObject): Generator<keyof typeof weights> {
    const namespace = object.declaredNamespace ?? '';
    if (/^(kube-system|kube-public|kube-node-lease)$/.test(namespace)) yield 'system-namespace';
    if (/(^|-)(prod|production|prd|live)(-|$)/.test(namespace)) yield 'production';
    if (/(^|-)(test|tests|testing|dev|development|sandbox|staging|qa|ci)(-|$)/.test(namespace)) yield 'test';
    if (object.podTemplates.length === 0) return;
    const exposure = this.#surroundings.exposure(object);
    if (exposure !== 'none') yield exposure;
    const isolated = this.#surroundings.isolated(object);
    if (isolated !== undefined) yield isolated ? 'isolated' : 'open';
    if (object.kind === 'DaemonSet') yield 'every-node';
    if (object.podTemplates.some(({ spec, containers }) => spec.hostPID === true || containers.some(isPrivileged)))
      yield 'escape';
    if (
      object.podTemplates.some(
        ({ spec }) => spec.serviceAccountName !== undefined && spec.automountServiceAccountToken !== false,
      )
    )
      yield 'token';
  }
}

function isPrivileged({ container }: { container: Readonly<Record<string, unknown>> }): boolean {
  return recordOf(container.securityContext).privileged === true;
}
