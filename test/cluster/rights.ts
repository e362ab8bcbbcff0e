import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Api } from './api.ts';

const deploy = join(import.meta.dirname, '../../deploy/rbac');
const account = 'system:serviceaccount:breakwater-system:breakwater';

/**
 * Applies files of deploy/rbac and lets Breakwater's account read all, as docs/server.md says.
 * @returns a kubeconfig in the folder, of that account
 */
export async function limitedKubeconfig(api: Api, files: readonly string[], folder: string): Promise<string> {
  for (const file of files) await api.kubectl(['apply', '-f', join(deploy, file)]);
  const group = 'rbac.authorization.k8s.io';
  const head = { apiVersion: `${group}/v1`, metadata: { name: 'breakwater' } };
  await api.create({
    ...head,
    kind: 'ClusterRole',
    rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['list', 'watch'] }],
  });
  await api.create({
    ...head,
    kind: 'ClusterRoleBinding',
    roleRef: { apiGroup: group, kind: 'ClusterRole', name: 'breakwater' },
    subjects: [{ kind: 'User', apiGroup: group, name: account }],
  });
  const config = JSON.parse(await readFile(api.access.kubeconfig, 'utf8'));
  config.users[0].user.as = account;
  const file = join(folder, 'limited.kubeconfig');
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}
