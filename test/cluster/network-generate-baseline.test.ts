import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { mapText } from '../../src/cli/network-map.ts';
import { inventoryOf, podAddressesOf, readRecording } from '../../src/inventory/cluster/index.ts';
import { type Inventory, InventoryObject } from '../../src/inventory/index.ts';
import { type KubernetesObject, recordOf } from '../../src/kubernetes/index.ts';
import { networkPluginsOf, onceEnforced } from '../../src/network/cni/index.ts';
import { closedLabel, closedValue, generate } from '../../src/network/generation/index.ts';
import { Reachability, withObjects } from '../../src/network/reachability/index.ts';
import { Api, messageOf } from './api.ts';
import { installDefinitionsOf } from './go-modules.ts';

/* Policies of whole clusters against their real definitions: taken without a warning, and read back as they were written. */
const api = new Api(inject('access'));
const group = 'policy.networking.k8s.io';

afterAll(() => api.close());

/** Creates an object for good, strictly. @returns where it is then */
async function created(object: KubernetesObject): Promise<string> {
  const path = await api.pathFor(object);
  const made = await api.request('POST', `${path}?fieldValidation=Strict`, object);
  expect([made.status, made.warnings, made.status < 300 ? '' : messageOf(made)]).toEqual([201, [], '']);
  return `${path}/${object.metadata?.name}`;
}

function inInventory(object: KubernetesObject): InventoryObject {
  const { apiVersion, kind, metadata } = object;
  const header = { apiVersion, kind, name: metadata?.name ?? '', namespace: metadata?.namespace };
  return new InventoryObject(header, { file: '', locate: () => undefined, text: () => undefined }, object);
}

/** The policies that `network generate --baseline` writes for the example cluster, and its map with them. */
async function generated() {
  const { state } = await readRecording(fileURLToPath(new URL('../../examples/harbor.recording', import.meta.url)));
  const [inventory, addresses] = [inventoryOf(state), podAddressesOf(state)];
  const { baseline, namespaces } = generate(inventory, { addresses, baseline: true });
  if (baseline === undefined) throw new Error('no baseline');
  const closed = withObjects(inventory, [
    ...namespaces.flatMap(({ policies }) => policies.map(({ object }) => inInventory(object))),
    ...namespaces.map(({ namespace: name }) => {
      const labels = { 'kubernetes.io/metadata.name': name, [closedLabel]: closedValue };
      return inInventory({ apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } });
    }),
  ]);
  const network = onceEnforced(networkPluginsOf(inventory), ['NetworkPolicy', 'ClusterNetworkPolicy']);
  const mapOf = (of: Inventory) => [...mapText(new Reachability(of, { addresses, network }), 'en')].join('');
  return {
    baseline,
    mapWithout: () => mapOf(closed),
    mapWith: (object: KubernetesObject) => mapOf(withObjects(closed, [inInventory(object)])),
  };
}

const namespaces = { matchLabels: { team: 'a' }, matchExpressions: [{ key: 'env', operator: 'Exists' }] };
const pods = { namespaceSelector: {}, podSelector: { matchLabels: { app: 'a' } } };
const ports = [
  { tcp: { destinationPort: { number: 80 } } },
  { udp: { destinationPort: { range: { start: 53, end: 5353 } } } },
  { sctp: { destinationPort: { number: 1 } } },
];
const inPods = [{ namespaces }, { pods }];

describe.each([
  ['standard', inPods, [...inPods, { networks: ['10.0.0.0/8', 'fd00::/8'] }], ports],
  [
    'experimental',
    inPods,
    [...inPods, { domainNames: ['*.example.com'] }, { nodes: { matchLabels: { pool: 'a' } } }],
    ports,
  ],
] as const)('ClusterNetworkPolicy, definitions of the %s channel', (channel, from, to, protocols) => {
  let remove = async () => {};

  beforeAll(async () => {
    const file = `config/crd/${channel}/policy.networking.k8s.io_clusternetworkpolicies.yaml`;
    remove = await installDefinitionsOf(api, 'sigs.k8s.io/network-policy-api@v0.3.0', [file]);
  });
  afterAll(() => remove());

  test('the baseline of the example cluster says the same when it is read back', async () => {
    const { baseline, mapWith, mapWithout } = await generated();
    const map = mapWith(baseline);
    expect(map).not.toBe(mapWithout());
    const path = await created(baseline);
    for (const version of ['v1alpha2', 'v1beta1']) {
      const read = await api.demand('GET', path.replace('v1alpha2', version));
      expect(read).toMatchObject({ apiVersion: `${group}/${version}`, kind: baseline.kind });
      expect(read.spec).toEqual(baseline.spec);
      expect(mapWith(read as unknown as KubernetesObject)).toBe(map);
    }
  });

  test.each(['v1alpha2', 'v1beta1'])('every field that our model reads is taken in %s', async (version) => {
    const name = `fields-${version}`;
    const spec = {
      tier: 'Admin',
      priority: 7,
      subject: { pods },
      ingress: ['Accept', 'Deny', 'Pass'].map((action) => ({ name: action, action, from, protocols })),
      egress: ['Accept', 'Deny', 'Pass'].map((action) => ({ name: action, action, to, protocols })),
    };
    const policy = { apiVersion: `${group}/${version}`, kind: 'ClusterNetworkPolicy', metadata: { name }, spec };
    expect((await api.demand('GET', await created(policy))).spec).toEqual(spec);
  });
});

test('AdminNetworkPolicy and BaselineAdminNetworkPolicy: every field that our model reads is taken', async () => {
  const kinds = ['AdminNetworkPolicy', 'BaselineAdminNetworkPolicy'];
  const files = ['adminnetworkpolicies', 'baselineadminnetworkpolicies'];
  // The last release that can be had with both.
  const remove = await installDefinitionsOf(
    api,
    'sigs.k8s.io/network-policy-api@v0.1.1',
    files.map((name) => `config/crd/policy.networking.k8s.io_${name}.yaml`),
  );
  try {
    const peers = [
      { namespaces: { namespaceSelector: namespaces } },
      { namespaces: { sameLabels: ['team'] } },
      { pods: { namespaces: { namespaceSelector: namespaces }, podSelector: {} } },
      { pods: { namespaces: { notSameLabels: ['team'] }, podSelector: {} } },
    ];
    const rule = {
      ports: [
        { portNumber: { protocol: 'TCP', port: 80 } },
        { portRange: { protocol: 'UDP', start: 53, end: 5353 } },
        { namedPort: 'http' },
      ],
    };
    for (const kind of kinds) {
      const isAdmin = kind === 'AdminNetworkPolicy';
      const actions = isAdmin ? ['Allow', 'Deny', 'Pass'] : ['Allow', 'Deny'];
      const spec = {
        ...(isAdmin && { priority: 7 }),
        subject: { namespaces },
        ingress: actions.map((action) => ({ ...rule, action, from: peers })),
        egress: actions.map((action) => ({ ...rule, action, to: peers })),
      };
      // There is one baseline, and it is called so.
      const policy = { apiVersion: `${group}/v1alpha1`, kind, metadata: { name: 'default' }, spec };
      expect(recordOf((await api.demand('GET', await created(policy))).spec)).toEqual(spec);
    }
  } finally {
    await remove();
  }
});
