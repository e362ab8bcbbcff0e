import type { ClusterConnection, ConnectionOptions } from './connection.ts';
import { ConnectionError, reasonOf } from './connection-error.ts';
import { storedCredentials } from './credentials.ts';
import { proxyFor } from './proxies.ts';
import { boundedText, FileText } from './rotating-text.ts';

/** Where kubelets put a pod's token, its cluster's authority and its namespace. */
const usualFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/** The connection that every pod is given. @throws ConnectionError where this is none */
export async function inClusterConnection(
  { env }: ConnectionOptions,
  folder = usualFolder,
): Promise<ClusterConnection> {
  const { KUBERNETES_SERVICE_HOST: host, KUBERNETES_SERVICE_PORT: port } = env;
  if (!host || !port) throw new ConnectionError('no-kubeconfig');
  const token = new FileText(`${folder}/token`);
  const authority = new FileText(`${folder}/ca.crt`);
  let namespace: string;
  try {
    await token.read();
    await authority.read();
    namespace = (await boundedText(`${folder}/namespace`)).trim();
  } catch (error) {
    throw new ConnectionError('not-in-cluster', { folder, reason: reasonOf(error) }, error);
  }
  const server = `https://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const proxy = proxyFor(server, undefined, env, { file: folder, entry: 'in-cluster' });
  return {
    name: 'in-cluster',
    server,
    namespace,
    tls: { authority, insecure: false },
    ...(proxy === undefined ? {} : { proxy }),
    compress: true,
    credentials: storedCredentials({ token }),
    impersonation: [],
    warnings: [],
  };
}
