import { describe, expect, it } from 'vitest';
import { clusterOf, filesOf, node, policy, service, web } from '../exposure/testing/objects.ts';
import { serviceReports } from './report.ts';
import { tricksOf } from './tricks.ts';

const other = web.replaceAll('namespace: shop', 'namespace: blog');
const db = (volumes = '') => `
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: db, namespace: shop }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: db, ports: [{ name: http, containerPort: 8080 }] }]${volumes} }
  volumeClaimTemplates: [{ metadata: { name: data } }]`;
const from = (peer: string) => policy(`{ podSelector: {}, ingress: [{ from: [${peer}] }] }`);

describe('who reaches a Service', () => {
  it.each([
    ['no policy', [], { outside: 'allowed', nodes: 'allowed', everyPod: true }, []],
    [
      'a closed namespace',
      [policy('{ podSelector: {}, policyTypes: [Ingress] }')],
      { outside: 'denied', nodes: 'denied', everyPod: false, namespaces: [] },
      ['NetworkPolicy/shop/p'],
    ],
    [
      'its own namespace',
      [from('{ podSelector: {} }')],
      { outside: 'denied', namespaces: [{ namespace: 'shop', isWhole: true, workloads: [] }] },
      ['NetworkPolicy/shop/p'],
    ],
    [
      'another namespace',
      [from('{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: blog } } }')],
      { namespaces: [{ namespace: 'blog', isWhole: true, workloads: [] }] },
      ['NetworkPolicy/shop/p'],
    ],
  ] as const)('%s', (_, texts, callers, policies) => {
    const [report] = serviceReports(clusterOf(web, other, service(), ...texts));
    expect(report?.callers).toMatchObject(callers);
    expect(report?.policies).toEqual(policies);
  });

  it('is not said where no pods are behind it', () => {
    expect(serviceReports(clusterOf(service()))[0]?.callers).toBeUndefined();
  });
});

describe('TLS of a Service', () => {
  it.each([
    ['ports: [{ port: 80, targetPort: http }]', 'unknown'],
    ['ports: [{ name: https, port: 8443 }]', 'yes'],
    ['ports: [{ port: 443 }]', 'yes'],
    ['ports: [{ name: https, port: 443 }, { name: http, port: 80 }]', 'no'],
    ['ports: [{ name: web, appProtocol: http, port: 443 }]', 'no'],
  ])('%s: %s', (spec, expected) => {
    expect(serviceReports(clusterOf(web, service(spec)))[0]?.tls).toBe(expected);
  });

  it("is the mesh's where that wants it", () => {
    const strict =
      'apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: { name: all, namespace: istio-system }\nspec: { mtls: { mode: STRICT } }';
    expect(serviceReports(clusterOf(web, service(), strict))[0]).toMatchObject({
      tls: 'yes',
      tlsBy: 'PeerAuthentication/istio-system/all',
    });
  });
});

const custom = (apiVersion: string, kind: string, spec: string, namespace = 'shop') =>
  `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: b, namespace: ${namespace} }\nspec: ${spec}`;
const job = (container: string) =>
  custom('batch/v1', 'CronJob', `{ jobTemplate: { spec: { template: { spec: { containers: [${container}] } } } } }`);

describe('data behind a Service', () => {
  it.each([
    ['nothing', [], 'no'],
    [
      'a snapshot of it',
      [custom('snapshot.storage.k8s.io/v1', 'VolumeSnapshot', '{ source: { persistentVolumeClaimName: data-db-0 } }')],
      'yes',
    ],
    [
      'a snapshot of another',
      [custom('snapshot.storage.k8s.io/v1', 'VolumeSnapshot', '{ source: { persistentVolumeClaimName: data-dbx-0 } }')],
      'no',
    ],
    ['Velero for all', [custom('velero.io/v1', 'Schedule', '{ template: {} }', 'velero')], 'yes'],
    [
      'Velero for another',
      [custom('velero.io/v1', 'Schedule', '{ template: { includedNamespaces: [blog] } }', 'velero')],
      'no',
    ],
    [
      'Velero without it',
      [custom('velero.io/v1', 'Schedule', '{ template: { excludedNamespaces: [shop] } }', 'velero')],
      'no',
    ],
    [
      'Velero without volumes',
      [custom('velero.io/v1', 'Schedule', '{ template: { snapshotVolumes: false } }', 'velero')],
      'no',
    ],
    ['K8up', [custom('k8up.io/v1', 'Schedule', '{}')], 'yes'],
    ['a job that dumps', [job('{ name: a, image: postgres, command: [sh, -c, "pg_dump shop > /b"] }')], 'yes'],
    ['a job that does something else', [job('{ name: a, image: busybox, command: [sh, -c, "echo dumpling"] }')], 'no'],
    [
      'a Kasten policy',
      [
        custom(
          'config.kio.kasten.io/v1alpha1',
          'Policy',
          '{ selector: { matchExpressions: [{ key: k10.kasten.io/appNamespace, operator: In, values: [shop] }] } }',
          'kasten',
        ),
      ],
      'yes',
    ],
  ])('%s: %s', (_, texts, expected) => {
    const [report] = serviceReports(clusterOf(db(), service(), ...texts));
    expect(report?.backups).toMatchObject([{ backup: { state: expected, claims: ['data-db-*'] } }]);
  });

  it('is not known of files', () => {
    expect(serviceReports(filesOf(db(), service()))[0]?.backups).toMatchObject([{ backup: { state: 'unknown' } }]);
  });
});

const external = (name: string) => `
apiVersion: v1
kind: Service
metadata: { name: far, namespace: shop }
spec: { type: ExternalName, externalName: "${name}" }`;
const bare =
  'apiVersion: v1\nkind: Service\nmetadata: { name: bare, namespace: shop }\nspec: { clusterIP: 10.96.0.9, ports: [{ port: 80 }] }';
const written = (address: string) => `
apiVersion: discovery.k8s.io/v1
kind: EndpointSlice
metadata: { name: bare-1, namespace: shop, labels: { kubernetes.io/service-name: bare } }
addressType: IPv4
endpoints: [{ addresses: ["${address}"] }]`;
const pod =
  'apiVersion: v1\nkind: Pod\nmetadata: { name: secretive, namespace: bank }\nspec: { containers: [{ name: a, image: a }] }\nstatus: { podIP: 10.244.0.7 }';

describe('tricks', () => {
  it.each([
    [[external('localhost')], ['name-local localhost']],
    [[external('127.0.0.1.nip.io')], ['name-local 127.0.0.1.nip.io']],
    [[external('metadata.google.internal.')], ['name-metadata metadata.google.internal']],
    [[external('169.254.169.254')], ['name-metadata 169.254.169.254']],
    [[external('db.bank.svc.cluster.local')], ['name-namespace db.bank.svc.cluster.local bank']],
    [[external('192.0.2.1')], ['name-address 192.0.2.1']],
    [[external('example.com')], []],
    [[bare], ['endpoints-unseen bare']],
    [[bare, written('192.0.2.1')], []],
    [[bare, written('169.254.169.254')], ['endpoint-metadata 169.254.169.254']],
    [[bare, written('10.0.0.1'), node('10.0.0.1')], ['endpoint-node 10.0.0.1 Node/n-10.0.0.1']],
    [[bare, written('10.244.0.7'), pod], ['endpoint-pod 10.244.0.7 Pod/bank/secretive']],
    [[service('externalIPs: [203.0.113.7]')], ['external-address 203.0.113.7']],
    [[service('externalIPs: [10.0.0.1]'), node('10.0.0.1')], ['external-own-address 10.0.0.1 Node/n-10.0.0.1']],
  ])('of %j', (texts, expected) => {
    const said = [...tricksOf(clusterOf(...texts))].map(
      ({ code, value, owner }) => `${code} ${value}${owner === undefined ? '' : ` ${owner}`}`,
    );
    expect(said).toEqual(expected);
  });

  it('stand at their Service', () => {
    const [report] = serviceReports(clusterOf(bare, written('169.254.169.254')));
    expect(report?.tricks).toMatchObject([{ code: 'endpoint-metadata', object: { kind: 'EndpointSlice' } }]);
  });
});
