import { Inventory, InventoryObject } from '../../src/inventory/index.ts';
import type { NetworkMap } from '../../src/server/contract/index.ts';
import { mapView } from '../../src/server/views/network/map.ts';
import { modelOf } from '../../src/server/views/network/model.ts';

const namespaces = 100;
const workloads = 25;

/** The map of 2,500 workloads in 100 namespaces, half of them closed to all but one neighbour each; as the server makes it. */
export function largeMap(): (open: readonly string[]) => NetworkMap {
  const objects = Array.from({ length: namespaces }, (_, index) => `team-${index}`).flatMap((namespace, index) => [
    objectOf('v1', 'Namespace', namespace, undefined, {}),
    ...Array.from({ length: workloads }, (__, number) =>
      objectOf('apps/v1', 'Deployment', `app-${number}`, namespace, {
        template: { metadata: { labels: { app: `app-${number}` } }, spec: { containers: [{ name: 'app' }] } },
      }),
    ),
    ...(index % 2 === 0
      ? [
          objectOf('networking.k8s.io/v1', 'NetworkPolicy', 'neighbour', namespace, {
            podSelector: {},
            ingress: [
              {
                from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': `team-${index + 1}` } } }],
                ports: [{ port: 443 }],
              },
            ],
          }),
        ]
      : []),
  ]);
  const model = modelOf(new Inventory(objects, [], () => true), new Map(), undefined);
  const nothing = { namespace: [], port: undefined, state: [], words: [] };
  return (open) => mapView(model, { open, ...nothing }, undefined, { state: 'none', edges: undefined });
}

function objectOf(
  apiVersion: string,
  kind: string,
  name: string,
  namespace: string | undefined,
  spec: Readonly<Record<string, unknown>>,
): InventoryObject {
  const metadata = { name, ...(namespace !== undefined && { namespace }) };
  const source = { file: '', locate: () => undefined, text: () => undefined };
  return new InventoryObject({ apiVersion, kind, name, namespace }, source, { apiVersion, kind, metadata, spec });
}
