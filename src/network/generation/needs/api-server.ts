import { type Access, accessOf, isSystemOwned } from '../../../access/index.ts';
import { type FieldPath, listOf, recordOf } from '../../../kubernetes/index.ts';
import type { NeedContext } from '../context.ts';
import type { Party } from '../need.ts';

/** Who uses the API server: pods that get a token of a service account with rights. Some of those rights are on kubelets, which they ask directly. */
export function apiServerNeeds(context: NeedContext): void {
  const access = accessOf(context.inventory);
  for (const endpoint of context.endpoints) {
    const { object, template, namespace = 'default', serviceAccount } = endpoint;
    if (object === undefined || template === undefined) continue;
    if (!hasToken(context, template.spec, namespace, serviceAccount)) continue;
    const rights = rightsOf(access, namespace, serviceAccount);
    const from: Party = { kind: 'workload', endpoint };
    const path: FieldPath = [...template.path, 'serviceAccountName'];
    const evidence = { object, path, detail: `${namespace}/${serviceAccount}` };
    const { apiServer } = context.facts;
    if (rights.any) {
      context.need(
        from,
        { kind: 'api-server' },
        apiServer.ports.map((port) => ({ protocol: 'TCP', port })),
        { code: 'api-server', ...evidence },
      );
      if (apiServer.blocks === undefined)
        context.note(context.facts.nodesUnnameable ? 'nodes-unnameable' : 'api-server-unknown');
    }
    if (rights.kubelets)
      context.need(from, { kind: 'nodes' }, [{ protocol: 'TCP', port: kubeletPort }], {
        code: 'kubelet-api',
        ...evidence,
      });
  }
}

const kubeletPort = 10250;

/** A token is mounted unless the pod, or else its account, says no; or where a volume asks for one by name. */
function hasToken(
  { inventory }: NeedContext,
  spec: Readonly<Record<string, unknown>>,
  namespace: string,
  account: string,
): boolean {
  const projected = listOf(spec.volumes).some((volume) =>
    listOf(recordOf(recordOf(volume).projected).sources).some((one) => recordOf(one).serviceAccountToken !== undefined),
  );
  if (projected) return true;
  if (typeof spec.automountServiceAccountToken === 'boolean') return spec.automountServiceAccountToken;
  return inventory.find('/ServiceAccount', namespace, account)?.object.automountServiceAccountToken !== false;
}

/**
 * What bindings give an account, by itself and by the groups of accounts; not what Kubernetes itself gives to all of them (the discovery of
 * its own address). A role that isn't in the input counts as rights.
 */
function rightsOf(
  access: Access,
  namespace: string,
  account: string,
): { readonly any: boolean; readonly kubelets: boolean } {
  const groups = new Set(['system:serviceaccounts', `system:serviceaccounts:${namespace}`]);
  const ofGroups = access.bindings.filter(
    ({ object, subjects, namespace: of }) =>
      (of === undefined || of === namespace) &&
      !isSystemOwned(object) &&
      subjects.some(({ kind, name }) => kind === 'Group' && groups.has(name)),
  );
  const bindings = [...access.bindingsOfAccount(namespace, account), ...ofGroups];
  const roles = bindings.map((binding) => access.findRole(binding.role.kind, binding.namespace, binding.role.name));
  return {
    any: roles.some(
      (role) => role === undefined || role.rules.length > 0 || role.object.object.aggregationRule !== undefined,
    ),
    kubelets: roles.some((role) =>
      (role?.rules ?? []).some(({ rule }) => rule.resources.some((one) => kubeletResources.has(one))),
    ),
  };
}

/** Subresources of nodes that only kubelets answer. Source: Kubernetes, "Kubelet authentication/authorization". */
const kubeletResources: ReadonlySet<string> = new Set([
  'nodes/metrics',
  'nodes/stats',
  'nodes/proxy',
  'nodes/log',
  'nodes/pods',
  'nodes/healthz',
  'nodes/configz',
]);
