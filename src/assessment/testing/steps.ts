import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { examples } from '../../checks/examples/index.ts';
import type { BlindSpot } from '../../inventory/cluster/index.ts';
import type { InventoryObject } from '../../inventory/index.ts';
import { type KubernetesObject, listOf } from '../../kubernetes/index.ts';
import { clusterObject, clusterObjects, keyOf, type TestCluster } from './cluster.ts';
import { joined } from './joined.ts';

/** Objects that belong together by what they are about: the first part of a check's id, the shop, and what hangs together across namespaces. */
export const themes: readonly (readonly (readonly InventoryObject[])[])[] = [
  joined.map(clusterObjects),
  ...Map.groupBy(Object.entries(examples), ([id]) => id.split('-')[0])
    .values()
    .map((ofTheme) =>
      ofTheme.flatMap(([, { pass, fail }]) => [...pass, ...fail].map(({ yaml }) => clusterObjects(yaml))),
    ),
  readdirSync('examples/shop', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.ya?ml$/.test(file))
    .map((file) => clusterObjects(readFileSync(join('examples/shop', file), 'utf8'))),
].map((theme) => theme.map((group) => group.filter(isServed)).filter((group) => group.length > 0));

/** Whether an API server has such objects: configuration files of its parts are none. */
function isServed({ group, groupKind }: InventoryObject): boolean {
  return !/\.config\.k8s\.io$|^(kubeadm|audit)\.k8s\.io$/.test(group) && !/^\/(Encryption)?Config$/.test(groupKind);
}

export type Step =
  | { readonly type: 'add'; readonly theme: number; readonly group: number }
  | { readonly type: 'remove' | 'stand' | 'unseen'; readonly index: number; readonly how?: never }
  | { readonly type: 'change'; readonly index: number; readonly how: number };

const any = fc.nat(10_000);
export const add: fc.Arbitrary<Step> = fc.record({ type: fc.constant('add' as const), theme: fc.nat(1), group: any });
export const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: add },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('remove' as const), index: any }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('change' as const), index: any, how: any }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('stand' as const), index: any }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('unseen' as const), index: any }) },
);

/** What may be out of sight. */
const blindSpots: readonly BlindSpot[] = [
  { code: 'forbidden', groupKind: 'networking.k8s.io/NetworkPolicy', detail: '' },
  { code: 'namespace-forbidden', groupKind: '/ServiceAccount', namespace: 'shop', detail: '' },
  { code: 'forbidden', groupKind: '/Service', detail: '' },
  { code: 'unavailable', groupKind: 'example.com/*', detail: '' },
];

/** An object that may be written to. */
type Body = { -readonly [Field in keyof KubernetesObject]: KubernetesObject[Field] } & Record<string, unknown>;

/** Changes that make a difference to others: of labels, selectors, names in references, and of whole parts. */
const changes: readonly ((body: Body) => void)[] = [
  (body) => {
    body.metadata = { ...body.metadata, labels: { app: 'web', team: 'Nobody' } };
  },
  (body) => {
    body.metadata = { ...body.metadata, annotations: { 'exceptions.breakwater.dev/ns-default': 'as it is' } };
  },
  (body) => {
    delete body.spec;
  },
  (body) => {
    delete body.rules;
  },
  (body) => {
    body.subjects = [{ kind: 'ServiceAccount', name: 'default', namespace: 'shop' }];
  },
  (body) => replaceText(body, /"(web|app|api|db|shop)"/g, (_, name) => `"${name}2"`),
  (body) => replaceText(body, /"(web|app|api|db|shop)2"/g, (_, name) => `"${name}"`),
  (body) => replaceText(body, /"image":"[^"]*"/g, () => '"image":"registry.example.com/shop/web:1.0"'),
  (body) =>
    replaceText(body, /"(LoadBalancer|NodePort|ClusterIP)"/g, (_, type) =>
      type === 'ClusterIP' ? '"NodePort"' : '"ClusterIP"',
    ),
  (body) =>
    replaceText(
      body,
      /"namespace":"(shop|default|other)"/g,
      (_, name) => `"namespace":"${name === 'shop' ? 'other' : 'shop'}"`,
    ),
];

function replaceText(body: Body, pattern: RegExp, by: (match: string, name: string) => string): void {
  const { apiVersion, kind, metadata, ...rest } = body;
  Object.assign(body, JSON.parse(JSON.stringify(rest).replace(pattern, by)));
  if (metadata?.labels !== undefined)
    body.metadata = { ...metadata, labels: JSON.parse(JSON.stringify(metadata.labels).replace(pattern, by)) };
}

/** Changes the cluster. `chosen`: the themes that its objects come from. */
export function take(cluster: TestCluster, taken: Step, chosen: readonly number[]): void {
  if (taken.type === 'add') {
    const theme = themes[chosen[taken.theme] ?? 0] ?? [];
    cluster.put(...(theme[taken.group % theme.length] ?? []));
    return;
  }
  if (taken.type === 'unseen') {
    const spot = blindSpots[taken.index % blindSpots.length];
    cluster.blindSpots = spot === undefined || cluster.blindSpots.length > 0 ? [] : [spot];
    return;
  }
  const keys = [...cluster.objects.keys()];
  const key = keys[taken.index % Math.max(keys.length, 1)];
  const object = key === undefined ? undefined : cluster.objects.get(key);
  if (key === undefined || object === undefined) return;
  if (taken.type === 'remove') {
    cluster.delete(key);
    return;
  }
  if (taken.type === 'stand') {
    standFor(cluster, key, object);
    return;
  }
  const body: Body = structuredClone(object.object);
  changes[(taken.how ?? 0) % changes.length]?.(body);
  cluster.put(clusterObject(body, object.declaredNamespace));
}

/** A pod that has a container more than its workload's template. */
function standFor(cluster: TestCluster, key: string, { podTemplates, name, declaredNamespace }: InventoryObject): void {
  const [template] = podTemplates;
  if (template === undefined || cluster.representatives.has(key)) return;
  const containers = [...listOf(template.spec.containers), { name: 'injected', image: 'example.com/proxy' }];
  const metadata = { ...template.metadata, name: `${name}-pod` };
  const pod = clusterObject(
    { apiVersion: 'v1', kind: 'Pod', metadata, spec: { ...template.spec, containers } },
    declaredNamespace,
  );
  cluster.put(pod);
  cluster.representatives.set(keyOf(pod), key);
}
