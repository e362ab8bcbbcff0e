import type { ConnectionNotice } from './connection-error.ts';
import type { Credentials } from './credentials.ts';
import { inClusterConnection } from './in-cluster.ts';
import { kubeconfigConnection } from './kubeconfig.ts';
import type { RotatingText } from './rotating-text.ts';

/** How to reach an API server, and as whom. */
export interface ClusterConnection {
  /** The context's name; `in-cluster` for a pod's own. */
  readonly name: string;
  /** Address without a slash at its end; it may have a path. */
  readonly server: string;
  /** The context's namespace, or the pod's. */
  readonly namespace?: string;
  readonly tls: {
    /** PEM; absent: the authorities that the system trusts. */
    readonly authority?: RotatingText;
    /** Name that the server's certificate must have, where it isn't the address's. */
    readonly serverName?: string;
    readonly insecure: boolean;
  };
  /** URL, which may hold a password: never shown. */
  readonly proxy?: string;
  readonly compress: boolean;
  readonly credentials: Credentials;
  /** `Impersonate-…` headers. */
  readonly impersonation: readonly (readonly [name: string, value: string])[];
  readonly warnings: readonly ConnectionNotice[];
}

export interface ConnectionOptions {
  /** This file and no other. */
  readonly kubeconfig?: string;
  /** Instead of the current context. */
  readonly context?: string;
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Finds the cluster as kubectl does: the files of $KUBECONFIG, `~/.kube/config`, and without any of them the pod that we run in.
 * @throws ConnectionError that names file, context and field
 */
export async function loadConnection(options: ConnectionOptions): Promise<ClusterConnection> {
  return (await kubeconfigConnection(options)) ?? (await inClusterConnection(options));
}
