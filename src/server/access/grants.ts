import type { Language } from '../../checks/index.ts';
import type { Permission } from '../contract/index.ts';
import { grantsTexts } from './grants-texts.ts';
import { allPermissions, apiGroup, rights } from './permissions.ts';

const viewer: readonly Permission[] = ['findings:read', 'workloads:read', 'cluster:read'];
const operator: readonly Permission[] = [...viewer, 'findings:accept'];

const aggregateTo = (role: string) => `rbac.authorization.k8s.io/aggregate-to-${role}: "true"`;

/** ClusterRoles for `kubectl apply`, and bindings as examples in comments: how cluster admins let people in. */
export function grantsYaml(language: Language): string {
  const texts = grantsTexts[language];
  return [
    `# ${texts.head}\n`,
    role('viewer', viewer, texts.viewer, [`# ${texts.aggregateView}`, `# ${aggregateTo('view')}`]),
    role('operator', operator, texts.operator, [`# ${texts.aggregateAdmin}`, aggregateTo('admin')]),
    role('admin', [...allPermissions], texts.admin, []),
    `# ${texts.examples} ${texts.provider}\n#\n`,
    commentedOut(binding(texts.inNamespace, 'operator', 'shop-team', 'shop')),
    commentedOut(`---\n${binding(texts.inCluster, 'admin', 'platform', undefined)}`),
  ].join('');
}

function role(name: string, permissions: readonly Permission[], says: string, labels: readonly string[]): string {
  const verbs = new Map<string, Set<string>>();
  for (const permission of permissions) {
    const { resource, verb } = rights[permission];
    verbs.set(resource, (verbs.get(resource) ?? new Set()).add(verb));
  }
  const rules = [...verbs].map(
    ([resource, some]) =>
      `  - apiGroups: [${apiGroup}]\n    resources: [${resource}]\n    verbs: [${[...some].join(', ')}]\n`,
  );
  return [
    `# ${says}\n`,
    `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata:\n  name: breakwater-${name}\n`,
    labels.length > 0 ? `  labels:\n${labels.map((label) => `    ${label}\n`).join('')}` : '',
    `rules:\n${rules.join('')}---\n`,
  ].join('');
}

function binding(says: string, name: string, group: string, namespace: string | undefined): string {
  return `# ${says}
apiVersion: rbac.authorization.k8s.io/v1
kind: ${namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding'}
metadata:
  name: breakwater-${group}
${namespace === undefined ? '' : `  namespace: ${namespace}\n`}subjects:
  - { apiGroup: rbac.authorization.k8s.io, kind: Group, name: "oidc:${group}" }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: breakwater-${name} }
`;
}

function commentedOut(text: string): string {
  return text.replace(/^(?=.)/gm, '# ');
}
