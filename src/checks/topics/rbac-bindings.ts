import {
  type Access,
  accessOf,
  type Binding,
  bindingKinds,
  builtInRoles,
  isSystemOwned,
  roleKinds,
  type Subject,
} from '../../access/index.ts';
import type { Inventory, InventoryObject } from '../../inventory/index.ts';
import { listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { inventoryCheck, type Violation } from '../check.ts';
import type { Severity } from '../severity.ts';
import { holdersOf, lower, some } from './rbac-grant.ts';

/* Who is bound to what: findings stand at the binding. Kubernetes' own bindings (`system:*`, rbac-defaults) are not asked. */

const isClusterRole = ({ role }: Binding, name: string) => role.kind === 'ClusterRole' && role.name === name;

function usersBindings(access: Access): readonly Binding[] {
  return access.bindings.filter(({ object }) => !isSystemOwned(object));
}

/** Every cluster has it: cluster-admin for system:masters, the break-glass group. */
const isDefaultAdminBinding = ({ object, subjects }: Binding) =>
  object.kind === 'ClusterRoleBinding' &&
  object.name === 'cluster-admin' &&
  subjects.every(({ kind, name }) => kind === 'Group' && name === 'system:masters');

/**
 * cluster-admin may do everything everywhere; bound by a RoleBinding, everything in that namespace.
 * Fields: roleRef of ClusterRoleBindings and RoleBindings. Allowed: subjects of the parameter.
 */
export const rbacClusterAdmin = inventoryCheck({
  id: 'rbac-cluster-admin',
  of: bindingKinds,
  scope: 'object',
  severity: 'critical',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#user-facing-roles',
  standards: { cis: ['5.1.1'], nsa: ['auth'], attack: ['T1098.006'], owasp: ['K02'] },
  parameters: {
    subjects: {
      default: [],
      description: 'Subjects that may hold cluster-admin, as Group/NAME, User/NAME or ServiceAccount/NAMESPACE/NAME',
    },
  },
  *run({ inventory, parameters }) {
    const allowed = new Set(listOf(parameters.subjects));
    for (const binding of usersBindings(accessOf(inventory))) {
      if (!isClusterRole(binding, 'cluster-admin') || isDefaultAdminBinding(binding)) continue;
      const holders = binding.subjects.filter((subject) => !allowed.has(subjectKey(subject)));
      if (holders.length === 0 && binding.subjects.length > 0) continue;
      const everywhere = binding.namespace === undefined;
      yield {
        object: binding.object,
        path: ['roleRef', 'name'],
        severity: everywhere ? 'critical' : 'high',
        message: everywhere ? 'cluster' : 'namespace',
        values: { holders: some(holdersOf({ ...binding, subjects: holders })), namespace: binding.namespace ?? '' },
      };
    }
  },
});

function subjectKey({ kind, name, namespace }: Subject): string {
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

/** A violation for every subject of a user's binding for which `ask` gives a severity. */
function* subjectsWhere(
  inventory: Inventory,
  ask: (subject: Subject, binding: Binding, access: Access) => Severity | undefined,
): Generator<Violation> {
  const access = accessOf(inventory);
  for (const binding of usersBindings(access))
    for (const subject of binding.subjects) {
      const severity = ask(subject, binding, access);
      if (severity === undefined) continue;
      const { kind, name } = binding.role;
      yield {
        object: binding.object,
        path: subject.path,
        severity,
        values: { subject: `${subject.kind} ${subject.name}`, role: `${kind} ${name}` },
        fix: { edits: [{ op: 'remove', path: `subjects[${subject.path[1]}]` }], risky: true },
      };
    }
}

/**
 * Whoever reaches the API server has the role, without any credential.
 * Fields: subjects. Not allowed: User system:anonymous, Group system:unauthenticated. Kubernetes' own bindings and kubeadm's for joining
 * nodes (kube-public/kubeadm:bootstrap-signer-clusterinfo) are not asked.
 */
export const rbacAnonymous = inventoryCheck({
  id: 'rbac-anonymous',
  of: bindingKinds,
  scope: 'object',
  severity: 'critical',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/authentication/#anonymous-requests',
  standards: { cis: ['1.2.1'], nsa: ['auth'], attack: ['T1078.001'], owasp: ['K09'] },
  run: ({ inventory }) =>
    subjectsWhere(inventory, ({ kind, name }, { object }) => {
      if (object.namespace === 'kube-public' && object.name === 'kubeadm:bootstrap-signer-clusterinfo')
        return undefined;
      const anonymous =
        (kind === 'User' && name === 'system:anonymous') || (kind === 'Group' && name === 'system:unauthenticated');
      return anonymous ? 'critical' : undefined;
    }),
});

/** Roles that every cluster gives to everybody who has logged in. */
const publicRoles = [
  'system:basic-user',
  'system:discovery',
  'system:public-info-viewer',
  'system:service-account-issuer-discovery',
];
const readVerbs = new Set(['get', 'list', 'watch']);

/**
 * Everybody with any credential has the role: every service account of every pod, and on some managed services every account of the
 * provider. Fields: subjects. Groups: system:authenticated, and (one step less) system:serviceaccounts. Roles that only read
 * something else than Secrets are less severe; Kubernetes' discovery roles are fine.
 */
export const rbacAuthenticatedGroup = inventoryCheck({
  id: 'rbac-authenticated-group',
  of: bindingKinds,
  reads: roleKinds,
  scope: 'access',
  severity: 'critical',
  source: 'https://kubernetes.io/docs/reference/access-authn-authz/rbac/#discovery-roles',
  standards: { cis: ['5.1.1'], nsa: ['auth'], attack: ['T1078'], owasp: ['K02'] },
  run: ({ inventory }) =>
    subjectsWhere(inventory, ({ kind, name }, binding, access) => {
      if (kind !== 'Group' || (name !== 'system:authenticated' && name !== 'system:serviceaccounts')) return undefined;
      if (binding.role.kind === 'ClusterRole' && publicRoles.includes(binding.role.name)) return undefined;
      const severity = audienceSeverity(binding, access);
      return name === 'system:authenticated' ? severity : lower(severity);
    }),
});

function audienceSeverity(binding: Binding, access: Access): Severity {
  const strong: Severity = binding.namespace === undefined ? 'critical' : 'high';
  if (builtInRoles.some((name) => name !== 'view' && isClusterRole(binding, name))) return strong;
  if (isClusterRole(binding, 'view')) return 'medium';
  const role = access.findRole(binding.role.kind, binding.namespace, binding.role.name);
  if (role === undefined) return 'high';
  const harmless = role.rules.every(
    ({ rule }) =>
      rule.verbs.every((verb) => readVerbs.has(verb)) &&
      !rule.resources.some((resource) => resource === '*' || resource === 'secrets' || resource.includes('/')),
  );
  return harmless ? 'medium' : strong;
}

/**
 * system:masters passes every authorisation check, RBAC can't take it away, and a certificate in it can't be revoked.
 * Fields: subjects of bindings; the organisation in the request of a CertificateSigningRequest, and its groups.
 */
export const rbacSystemMasters = inventoryCheck({
  id: 'rbac-system-masters',
  of: [...bindingKinds, 'certificates.k8s.io/CertificateSigningRequest'],
  scope: 'object',
  severity: 'critical',
  source: 'https://kubernetes.io/docs/concepts/security/rbac-good-practices/#least-privilege',
  standards: { cis: ['5.1.7'], nsa: ['auth'], attack: ['T1098.006'], owasp: ['K02'] },
  *run({ inventory }) {
    for (const binding of usersBindings(accessOf(inventory))) {
      if (isDefaultAdminBinding(binding)) continue;
      for (const { kind, name, path } of binding.subjects)
        if (kind === 'Group' && name === 'system:masters') yield { object: binding.object, path, message: 'binding' };
    }
    for (const object of inventory.ofKind('certificates.k8s.io/CertificateSigningRequest'))
      if (asksForMasters(object)) yield { object, path: ['spec', 'request'], message: 'request' };
  },
});

/** A request is some kilobytes; anything much longer is not read. */
const longestRequest = 65_536;

/**
 * The request is base64 of PEM of PKCS#10. The organisation stands in it as plain bytes, in whichever string type, so looking for them
 * is enough: nothing else in a request holds that text by chance.
 */
function asksForMasters({ object }: InventoryObject): boolean {
  const spec = recordOf(object.spec);
  if (listOf(spec.groups).includes('system:masters')) return true;
  const request = stringOf(spec.request);
  if (request === undefined || request.length > longestRequest) return false;
  const pem = Buffer.from(request, 'base64').toString('latin1');
  const body = /-----BEGIN [A-Z ]*CERTIFICATE REQUEST-----([A-Za-z0-9+/=\s]+)-----END/.exec(pem)?.[1];
  return body !== undefined && Buffer.from(body, 'base64').includes('system:masters');
}

export const rbacBindings = [rbacClusterAdmin, rbacAnonymous, rbacAuthenticatedGroup, rbacSystemMasters];
