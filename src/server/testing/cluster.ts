import {
  type ClusterChange,
  type ClusterSource,
  type ClusterState,
  objectKey,
  type PodInstance,
} from '../../inventory/cluster/index.ts';
import { type InventoryObject, inventoryFromText } from '../../inventory/index.ts';

/** A cluster of two teams for tests; it can be changed. */
export class TestCluster implements ClusterSource {
  readonly objects = new Map<string, InventoryObject>();
  readonly pods = new Map<string, Map<string, PodInstance>>();
  readonly #listeners = new Set<(change: ClusterChange) => void>();
  closed = false;
  state: ClusterState;

  constructor(manifests: string) {
    this.state = {
      facts: {
        id: 'c1',
        name: 'harbor',
        source: 'recording',
        recorded: '2026-11-20T10:00:00.000Z',
        version: 'v1.37.2',
      },
      objects: this.objects,
      pods: this.pods,
      representatives: new Map(),
      kinds: [
        { groupKind: 'apps/Deployment', apiVersion: 'apps/v1', namespaced: true, objects: 2, state: 'recorded' },
        { groupKind: '/ConfigMap', apiVersion: 'v1', namespaced: true, objects: 0, state: 'recorded' },
      ],
      blindSpots: [{ code: 'forbidden', groupKind: '/Secret', detail: 'secrets is forbidden' }],
    };
    this.#put(manifests);
  }

  /** Applies manifests, and says so. */
  apply(manifests: string): void {
    this.#say(this.#put(manifests));
  }

  remove(key: string): void {
    this.objects.delete(key);
    this.#say([key]);
  }

  onChange(listener: (change: ClusterChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async close(): Promise<void> {
    this.closed = true;
  }

  #put(manifests: string): string[] {
    return inventoryFromText(manifests).objects.map((object) => {
      const key = objectKey(object.groupKind, object.namespace, object.name);
      this.objects.set(key, object);
      return key;
    });
  }

  #say(keys: readonly string[]): void {
    for (const listener of this.#listeners) listener({ keys: new Set(keys), pods: new Set(), surroundings: false });
  }
}

export function deployment(namespace: string, name: string, container: string, labels = ''): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace}, labels: { app: ${name}${labels} } }
spec:
  replicas: 2
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      containers:
        - name: app
          image: registry.example.com/${namespace}/${name}:1.4.2
${container.replace(/^/gm, '          ')}
---`;
}

export const privileged = 'securityContext: { privileged: true }';
/** A value that no answer, log or database may show. */
export const secretValue = 'hunter2-Xk93jfLqPz7wVbN4';

/** Two namespaces, of which most tests' restricted user sees the first. */
export const twoTeams = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { team: storefront } }
---
apiVersion: v1
kind: Namespace
metadata: { name: payments, labels: { team: money } }
---${deployment('shop', 'web', privileged)}
${deployment('payments', 'ledger', `env: [{ name: DB_PASSWORD, value: ${secretValue} }]\n${privileged}`)}
apiVersion: v1
kind: Service
metadata: { name: web, namespace: shop }
spec: { type: NodePort, selector: { app: web }, ports: [{ port: 80 }] }
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: everyone-admin }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
subjects: [{ kind: Group, name: 'system:authenticated', apiGroup: rbac.authorization.k8s.io }]
`;

/** A SecurityPolicy that every privileged container fails. `more`: further fields of its spec. */
export function guard(action = 'Audit', more = ''): string {
  return `apiVersion: breakwater.dev/v1alpha1
kind: SecurityPolicy
metadata: { name: guard }
spec: { checks: { pod-privileged: {} }, action: ${action}${more} }
`;
}
