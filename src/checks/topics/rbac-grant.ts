import {
  type Access,
  accessOf,
  type Binding,
  bindingKinds,
  builtInRoles,
  isSystemOwned,
  type PolicyRule,
  type Role,
  reachOf,
  roleKinds,
} from '../../access/index.ts';
import type { FieldPath } from '../../kubernetes/index.ts';
import { type InventoryCheck, inventoryCheck, type Violation } from '../check.ts';
import { type Severity, severities } from '../severity.ts';

/** Verbs on resources that make a rule dangerous. */
export interface Grant {
  /** API groups; '' is the core group. */
  readonly groups: readonly string[];
  /** `pods`, `pods/exec`; all of them outside namespaces where `clusterScoped`. */
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** A grant within a namespace (a Role, or a ClusterRole bound by RoleBindings) gives nothing on such resources. */
  readonly clusterScoped?: true;
  /** Only where the rule reaches this namespace. */
  readonly namespace?: string;
  /**
   * What `resourceNames` make of it: nothing is left of the danger where absent, it stays at a lower severity ('lower'), or it stays
   * where one of these names is among them.
   */
  readonly named?: 'lower' | readonly string[];
  /** Another severity than the check's, for a part of it that is less dangerous. */
  readonly severity?: Severity;
  /** Another text than the usual, by its prefix. */
  readonly message?: string;
}

/** How far what is written in a role reaches, by the bindings of the input. */
export interface Holding {
  readonly role: Role;
  /** cluster: bound everywhere; namespace: bound in some; builtIn: added to Kubernetes' own admin, edit or view; unbound: neither. */
  readonly how: 'cluster' | 'namespace' | 'builtIn' | 'unbound';
  /** Namespaces where it counts; undefined: everywhere, cluster-scoped objects included. */
  readonly namespaces: readonly string[] | undefined;
  readonly values: Readonly<Record<string, string>>;
}

/** One step less. */
export function lower(severity: Severity): Severity {
  return severities[Math.min(severities.indexOf(severity) + 1, severities.indexOf('low'))] ?? 'low';
}

export function worse(a: Severity, b: Severity): Severity {
  return severities.indexOf(a) <= severities.indexOf(b) ? a : b;
}

/** The same right inside some namespaces, in a role that nothing binds, or one that is added to a built-in role, is one step less severe. */
export function severityFor(severity: Severity, holding: Holding): Severity {
  return holding.how === 'cluster' ? severity : lower(severity);
}

/** At most a few names, so that a message stays a sentence. */
export function some(names: readonly string[]): string {
  const unique = [...new Set(names)];
  return unique.length <= 4 ? unique.join(', ') : `${unique.slice(0, 3).join(', ')}, … (${unique.length})`;
}

const holdings = new WeakMap<Access, readonly Holding[]>();

/**
 * The roles that users wrote, each with those who hold it. Kubernetes' own roles and bindings (`system:*`, rbac-defaults, the built-in
 * four) are not asked, but a `system:` role that somebody else's binding hands out is.
 */
export function holdingsOf(access: Access): readonly Holding[] {
  let list = holdings.get(access);
  if (list === undefined) {
    list = access.roles.flatMap((role) => holdingOf(access, role) ?? []);
    holdings.set(access, list);
  }
  return list;
}

function holdingOf(access: Access, role: Role): Holding | undefined {
  if (role.object.object.metadata?.labels?.['kubernetes.io/bootstrapping'] === 'rbac-defaults') return undefined;
  if (role.namespace === undefined && builtInRoles.some((name) => name === role.object.name)) return undefined;
  const held = access.heldBy(role);
  const bindings = held.bindings.filter((binding) => !isSystemOwned(binding.object));
  if (bindings.length === 0 && isSystemOwned(role.object)) return undefined;
  const everywhere = bindings.some((binding) => binding.namespace === undefined);
  const bound = bindings.flatMap((binding) => binding.namespace ?? []);
  const values = {
    holders: some(bindings.flatMap(holdersOf)),
    namespaces: some(bound),
    roles: held.aggregatedTo.join(', '),
  };
  if (role.namespace !== undefined)
    return { role, how: bindings.length > 0 ? 'namespace' : 'unbound', namespaces: [role.namespace], values };
  if (everywhere) return { role, how: 'cluster', namespaces: undefined, values };
  if (bindings.length > 0 && held.aggregatedTo.length === 0)
    return { role, how: 'namespace', namespaces: bound, values };
  return { role, how: held.aggregatedTo.length > 0 ? 'builtIn' : 'unbound', namespaces: undefined, values };
}

/** `ServiceAccount shop/web`, `Group devs`; the binding itself where it has no subjects yet. */
export function holdersOf(binding: Binding): readonly string[] {
  if (binding.subjects.length === 0) return [`${binding.object.kind} ${binding.object.name}`];
  return binding.subjects.map(
    ({ kind, name, namespace }) => `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`,
  );
}

/** What of a grant a rule gives: its verbs and resources as text, and whether only on named objects. */
export interface Given {
  readonly grant: Grant;
  readonly rights: string;
  readonly named: boolean;
}

export function givenBy(rule: PolicyRule, grant: Grant, namespaces: readonly string[] | undefined): Given | undefined {
  if (grant.clusterScoped && namespaces !== undefined) return undefined;
  if (grant.namespace !== undefined && namespaces !== undefined && !namespaces.includes(grant.namespace))
    return undefined;
  const verbs = new Set<string>();
  const resources = new Set<string>();
  let named = false;
  for (const group of grant.groups)
    for (const resource of grant.resources)
      for (const verb of grant.verbs) {
        const reach = reachOf(rule, verb, group, resource);
        if (reach === 'none' || (reach === 'named' && !staysDangerous(rule, grant))) continue;
        named ||= reach === 'named';
        verbs.add(verb);
        resources.add(resource);
      }
  if (verbs.size === 0) return undefined;
  return { grant, rights: `${[...verbs].join(', ')}: ${[...resources].join(', ')}`, named };
}

function staysDangerous(rule: PolicyRule, { named }: Grant): boolean {
  if (named === undefined || named === 'lower') return named === 'lower';
  return rule.resourceNames.some((name) => named.includes(name));
}

/** A check that asks which rules give a grant. */
export interface GrantCheck extends InventoryCheck {
  readonly grants: readonly Grant[];
}

/**
 * A question of every rule of every role: one finding a rule, at the rule, because that is the place to edit; it says who holds it.
 * What `*` in a rule implies is told by the wildcard checks, where they are asked.
 */
export function grantCheck(
  check: Omit<InventoryCheck, 'type' | 'of' | 'reads' | 'scope' | 'run' | 'coveredBy'> & {
    readonly grants: readonly Grant[];
  },
): GrantCheck {
  const { grants, ...base } = check;
  const run = ({ inventory }: { inventory: Parameters<typeof accessOf>[0] }) =>
    holdingsOf(accessOf(inventory)).flatMap((holding) =>
      holding.role.rules.flatMap(({ rule, path }) => violationOf(base.severity, grants, holding, rule, path) ?? []),
    );
  return {
    ...inventoryCheck({
      ...base,
      of: roleKinds,
      reads: bindingKinds,
      scope: 'access',
      coveredBy: ['rbac-wildcard-all', 'rbac-wildcard-resource'],
      run,
    }),
    grants,
  };
}

function violationOf(
  severity: Severity,
  grants: readonly Grant[],
  holding: Holding,
  rule: PolicyRule,
  path: FieldPath,
): Violation | undefined {
  const found = worstOf(severity, grants, rule, holding.namespaces);
  if (found === undefined) return undefined;
  const { given } = found;
  const prefix = given.some(({ grant }) => grant.message === undefined) ? undefined : given[0]?.grant.message;
  return {
    object: holding.role.object,
    path,
    severity: severityFor(found.severity, holding),
    message: prefix === undefined ? holding.how : `${prefix}-${holding.how}`,
    values: { ...holding.values, rights: given.map(({ rights }) => rights).join('; ') },
  };
}

/** The grants that a rule gives, and the worst severity among them. */
export function worstOf(
  severity: Severity,
  grants: readonly Grant[],
  rule: PolicyRule,
  namespaces: readonly string[] | undefined,
): { readonly severity: Severity; readonly given: readonly Given[] } | undefined {
  const given = grants.flatMap((grant) => givenBy(rule, grant, namespaces) ?? []);
  if (given.length === 0) return undefined;
  const each = given.map(({ grant, named }) => {
    const own = grant.severity ?? severity;
    return named && grant.named === 'lower' ? lower(own) : own;
  });
  return { severity: each.reduce(worse), given };
}
