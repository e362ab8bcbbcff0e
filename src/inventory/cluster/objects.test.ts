import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupOf, type KubernetesObject } from '../../kubernetes/index.ts';
import { ClusterObjects } from './objects.ts';
import { TrimError } from './trim.ts';

type Fields = Readonly<Record<string, unknown>>;

const owned = (apiVersion: string, kind: string, name: string, uid: string) => ({
  ownerReferences: [{ apiVersion, kind, name, uid, controller: true }],
});
const container = { name: 'app', image: 'registry.example.com/app:1' };
const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [container] } };
/** As a controller and admission make it of the template. */
const podSpec = {
  containers: [
    {
      ...container,
      imagePullPolicy: 'IfNotPresent',
      terminationMessagePath: '/dev/termination-log',
      terminationMessagePolicy: 'File',
      resources: {},
      volumeMounts: [
        { name: 'kube-api-access-x7k2p', readOnly: true, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' },
      ],
    },
  ],
  volumes: [
    {
      name: 'kube-api-access-x7k2p',
      projected: {
        defaultMode: 420,
        sources: [
          { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
          { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
          {
            downwardAPI: {
              items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
            },
          },
        ],
      },
    },
  ],
  restartPolicy: 'Always',
  terminationGracePeriodSeconds: 30,
  dnsPolicy: 'ClusterFirst',
  serviceAccountName: 'default',
  serviceAccount: 'default',
  nodeName: 'node-1',
  securityContext: {},
  schedulerName: 'default-scheduler',
  tolerations: [
    { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
  ],
  priority: 0,
  enableServiceLinks: true,
  preemptionPolicy: 'PreemptLowerPriority',
};

function object(apiVersion: string, kind: string, name: string, metadata: Fields, rest: Fields = {}): KubernetesObject {
  const place = kind === 'Namespace' ? {} : { namespace: 'shop' };
  return { apiVersion, kind, metadata: { name, ...place, uid: name, ...metadata }, ...rest };
}

function pod(name: string, metadata: Fields, spec: Fields = podSpec): KubernetesObject {
  const created = { creationTimestamp: `2026-11-25T10:00:0${name.length % 10}Z` };
  return object(
    'v1',
    'Pod',
    name,
    { labels: { app: 'web', 'pod-template-hash': '5d' }, ...created, ...metadata },
    {
      spec,
      status: {
        phase: 'Running',
        containerStatuses: [{ name: 'app', image: 'app', imageID: 'app@sha256:1', restartCount: 2 }],
      },
    },
  );
}

const deployment = object('apps/v1', 'Deployment', 'web', {}, { spec: { template } });
const replicaSet = object('apps/v1', 'ReplicaSet', 'web-5d', owned('apps/v1', 'Deployment', 'web', 'web'), {
  spec: { template },
});
const inReplicaSet = owned('apps/v1', 'ReplicaSet', 'web-5d', 'web-5d');
const injected = { ...podSpec, containers: [...podSpec.containers, { name: 'proxy', image: 'proxy:1' }] };
const cluster: readonly KubernetesObject[] = [
  deployment,
  replicaSet,
  pod('web-5d-a', inReplicaSet),
  pod('web-5d-bb', inReplicaSet),
  pod('web-5d-ccc', inReplicaSet, injected),
  pod('web-5d-dddd', inReplicaSet, injected),
  object('batch/v1', 'CronJob', 'backup', {}, { spec: { jobTemplate: { spec: { template } } } }),
  object('batch/v1', 'Job', 'backup-1', owned('batch/v1', 'CronJob', 'backup', 'backup'), { spec: { template } }),
  pod('backup-1-x', owned('batch/v1', 'Job', 'backup-1', 'backup-1'), { ...podSpec, restartPolicy: 'Never' }),
  object('acme.example/v1', 'Fleet', 'fleet', {}, { spec: { size: 3 } }),
  pod('fleet-1', owned('acme.example/v1', 'Fleet', 'fleet', 'fleet')),
  pod('fleet-22', owned('acme.example/v1', 'Fleet', 'fleet', 'fleet')),
  pod('alone', {}),
  pod('kube-proxy-node-1', {
    ...owned('v1', 'Node', 'node-1', 'node-1'),
    annotations: { 'kubernetes.io/config.mirror': 'x' },
  }),
  object('v1', 'ConfigMap', 'settings', {}, { data: { a: '1' } }),
];

function known(isComplete = () => true): ClusterObjects {
  return new ClusterObjects({ isNamespaced: (kind) => kind !== '/Node', isComplete });
}

function apply(objects: ClusterObjects, one: KubernetesObject): string {
  return objects.apply(`${groupOf(one.apiVersion)}/${one.kind}`, one);
}

function remove(objects: ClusterObjects, { apiVersion, kind, metadata }: KubernetesObject): void {
  const groupKind = `${groupOf(apiVersion)}/${kind}`;
  objects.remove(groupKind, `${groupKind}/${metadata?.namespace ?? ''}/${metadata?.name}`);
}

function plain(objects: ClusterObjects) {
  const sorted = <T>(entries: Iterable<[string, T]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return {
    objects: sorted([...objects.objects].map(([key, { object: body }]) => [key, body])),
    pods: sorted([...objects.pods].map(([key, instances]) => [key, [...instances.keys()].sort()])),
    representatives: sorted(objects.representatives),
  };
}

describe('objects of a cluster', () => {
  const objects = known();
  for (const one of cluster) apply(objects, one);

  it('are workloads and what nobody made from a template; of pods that differ one of each sort', () => {
    expect([...objects.objects.keys()].sort()).toEqual([
      '/ConfigMap/shop/settings',
      '/Pod/shop/alone',
      '/Pod/shop/backup-1-x',
      '/Pod/shop/fleet-1',
      '/Pod/shop/kube-proxy-node-1',
      '/Pod/shop/web-5d-ccc',
      'acme.example/Fleet/shop/fleet',
      'apps/Deployment/shop/web',
      'batch/CronJob/shop/backup',
    ]);
    expect(Object.fromEntries(objects.representatives)).toEqual({
      '/Pod/shop/backup-1-x': 'batch/CronJob/shop/backup',
      '/Pod/shop/fleet-1': 'acme.example/Fleet/shop/fleet',
      '/Pod/shop/web-5d-ccc': 'apps/Deployment/shop/web',
    });
  });

  it('know of a pod that stands for others who made it', () => {
    const { metadata } = objects.objects.get('/Pod/shop/web-5d-ccc')?.object ?? {};
    expect(metadata?.ownerReferences).toEqual(inReplicaSet.ownerReferences);
  });

  it('have their pods by the workload at the top', () => {
    const names = Object.fromEntries(
      [...objects.pods].map(([key, pods]) => [key, [...pods.values()].map(({ name }) => name)]),
    );
    expect(names).toEqual({
      'apps/Deployment/shop/web': ['web-5d-a', 'web-5d-bb', 'web-5d-ccc', 'web-5d-dddd'],
      'batch/CronJob/shop/backup': ['backup-1-x'],
      'acme.example/Fleet/shop/fleet': ['fleet-1', 'fleet-22'],
      '/Pod/shop/alone': ['alone'],
      '/Pod/shop/kube-proxy-node-1': ['kube-proxy-node-1'],
    });
    expect(objects.pods.get('apps/Deployment/shop/web')?.get('/Pod/shop/web-5d-a')).toMatchObject({
      phase: 'Running',
      node: 'node-1',
      restarts: 2,
      runs: [{ container: 'app', image: 'app@sha256:1' }],
    });
  });

  it('are the same in whatever order they come, and after others came and went', () => {
    const expected = plain(objects);
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...cluster], { minLength: cluster.length }),
        fc.subarray([...cluster]),
        (order, removed) => {
          const other = known();
          for (const one of order) apply(other, one);
          for (const one of removed) remove(other, one);
          for (const one of removed.toReversed()) apply(other, one);
          expect(plain(other)).toEqual(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('leave nothing behind when all are gone', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...cluster], { minLength: cluster.length }), (order) => {
        const other = known();
        for (const one of cluster) apply(other, one);
        for (const one of order) remove(other, one);
        expect(plain(other)).toEqual({ objects: [], pods: [], representatives: [] });
        expect(other.size).toBe(0);
      }),
      { numRuns: 100 },
    );
  });
});

describe('pods of owners', () => {
  it('are objects themselves when their owner is gone', () => {
    const objects = known();
    for (const one of [deployment, replicaSet, pod('web-5d-a', inReplicaSet)]) apply(objects, one);
    expect([...objects.objects.keys()]).toEqual(['apps/Deployment/shop/web']);
    remove(objects, deployment);
    expect([...objects.objects.keys()]).toEqual(['apps/ReplicaSet/shop/web-5d']);
    remove(objects, replicaSet);
    expect([...objects.objects.keys()]).toEqual(['/Pod/shop/web-5d-a']);
  });

  it('belong to nobody whose name was given to another', () => {
    const objects = known();
    apply(objects, object('apps/v1', 'ReplicaSet', 'web-5d', { uid: 'another' }, { spec: { template } }));
    apply(objects, pod('web-5d-a', inReplicaSet));
    expect([...objects.pods.keys()]).toEqual(['/Pod/shop/web-5d-a']);
  });

  it('stay together, one of each sort shown, where the kind of the owner is not known yet', () => {
    const waiting = { complete: false };
    const objects = known(() => waiting.complete);
    apply(objects, pod('web-5d-a', inReplicaSet));
    apply(objects, pod('web-5d-bb', inReplicaSet));
    expect([...objects.objects.keys()]).toEqual(['/Pod/shop/web-5d-a']);
    waiting.complete = true;
    objects.completenessChanged('apps/ReplicaSet');
    expect([...objects.objects.keys()].sort()).toEqual(['/Pod/shop/web-5d-a', '/Pod/shop/web-5d-bb']);
  });

  it('differ once the template of their workload is another', () => {
    const objects = known();
    for (const one of [deployment, replicaSet, pod('web-5d-a', inReplicaSet)]) apply(objects, one);
    objects.takeChanges();
    const other = { ...template, spec: { containers: [{ ...container, image: 'registry.example.com/app:2' }] } };
    apply(objects, { ...deployment, spec: { template: other } });
    expect([...objects.takeChanges().keys].sort()).toEqual(['/Pod/shop/web-5d-a', 'apps/Deployment/shop/web']);
    expect(objects.representatives.get('/Pod/shop/web-5d-a')).toBe('apps/Deployment/shop/web');
  });

  it('may own each other in a circle', () => {
    const objects = known();
    apply(
      objects,
      object('apps/v1', 'ReplicaSet', 'a', owned('apps/v1', 'ReplicaSet', 'b', 'b'), { spec: { template } }),
    );
    apply(
      objects,
      object('apps/v1', 'ReplicaSet', 'b', owned('apps/v1', 'ReplicaSet', 'a', 'a'), { spec: { template } }),
    );
    apply(objects, pod('a-1', owned('apps/v1', 'ReplicaSet', 'a', 'a')));
    remove(objects, object('apps/v1', 'ReplicaSet', 'a', {}));
    expect(objects.size).toBe(2);
  });
});

describe('changes', () => {
  it('are told only where something that is kept changed', () => {
    const objects = known();
    for (const one of cluster) apply(objects, one);
    objects.takeChanges();
    apply(objects, {
      ...deployment,
      metadata: { ...deployment.metadata, resourceVersion: '7' },
      status: { replicas: 4 },
    });
    apply(objects, { ...replicaSet, status: { replicas: 4 } });
    expect(objects.takeChanges()).toEqual({ keys: new Set(), pods: new Set() });
    apply(objects, { ...pod('web-5d-a', inReplicaSet), status: { phase: 'Failed' } });
    expect(objects.takeChanges()).toEqual({ keys: new Set(), pods: new Set(['apps/Deployment/shop/web']) });
  });

  it('forget an object that cannot be kept any more', () => {
    const objects = known();
    const settings = object('v1', 'ConfigMap', 'settings', {}, { data: { a: '1' } });
    apply(objects, settings);
    const deep = JSON.parse(`${'{"a":'.repeat(300)}1${'}'.repeat(300)}`);
    expect(() => apply(objects, { ...settings, data: deep })).toThrow(TrimError);
    expect(objects.objects.size).toBe(0);
  });
});
