import type { Resource, WorkloadRow } from '../../../../src/server/contract/index.ts';

type Named = Pick<WorkloadRow, 'group' | 'kind' | 'namespace' | 'name'>;

/** As an address has it: `apps/Deployment/shop/web`; the core group, which has no name, is written `core`. */
export function workloadPath({ group, kind, namespace, name }: Named): string {
  return [group === '' ? 'core' : group, kind, namespace, name].map(encodeURIComponent).join('/');
}

const kinds: ReadonlySet<string> = new Set([
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'apps/ReplicaSet',
  'batch/Job',
  'batch/CronJob',
  '/Pod',
  '/ReplicationController',
]);

/** The page of an object; undefined where it is not known to have one. */
export function workloadHref({ group, kind, namespace, name }: Resource): string | undefined {
  if (namespace === null || !kinds.has(`${group}/${kind}`)) return undefined;
  return `/workloads/${workloadPath({ group, kind, namespace, name })}`;
}

/** Whether a text is such a path. Anything else, with dots in the right places, would ask another address of the API. */
export function isWorkloadPath(path: string): boolean {
  const parts = path.split('/');
  return parts.length === 4 && parts.every((part) => /^[\w%.:-]{1,400}$/.test(part) && !/^(\.|%2e)+$/i.test(part));
}
