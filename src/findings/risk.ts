import type { Language, Severity } from '../checks/index.ts';
import type { InventoryObject } from '../inventory/index.ts';
import { recordOf } from '../kubernetes/index.ts';
import type { Exposure, RiskFactorCode } from './facts.ts';
import type { Finding, RiskFactor } from './finding.ts';

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

const names: Readonly<Record<Language, Readonly<Record<RiskFactorCode, string>>>> = {
  en: {
    severity: 'severity of the check',
    internet: 'reachable from outside the cluster',
    'node-port': 'reachable through a node port',
    'host-network': 'uses the network of its node',
    'every-node': 'runs on every node',
    escape: 'has a container that can take over its node',
    token: 'carries a service account token',
    'system-namespace': 'in a system namespace',
    production: 'in production',
    test: 'in a test or development namespace',
    isolated: 'a NetworkPolicy restricts who can reach it',
    open: 'no NetworkPolicy restricts who can reach it',
  },
  'zh-CN': {
    severity: '检查项的严重程度',
    internet: '可从集群外部访问',
    'node-port': '可通过节点端口访问',
    'host-network': '使用节点的网络',
    'every-node': '在每个节点上运行',
    escape: '其中有容器可以接管所在节点',
    token: '带有服务账号令牌',
    'system-namespace': '位于系统命名空间',
    production: '位于生产环境',
    test: '位于测试或开发命名空间',
    isolated: '有 NetworkPolicy 限制谁能访问它',
    open: '没有 NetworkPolicy 限制谁能访问它',
  },
};

/** What is known about a workload from the objects around it. */
export interface Surroundings {
  readonly exposure: (object: InventoryObject) => Exposure;
  /** Whether a policy restricts its ingress; undefined where that says nothing (it carries no pods). */
  readonly isolated: (object: InventoryObject) => boolean | undefined;
}

/** Shared by all findings of an object and a severity. */
type Risk = Finding['risk'];

export class RiskScale {
  readonly #surroundings: Surroundings;
  readonly #language: Language;
  readonly #risks = new Map<InventoryObject, Partial<Record<Severity, Risk>>>();

  constructor(surroundings: Surroundings, language: Language) {
    this.#surroundings = surroundings;
    this.#language = language;
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
    const around = this.#factorsOf(object);
    const text = names[this.#language];
    const factors: RiskFactor[] = [{ name: text.severity, weight: base[severity] }];
    for (const name of around) if (name !== 'severity') factors.push({ name: text[name], weight: weights[name] });
    const sum = factors.reduce((total, factor) => total + factor.weight, 0);
    return { score: Math.max(0, Math.min(100, sum)), factors };
  }

  *#factorsOf(object: InventoryObject): Generator<RiskFactorCode> {
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
