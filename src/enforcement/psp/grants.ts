import { accessOf, type Binding, type PolicyRule, reachOf, type Subject } from '../../access/index.ts';
import type { Inventory } from '../../inventory/index.ts';
import { pspGroups } from './pod-security-policy.ts';

/** Who may use a policy in a namespace. */
export interface PspGrant {
  readonly policy: string;
  /** Every pod of the namespace: its service account, whichever it is, or anybody who makes it. Then nobody else is named. */
  readonly everybody: boolean;
  /** Names of service accounts of the namespace, for the pods that run as them. */
  readonly accounts: readonly string[];
  /** Others, for the pods that they make themselves. */
  readonly users: readonly string[];
  readonly groups: readonly string[];
}

/** What the roles and bindings of the input say about the use of policies. */
export interface PspGrants {
  /** Of a namespace, by the policies' names; without a namespace: of any that no binding names. */
  readonly of: (namespace: string | undefined) => readonly PspGrant[];
  /** Namespaces that bindings name. */
  readonly namespaces: ReadonlySet<string>;
  /** Policies that roles name and the input does not have. */
  readonly missing: readonly string[];
  /** Roles that bindings name and the input does not have: whether they granted policies is not known. */
  readonly unseenRoles: readonly string[];
}

interface Use {
  readonly policy: string;
  readonly binding: Binding;
}

/** @param policies the names of all policies, which a rule without names grants together */
export function grantsIn(inventory: Inventory, policies: readonly string[]): PspGrants {
  const access = accessOf(inventory);
  const uses: Use[] = [];
  const missing = new Set<string>();
  for (const role of access.roles) {
    const named = new Set(role.rules.flatMap(({ rule }) => usedBy(rule, policies)));
    const known = [...named].filter((name) => policies.includes(name));
    for (const name of named) if (!known.includes(name)) missing.add(name);
    if (known.length > 0)
      for (const binding of access.heldBy(role).bindings) for (const policy of known) uses.push({ policy, binding });
  }
  const unseen = new Set<string>();
  for (const binding of access.bindings) {
    const { kind, name } = binding.role;
    if (access.findRole(kind, binding.namespace, name) !== undefined) continue;
    // Every cluster has it.
    if (kind === 'ClusterRole' && name === 'cluster-admin')
      for (const policy of policies) uses.push({ policy, binding });
    else if (!(kind === 'ClusterRole' && ['admin', 'edit', 'view'].includes(name))) unseen.add(`${kind}/${name}`);
  }
  const inOrder = uses.sort((a, b) => (a.policy < b.policy ? -1 : a.policy > b.policy ? 1 : 0));
  return {
    of: (namespace) => grantsOf(inOrder, namespace),
    namespaces: new Set(inOrder.flatMap(({ binding }) => namespacesOf(binding))),
    missing: [...missing].sort(),
    unseenRoles: [...unseen].sort(),
  };
}

function usedBy(rule: PolicyRule, policies: readonly string[]): readonly string[] {
  const reaches = pspGroups.map((group) => reachOf(rule, 'use', group, 'podsecuritypolicies'));
  if (reaches.includes('all')) return policies;
  return reaches.includes('named') ? rule.resourceNames : [];
}

/** The namespace that a binding is confined to; of others those whose accounts it names. */
function namespacesOf({ namespace, subjects }: Binding): readonly string[] {
  if (namespace !== undefined) return [namespace];
  return subjects.flatMap((subject) => {
    if (subject.kind === 'ServiceAccount') return subject.namespace ?? [];
    const own = subject.kind === 'Group' ? /^system:serviceaccounts:(.+)$/.exec(subject.name)?.[1] : undefined;
    return own ?? [];
  });
}

function grantsOf(uses: readonly Use[], namespace: string | undefined): readonly PspGrant[] {
  const holding = uses.filter(({ binding }) => binding.namespace === undefined || binding.namespace === namespace);
  return [...Map.groupBy(holding, ({ policy }) => policy)].flatMap(([policy, list]): readonly PspGrant[] => {
    const subjects = list.flatMap(({ binding }) => binding.subjects);
    if (subjects.some((subject) => isEverybody(subject, namespace)))
      return [{ policy, everybody: true, accounts: [], users: [], groups: [] }];
    const accounts = namesOf(subjects, (one) => (isOwnAccount(one, namespace) ? one.name : undefined));
    const users = namesOf(subjects, (one) => userOf(one, namespace));
    const groups = namesOf(subjects, (one) => (one.kind === 'Group' ? one.name : undefined));
    const isHeld = accounts.length + users.length + groups.length > 0;
    return isHeld ? [{ policy, everybody: false, accounts, users, groups }] : [];
  });
}

/** A pod always has a service account, and whoever makes it is authenticated. */
function isEverybody({ kind, name }: Subject, namespace: string | undefined): boolean {
  const own = namespace === undefined ? [] : [`system:serviceaccounts:${namespace}`];
  return kind === 'Group' && ['system:authenticated', 'system:serviceaccounts', ...own].includes(name);
}

function isOwnAccount(subject: Subject, namespace: string | undefined): boolean {
  return subject.kind === 'ServiceAccount' && namespace !== undefined && subject.namespace === namespace;
}

/** What the API server calls a user, or an account of another namespace. */
function userOf(subject: Subject, namespace: string | undefined): string | undefined {
  if (subject.kind === 'User') return subject.name;
  if (subject.kind !== 'ServiceAccount' || isOwnAccount(subject, namespace)) return undefined;
  return `system:serviceaccount:${subject.namespace ?? ''}:${subject.name}`;
}

function namesOf(subjects: readonly Subject[], name: (one: Subject) => string | undefined): readonly string[] {
  return [...new Set(subjects.flatMap((one) => name(one) ?? []))].sort();
}
