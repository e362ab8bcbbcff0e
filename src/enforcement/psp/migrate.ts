import type { CheckedViolation, Language } from '../../checks/index.ts';
import { evaluatePolicies, policiesOf } from '../../checks/policies/index.ts';
import { type Diagnostic, type Inventory, type InventoryObject, inventoryFromText } from '../../inventory/index.ts';
import { formatVersion, type KubernetesObject, type MinorVersion } from '../../kubernetes/index.ts';
import type { Action } from '../export/index.ts';
import { failuresAt, type Level, levels, systemNamespaces } from '../pod-security/index.ts';
import { changesOf, type PspChange } from './changes.ts';
import { grantsIn, type PspGrant, type PspGrants } from './grants.ts';
import { levelOf, type PspLevel } from './level.ts';
import { admissionPolicy, type PolicyWords, policyBinding } from './objects.ts';
import { type PodSecurityPolicy, type PspMistake, pspKinds, readPodSecurityPolicy } from './pod-security-policy.ts';

export interface PspOptions {
  readonly action: Action;
  /** Of the clusters that get the result. */
  readonly kubernetesVersion: MinorVersion;
  readonly words: PolicyWords;
}

/** One PodSecurityPolicy in today's terms. */
export interface PspReading extends PspLevel {
  readonly name: string;
  readonly object: InventoryObject;
  readonly changes: readonly PspChange[];
  /** Whether some role of the input grants it to somebody. */
  readonly isGranted: boolean;
}

/** What a namespace gets. */
export interface PspNamespace {
  readonly name: string;
  /** In the order of their names, in which PodSecurityPolicies were tried. */
  readonly grants: readonly PspGrant[];
  /** The nearest level; undefined where nothing is granted: no pod could be made in it. */
  readonly level: Level | undefined;
  /** The admission policy for the rest; undefined where the level says it all. */
  readonly policy: string | undefined;
}

export interface PspMigration {
  readonly policies: readonly PspReading[];
  readonly namespaces: readonly PspNamespace[];
  /** The policy of every namespace that is not named; undefined where nothing is granted to everybody. */
  readonly elsewhere: PspNamespace | undefined;
  /** Kubernetes' own namespaces in which policies were granted: they are left as they are. */
  readonly left: readonly string[];
  readonly mistakes: readonly PspMistake[];
  readonly missing: PspGrants['missing'];
  readonly unseenRoles: PspGrants['unseenRoles'];
  /** The same policies as the pods of controllers meet them, whatever people may use for pods of their own: for the prediction. */
  readonly asControllers: readonly KubernetesObject[];
  /** By the name of its file, what to apply. */
  readonly files: ReadonlyMap<string, readonly KubernetesObject[]>;
}

/** PodSecurityPolicies, and the roles that granted them, as Pod Security levels and admission policies. */
export function migratePsp(inventory: Inventory, options: PspOptions): PspMigration {
  const read = inventory.ofKind(...pspKinds).map(readPodSecurityPolicy);
  const mistakes = read.flatMap((one) => (isMistakes(one) ? one : []));
  const policies = new Map(
    read
      .flatMap((one) => (isMistakes(one) ? [] : [one]))
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map((policy) => [policy.name, policy] as const),
  );
  const grants = grantsIn(inventory, [...policies.keys()]);
  const builder = new Builder(policies, grants, options);
  const names = [...namespacesIn(inventory, grants)].sort();
  const namespaces = names.filter((name) => !systemNamespaces.includes(name)).map((name) => builder.namespace(name));
  const elsewhere = builder.elsewhere([...names, ...systemNamespaces]);
  const held = new Set(
    [undefined, ...names, ...systemNamespaces].flatMap((name) => grants.of(name)).map(({ policy }) => policy),
  );
  for (const policy of policies.values()) if (!held.has(policy.name)) builder.unbound(policy);
  return {
    policies: [...policies.values()].map((policy) => ({
      name: policy.name,
      object: policy.object,
      ...levelOf(policy),
      changes: changesOf(policy),
      isGranted: held.has(policy.name),
    })),
    namespaces,
    elsewhere,
    left: systemNamespaces.filter((name) => names.includes(name)),
    mistakes,
    missing: grants.missing,
    unseenRoles: grants.unseenRoles,
    asControllers: builder.asControllers(),
    files: builder.files(),
  };
}

function isMistakes(one: PodSecurityPolicy | readonly PspMistake[]): one is readonly PspMistake[] {
  return Array.isArray(one);
}

function namespacesIn(inventory: Inventory, grants: PspGrants): ReadonlySet<string> {
  const named = inventory.ofKind('/Namespace').map(({ name }) => name);
  const used = inventory.workloads.flatMap(({ namespace }) => namespace ?? []);
  return new Set([...named, ...used, ...grants.namespaces]);
}

/** Gathers the objects: one policy for all namespaces in which the same is granted. */
class Builder {
  readonly #policies: ReadonlyMap<string, PodSecurityPolicy>;
  readonly #grants: PspGrants;
  readonly #options: PspOptions;
  readonly #made = new Map<string, { readonly policy: KubernetesObject; readonly namespaces: string[] }>();
  readonly #files = new Map<string, readonly KubernetesObject[]>();
  readonly #asControllers: KubernetesObject[] = [];
  #elsewhere:
    | { readonly name: string; readonly policy: KubernetesObject; readonly notIn: readonly string[] }
    | undefined;

  constructor(policies: ReadonlyMap<string, PodSecurityPolicy>, grants: PspGrants, options: PspOptions) {
    this.#policies = policies;
    this.#grants = grants;
    this.#options = options;
  }

  namespace(name: string): PspNamespace {
    const grants = this.#grants.of(name);
    if (grants.length === 0) return { name, grants, level: undefined, policy: undefined };
    const level = this.#levelFor(grants);
    const policy = admissionPolicy(this.#used(grants), level, this.#options.words);
    const made = policy?.metadata?.name;
    this.#predict(grants, level, { in: [name] });
    if (policy !== undefined && made !== undefined) {
      const known = this.#made.get(made);
      if (known === undefined) this.#made.set(made, { policy, namespaces: [name] });
      else known.namespaces.push(name);
    }
    if (level !== 'privileged') {
      const mode = { Deny: 'enforce', Warn: 'warn', Audit: 'audit' }[this.#options.action];
      const labels = {
        [`pod-security.kubernetes.io/${mode}`]: level,
        [`pod-security.kubernetes.io/${mode}-version`]: `v${formatVersion(this.#options.kubernetesVersion)}`,
      };
      this.#files.set(`namespace-${name}.yaml`, [{ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } }]);
    }
    return { name, grants, level, policy: made };
  }

  asControllers(): readonly KubernetesObject[] {
    return this.#asControllers;
  }

  /** Where everybody was granted something in all namespaces: those that nobody names, and those to come. */
  elsewhere(names: readonly string[]): PspNamespace | undefined {
    const grants = this.#grants.of(undefined);
    if (!grants.some(({ everybody }) => everybody)) return undefined;
    const policy = admissionPolicy(this.#used(grants), undefined, this.#options.words);
    const name = policy?.metadata?.name;
    this.#predict(grants, undefined, { notIn: names });
    if (policy !== undefined && name !== undefined)
      this.#elsewhere = { name, policy, notIn: [...new Set(names)].sort() };
    return { name: '*', grants, level: this.#levelFor(grants), policy: name };
  }

  /** A policy that nobody was granted: without a binding. */
  unbound(policy: PodSecurityPolicy): void {
    const made = admissionPolicy([[policy, undefined]], undefined, this.#options.words);
    const name = made?.metadata?.name;
    if (made !== undefined && name !== undefined && !this.#made.has(name))
      this.#made.set(name, { policy: made, namespaces: [] });
  }

  files(): ReadonlyMap<string, readonly KubernetesObject[]> {
    const { action } = this.#options;
    const made = new Map(
      [...this.#made].map(([name, { policy, namespaces }]) => [
        name,
        [policy, ...(namespaces.length > 0 ? [policyBinding(name, action, { in: namespaces })] : [])],
      ]),
    );
    if (this.#elsewhere !== undefined) {
      const { name, policy, notIn } = this.#elsewhere;
      made.set(name, [...(made.get(name) ?? [policy]), policyBinding(name, action, { notIn })]);
    }
    const named = [...made].map(([name, objects]) => [`${name}.yaml`, objects] as const);
    return new Map([...this.#files, ...named].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** One policy for each place, under a name of its own. */
  #predict(grants: readonly PspGrant[], level: Level | undefined, where: Parameters<typeof policyBinding>[2]): void {
    const ofPods = grants.flatMap((grant) => (reachesPods(grant) ? [asMet(grant)] : []));
    const policy = admissionPolicy(this.#used(ofPods), level, this.#options.words);
    if (policy === undefined) return;
    const name = `predicted-${this.#asControllers.length}`;
    this.#asControllers.push(
      { ...policy, metadata: { ...policy.metadata, name } },
      { ...policyBinding(name, 'Deny', where), metadata: { name } },
    );
  }

  #used(grants: readonly PspGrant[]): readonly (readonly [PodSecurityPolicy, PspGrant])[] {
    return grants.flatMap((grant) => {
      const policy = this.#policies.get(grant.policy);
      return policy === undefined ? [] : [[policy, grant] as const];
    });
  }

  /** The weakest that pods of the namespace could use: what people may use for pods of their own does not lower it. */
  #levelFor(grants: readonly PspGrant[]): Level {
    const ofPods = grants.filter(reachesPods);
    const found = this.#used(ofPods.length > 0 ? ofPods : grants).map(([policy]) => levelOf(policy).level);
    return levels.find((level) => found.includes(level)) ?? 'privileged';
  }
}

/** Whether pods that controllers make could use it: by their account, or by the controllers' own. */
export function reachesPods(grant: PspGrant): boolean {
  return grant.everybody || grant.accounts.length > 0 || isOfControllers(grant);
}

function isOfControllers({ users, groups }: PspGrant): boolean {
  return [...users, ...groups].some((name) => /^system:serviceaccounts?:kube-system(?::|$)/.test(name));
}

/** A grant as pods meet it that controllers make. */
function asMet(grant: PspGrant): PspGrant {
  return { ...grant, everybody: grant.everybody || isOfControllers(grant), users: [], groups: [] };
}

/** A workload of the input that would be refused, by the level of its namespace or by a policy. */
export interface PspRefusal {
  readonly object: InventoryObject;
  readonly byLevel: readonly CheckedViolation[];
  /** Messages of admission policies. */
  readonly byPolicy: readonly string[];
}

export interface PspPrediction {
  /** Workloads in namespaces that get something. */
  readonly asked: number;
  readonly refused: readonly PspRefusal[];
  /** What has no answer: who makes a pod, for one, is not in files. */
  readonly unanswered: readonly Diagnostic[];
}

/** Which of the input's workloads the result would refuse, once it denies. */
export function predictPsp(
  inventory: Inventory,
  { namespaces, elsewhere, asControllers }: PspMigration,
  version: MinorVersion,
  language: Language,
): PspPrediction {
  const byLevel = new Map<InventoryObject, CheckedViolation[]>();
  const unanswered: Diagnostic[] = [];
  for (const level of ['baseline', 'restricted'] as const) {
    const names = namespaces.filter((one) => one.level === level).map(({ name }) => name);
    if (names.length === 0) continue;
    const failures = failuresAt({ level, version }, inventory, version);
    for (const name of names) {
      unanswered.push(...(failures.unanswered.get(name) ?? []));
      for (const violation of failures.byNamespace.get(name) ?? [])
        byLevel.set(violation.object, [...(byLevel.get(violation.object) ?? []), violation]);
    }
  }
  const byPolicy = new Map<InventoryObject, string[]>();
  if (asControllers.length > 0) {
    const text = asControllers.map((object) => JSON.stringify(object)).join('\n---\n');
    const { violations, diagnostics } = evaluatePolicies(
      policiesOf(inventoryFromText(text), version),
      inventory,
      language,
    );
    unanswered.push(...diagnostics);
    for (const { object, values } of violations)
      byPolicy.set(object, [...(byPolicy.get(object) ?? []), values?.message ?? '']);
  }
  const known = new Set(namespaces.filter(({ level }) => level !== undefined).map(({ name }) => name));
  const there = inventory.workloads.filter(
    ({ namespace = '' }) =>
      known.has(namespace) || (elsewhere !== undefined && namespace !== '' && !systemNamespaces.includes(namespace)),
  );
  const objects = [...new Set([...byLevel.keys(), ...byPolicy.keys()])].sort((a, b) =>
    placeOf(a) < placeOf(b) ? -1 : 1,
  );
  return {
    asked: there.length,
    refused: objects.map((object) => ({
      object,
      byLevel: byLevel.get(object) ?? [],
      byPolicy: byPolicy.get(object) ?? [],
    })),
    unanswered,
  };
}

/** By namespace, kind and name. */
function placeOf({ namespace = '', kind, name }: InventoryObject): string {
  return `${namespace} ${kind} ${name}`;
}
