import type { InventoryObject } from '../../inventory/index.ts';
import { apiLifecycle, compareVersions, formatVersion } from '../../kubernetes/index.ts';
import { inventoryCheck } from '../check.ts';
import { type Fix, set } from '../fix.ts';

/**
 * The API server refuses objects of a version that it no longer serves; those of a deprecated one go next.
 * The declared apiVersion and kind, and nothing else: what kubectl noted in last-applied-configuration or managedFields is the past.
 * Removed by the Kubernetes version asked about: medium; deprecated by it: low.
 */
export const metaDeprecatedApi = inventoryCheck({
  id: 'meta-deprecated-api',
  of: ['*'],
  scope: 'object',
  severity: 'medium',
  profiles: ['security', 'reliability'],
  source: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  standards: { nsa: ['upg'], owasp: ['K07'] },
  run: function* ({ inventory, kubernetesVersion }) {
    for (const object of inventory.objects) {
      const lifecycle = apiLifecycle(object.apiVersion, object.kind);
      if (lifecycle === undefined) continue;
      const { deprecated, removed, replacement } = lifecycle;
      const isRemoved = compareVersions(kubernetesVersion, removed) >= 0;
      if (!isRemoved && (deprecated === undefined || compareVersions(kubernetesVersion, deprecated) < 0)) continue;
      const fix = replacement === undefined ? undefined : fixFor(object, replacement);
      yield {
        object,
        path: ['apiVersion'],
        message: `${isRemoved ? 'removed' : 'deprecated'}${replacement === undefined ? '' : '-replaced'}`,
        values: {
          apiVersion: object.apiVersion,
          removed: formatVersion(removed),
          deprecated: formatVersion(deprecated ?? removed),
          replacement: replacement ?? '',
        },
        ...(!isRemoved && { severity: 'low' }),
        ...(fix !== undefined && { fix }),
      };
    }
  },
});

/**
 * Versions whose replacement has the same fields: another apiVersion is all they need. Others (Ingress, apps/v1beta1, CRDs) are
 * rewritten by a person or by `kubectl convert`. Source: the deprecation guide, "Notable changes".
 */
const sameFields = new Set([
  'batch/v1beta1 CronJob',
  'coordination.k8s.io/v1beta1 Lease',
  'rbac.authorization.k8s.io/v1beta1 ClusterRole',
  'rbac.authorization.k8s.io/v1beta1 ClusterRoleBinding',
  'rbac.authorization.k8s.io/v1beta1 Role',
  'rbac.authorization.k8s.io/v1beta1 RoleBinding',
  'scheduling.k8s.io/v1beta1 PriorityClass',
  'storage.k8s.io/v1beta1 CSIDriver',
  'storage.k8s.io/v1beta1 CSINode',
  'storage.k8s.io/v1beta1 StorageClass',
  'storage.k8s.io/v1beta1 VolumeAttachment',
]);

function fixFor({ apiVersion, kind }: InventoryObject, replacement: string): Fix | undefined {
  return sameFields.has(`${apiVersion} ${kind}`) ? set('apiVersion', replacement) : undefined;
}

export const apiVersions = [metaDeprecatedApi];
