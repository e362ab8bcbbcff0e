import type { Inventory, InventoryObject } from '../inventory/index.ts';
import {
  type FieldPath,
  isRecord,
  type Labels,
  listOf,
  recordOf,
  selectorMatches,
  stringOf,
  textOf,
} from '../kubernetes/index.ts';
import { type PolicyRule, readRule } from './rule.ts';

const group = 'rbac.authorization.k8s.io';

export const roleKinds: readonly string[] = [`${group}/Role`, `${group}/ClusterRole`];
export const bindingKinds: readonly string[] = [`${group}/RoleBinding`, `${group}/ClusterRoleBinding`];

export interface Subject {
  readonly kind: 'User' | 'Group' | 'ServiceAccount';
  readonly name: string;
  /** Of a ServiceAccount. */
  readonly namespace?: string;
  /** In the binding, e.g. `['subjects', 0]`. */
  readonly path: FieldPath;
}

/** A RoleBinding or ClusterRoleBinding. */
export interface Binding {
  readonly object: InventoryObject;
  /** The namespace that it is confined to; undefined for a ClusterRoleBinding. */
  readonly namespace: string | undefined;
  readonly role: { readonly kind: string; readonly name: string };
  readonly subjects: readonly Subject[];
}

/** A Role or ClusterRole of the input, with the rules written in it. */
export interface Role {
  readonly object: InventoryObject;
  /** undefined for a ClusterRole. */
  readonly namespace: string | undefined;
  readonly rules: readonly { readonly rule: PolicyRule; readonly path: FieldPath }[];
}

/** Who holds the rules of a role, by the bindings of the input. */
export interface Held {
  /** Bindings of the role itself and, for a ClusterRole, of the roles that aggregate it. */
  readonly bindings: readonly Binding[];
  /** Kubernetes' own roles (admin, edit, view) that aggregate it: who holds them in a cluster is often not in the input. */
  readonly aggregatedTo: readonly string[];
}

/** How many aggregating roles may stand between a rule and who holds it. */
const deepestChain = 8;

/** ClusterRoles that every cluster has and that people bind; the others of Kubernetes' own start with `system:`. */
export const builtInRoles = ['cluster-admin', 'admin', 'edit', 'view'] as const;

/**
 * Whether a role or binding is Kubernetes' own (it appears in dumps of a cluster), or of the managed service that runs it.
 * Source: Kubernetes, "Using RBAC Authorization", default roles and role bindings; GKE's Calico.
 */
export function isSystemOwned(object: InventoryObject): boolean {
  if (object.object.metadata?.labels?.['kubernetes.io/bootstrapping'] === 'rbac-defaults') return true;
  return object.name.startsWith('system:') || object.name === 'gce:podsecuritypolicy:calico-sa';
}

/** The RBAC objects of an inventory, joined. Built once; every question is a look-up. */
export class Access {
  readonly roles: readonly Role[];
  readonly bindings: readonly Binding[];
  readonly #roles = new Map<string, Role>();
  readonly #bindingsOfRole = new Map<string, Binding[]>();
  readonly #bindingsOfAccount = new Map<string, Binding[]>();
  /** Selectors of aggregating ClusterRoles by the first label that they ask for (`''` where they ask for none). */
  readonly #aggregators = new Map<string, { readonly name: string; readonly selector: unknown }[]>();

  constructor(inventory: Inventory) {
    this.roles = inventory.ofKind(...roleKinds).map(readRole);
    this.bindings = inventory.ofKind(...bindingKinds).map(readBinding);
    for (const binding of this.bindings) {
      addTo(this.#bindingsOfRole, roleKey(binding.role.kind, binding.namespace, binding.role.name), binding);
      for (const subject of binding.subjects) {
        const account = accountOf(subject);
        if (account !== undefined) addTo(this.#bindingsOfAccount, account, binding);
      }
    }
    for (const role of this.roles) {
      const { object } = role;
      this.#roles.set(roleKey(object.kind, role.namespace, object.name), role);
      if (object.kind !== 'ClusterRole') continue;
      for (const selector of listOf(recordOf(object.object.aggregationRule).clusterRoleSelectors)) {
        const [first] = Object.entries(recordOf(recordOf(selector).matchLabels));
        addTo(this.#aggregators, first === undefined ? '' : `${first[0]}=${textOf(first[1])}`, {
          name: object.name,
          selector,
        });
      }
    }
  }

  /** Bindings that name a service account (not those of the groups that it is in). */
  bindingsOfAccount(namespace: string, name: string): readonly Binding[] {
    return this.#bindingsOfAccount.get(`${namespace}/${name}`) ?? [];
  }

  /** The role that a binding names; its namespace counts for Roles only. */
  findRole(kind: string, namespace: string | undefined, name: string): Role | undefined {
    return this.#roles.get(roleKey(kind, namespace, name));
  }

  /** Bindings of a role of Kubernetes' own or of one that the input doesn't declare. */
  bindingsOf(kind: 'Role' | 'ClusterRole', namespace: string | undefined, name: string): readonly Binding[] {
    return this.#bindingsOfRole.get(roleKey(kind, namespace, name)) ?? [];
  }

  /**
   * Who holds a role. A RoleBinding holds a ClusterRole within its own namespace. An aggregating ClusterRole has the rules of all
   * ClusterRoles that one of its selectors matches (the controller fills them in; offline the selector has to be asked).
   */
  heldBy(role: Role): Held {
    const kind = role.object.kind === 'Role' ? 'Role' : 'ClusterRole';
    const bindings = [...this.bindingsOf(kind, role.namespace, role.object.name)];
    if (kind === 'Role') return { bindings, aggregatedTo: [] };
    const names = this.aggregatorsOf(role);
    for (const name of names) bindings.push(...this.bindingsOf('ClusterRole', undefined, name));
    const aggregatedTo = ['admin', 'edit', 'view'].filter((name) => names.has(name));
    return { bindings: [...new Set(bindings)], aggregatedTo };
  }

  /** ClusterRoles that have the rules of a role, by themselves or through others. Longer chains than anybody writes are not followed. */
  aggregatorsOf(role: Role): ReadonlySet<string> {
    const names = new Set<string>();
    let level: readonly Role[] = [role];
    for (let depth = 0; depth < deepestChain && level.length > 0; depth++) {
      const found = level.flatMap((one) => this.#selecting(one)).filter((name) => !names.has(name));
      for (const name of found) names.add(name);
      level = [...new Set(found)].flatMap((name) => this.findRole('ClusterRole', undefined, name) ?? []);
    }
    names.delete(role.object.name);
    return names;
  }

  /** ClusterRoles whose selectors match a role's labels, Kubernetes' own admin, edit and view included. */
  #selecting({ object }: Role): readonly string[] {
    const labels: Labels = recordOf(object.object.metadata?.labels);
    const names = ['admin', 'edit', 'view'].filter((name) => aggregatesTo(name, labels));
    for (const label of ['', ...Object.entries(labels).map(([key, value]) => `${key}=${textOf(value)}`)])
      for (const { name, selector } of this.#aggregators.get(label) ?? [])
        if (selectorMatches(selector, labels)) names.push(name);
    return names;
  }
}

/** The built-in admin has what edit has, and edit what view has (the same label mechanism, in Kubernetes' own roles). */
function aggregatesTo(name: string, labels: Labels): boolean {
  const targets = { admin: ['admin', 'edit', 'view'], edit: ['edit', 'view'], view: ['view'] }[name] ?? [];
  return targets.some((target) => labels[`rbac.authorization.k8s.io/aggregate-to-${target}`] === 'true');
}

const known = new WeakMap<Inventory, Access>();

/** The joined RBAC objects of an inventory; made on first use and kept as long as the inventory. */
export function accessOf(inventory: Inventory): Access {
  let access = known.get(inventory);
  if (access === undefined) {
    access = new Access(inventory);
    known.set(inventory, access);
  }
  return access;
}

function readRole(object: InventoryObject): Role {
  const rules = listOf(object.object.rules).flatMap((value, index) =>
    isRecord(value) ? [{ rule: readRule(value), path: ['rules', index] }] : [],
  );
  return { object, namespace: object.namespace, rules };
}

function readBinding(object: InventoryObject): Binding {
  const roleRef = recordOf(object.object.roleRef);
  const subjects = listOf(object.object.subjects).flatMap((value, index): Subject[] => {
    const subject = recordOf(value);
    const name = stringOf(subject.name);
    const path = ['subjects', index];
    if (name === undefined) return [];
    if (subject.kind === 'ServiceAccount')
      return [{ kind: 'ServiceAccount', name, namespace: stringOf(subject.namespace) ?? object.namespace ?? '', path }];
    return subject.kind === 'User' || subject.kind === 'Group' ? [{ kind: subject.kind, name, path }] : [];
  });
  return {
    object,
    namespace: object.kind === 'ClusterRoleBinding' ? undefined : (object.namespace ?? 'default'),
    role: { kind: stringOf(roleRef.kind) ?? '', name: stringOf(roleRef.name) ?? '' },
    subjects,
  };
}

/** `namespace/name` of the service account that a subject is, whether named as such or by its user name. */
export function accountOf(subject: Subject): string | undefined {
  if (subject.kind === 'ServiceAccount') return `${subject.namespace}/${subject.name}`;
  const [, namespace, name] = /^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject.name) ?? [];
  return subject.kind === 'User' && namespace !== undefined ? `${namespace}/${name}` : undefined;
}

/** ClusterRoles are found by name alone, whatever the binding's namespace. */
function roleKey(kind: string, namespace: string | undefined, name: string): string {
  return kind === 'Role' ? `Role\n${namespace ?? ''}\n${name}` : `ClusterRole\n\n${name}`;
}

function addTo<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
