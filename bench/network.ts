import { Inventory, InventoryObject } from '../src/inventory/index.ts';
import type { KubernetesObject } from '../src/kubernetes/index.ts';
import { exposuresOf, serviceReports } from '../src/network/index.ts';
import { differenceOf, Reachability } from '../src/network/reachability/index.ts';
import { largeCluster } from './large-cluster.ts';

/*
 * npm run bench:network: who can talk to whom in a cluster of 30,000 pods of 2,500 workloads in 100 namespaces with 500 policies: how long
 * the whole map takes from objects that are in memory, and the process's largest size. Most policies name an app, so that nearly every
 * workload is told apart.
 */

const { objects, pods } = largeCluster({ namespaces: 100, workloads: 2500, pods: 30_000 });
const policies = policiesFor(objects).take(500).toArray();
const all = [...objects.filter(({ kind }) => kind !== 'NetworkPolicy'), ...policies].map(inInventory);
const inventory = new Inventory(all, [], () => true);
const addresses = new Map(
  pods.map(({ workload, count }, index) => {
    const { namespace = '', name = '' } = workload.metadata ?? {};
    const object = all.find((one) => one.name === name && one.namespace === namespace && one.kind === workload.kind);
    if (object === undefined) throw new Error(`no ${namespace}/${name}`);
    const ips = Array.from({ length: count }, (_, pod) => `10.${index >> 8}.${index & 255}.${pod}`);
    return [object, ips] as const;
  }),
);
const print = (line: string) => process.stdout.write(`${line}\n`);
const megabytes = () => Math.round(process.resourceUsage().maxRSS / 1024);
print(
  `${pods.reduce((sum, { count }) => sum + count, 0)} pods of ${pods.length} workloads, ${policies.length} policies; ${megabytes()} MB with the objects`,
);

const began = performance.now();
const used = process.cpuUsage();
const model = new Reachability(inventory, { addresses });
const modelled = performance.now();
const rows = model.rows();
const mapped = performance.now();
const { user, system } = process.cpuUsage(used);
const connections = rows.reduce(
  (sum, { to, groups }) =>
    sum +
    to.count * groups.reduce((all, { from, verdicts }) => all + (verdicts.allowed.length > 0 ? from.count : 0), 0),
  0,
);
print(`${model.classes.size} classes, ${rows.length} rows, ${connections} pairs of classes that may connect`);
print(
  `whole map: ${Math.round(mapped - began)} ms (model ${Math.round(modelled - began)} ms, rows ${Math.round(mapped - modelled)} ms; ${Math.round((user + system) / 1000)} ms CPU), ${megabytes()} MB at most`,
);

const closing = inInventory(
  policy(objects.find(({ kind }) => kind === 'Namespace')?.metadata?.name ?? '', 'closing', { podSelector: {} }),
);
const start = performance.now();
const difference = differenceOf(
  { inventory, addresses },
  { inventory: new Inventory([...all, closing], [], () => true), addresses },
);
print(
  `difference of two such maps: ${Math.round(performance.now() - start)} ms, ${difference.changes.length} changes, ${megabytes()} MB at most`,
);

const asked = performance.now();
const { ways } = exposuresOf(inventory, { addresses });
const seen = performance.now();
const services = serviceReports(inventory, addresses);
print(
  `${ways.length} ways in: ${Math.round(seen - asked)} ms; ${services.length} Services: ${Math.round(performance.now() - seen)} ms; ${megabytes()} MB at most`,
);

function inInventory(body: KubernetesObject): InventoryObject {
  const { apiVersion, kind, metadata } = body;
  const header = { apiVersion, kind, name: metadata?.name ?? '', namespace: metadata?.namespace };
  return new InventoryObject(header, { file: '', locate: () => undefined, text: () => undefined }, body);
}

function policy(namespace: string, name: string, spec: object): KubernetesObject {
  return { apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy', metadata: { name, namespace }, spec };
}

/** By turns: close a namespace, let two apps talk, let a team's namespaces in, let some addresses in and out, DNS. */
function* policiesFor(objects: readonly KubernetesObject[]): Generator<KubernetesObject> {
  const byNamespace = new Map<string, string[]>();
  for (const { metadata, spec } of objects) {
    const labels = (spec as { template?: { metadata?: { labels?: { app?: string } } } } | undefined)?.template?.metadata
      ?.labels;
    if (metadata?.namespace === undefined || labels?.app === undefined) continue;
    byNamespace.set(metadata.namespace, [...(byNamespace.get(metadata.namespace) ?? []), labels.app]);
  }
  const to = (app: string) => ({ matchLabels: { app } });
  const http = [{ port: 'http' }];
  const names = [...byNamespace];
  for (let round = 0; ; round++)
    for (const [index, [namespace, apps]] of names.entries()) {
      const app = (offset: number) => apps[(round * 3 + offset) % apps.length] ?? '';
      const other = names[(index + round + 1) % names.length]?.[0] ?? '';
      const sort = (index + round) % 5;
      const name = `bench-${round}`;
      if (round === 0 && index % 3 !== 0)
        yield policy(namespace, name, { podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
      else if (sort === 0)
        yield policy(namespace, name, {
          podSelector: to(app(0)),
          ingress: [{ from: [{ podSelector: to(app(1)) }], ports: http }],
        });
      else if (sort === 1)
        yield policy(namespace, name, {
          podSelector: to(app(0)),
          ingress: [
            { from: [{ namespaceSelector: { matchLabels: { team: `team-${index % 12}` } } }], ports: [{ port: 8080 }] },
          ],
        });
      else if (sort === 2)
        yield policy(namespace, name, {
          podSelector: {},
          policyTypes: ['Egress'],
          egress: [
            { to: [{ namespaceSelector: {} }], ports: [{ port: 53, protocol: 'UDP' }, { port: 53 }] },
            { to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': other } } }] },
          ],
        });
      else if (sort === 3)
        yield policy(namespace, name, {
          podSelector: to(app(0)),
          policyTypes: ['Ingress', 'Egress'],
          ingress: [
            {
              from: [{ ipBlock: { cidr: '0.0.0.0/0', except: [`10.${index}.0.0/16`] } }],
              ports: [{ port: 8080, endPort: 8090 }],
            },
          ],
          egress: [{ to: [{ ipBlock: { cidr: `192.168.${index}.0/24` } }], ports: [{ port: 5432 }] }],
        });
      else
        yield policy(namespace, name, {
          podSelector: { matchExpressions: [{ key: 'team', operator: 'In', values: ['team-1', 'team-2'] }] },
          policyTypes: ['Ingress'],
          ingress: [{ from: [{ podSelector: {} }] }],
        });
    }
}
