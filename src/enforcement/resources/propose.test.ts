import { describe, expect, it } from 'vitest';
import { type Inventory, inventoryFromText } from '../../inventory/index.ts';
import { type KubernetesObject, listOf, recordOf } from '../../kubernetes/index.ts';
import { podsIn } from './namespace-pods.ts';
import { proposeResources } from './propose.ts';
import { measuredUse } from './use.ts';

type Spec = Readonly<Record<string, unknown>>;

const template = (resources: Spec = {}) => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'app', image: 'web', resources }] },
});

function object(apiVersion: string, kind: string, name: string, spec: Spec): KubernetesObject {
  return { apiVersion, kind, metadata: { name, namespace: 'shop' }, spec };
}

function inventory(...items: readonly KubernetesObject[]): Inventory {
  return inventoryFromText(JSON.stringify({ apiVersion: 'v1', kind: 'List', items }));
}

const web = (replicas: number, resources?: Spec) =>
  object('apps/v1', 'Deployment', 'web', { replicas, template: template(resources) });

const defaults = (proposal: KubernetesObject | undefined) => listOf(recordOf(proposal?.spec).limits)[0];

describe('a proposal', () => {
  it('gives a default limit that no request without a limit is above', () => {
    const { limitRange, prediction } = proposeResources(
      inventory(web(1, { requests: { memory: '3Gi', cpu: '1' } })),
      'shop',
      undefined,
    );
    expect(defaults(limitRange)).toMatchObject({ default: { memory: '6Gi' } });
    expect(prediction.refused).toEqual([]);
  });

  it('gives twice what is used, and says whose use is not known', () => {
    const use = measuredUse({
      items: [
        {
          metadata: { name: 'web-1' },
          containers: [{ name: 'app', usage: { cpu: '123456789n', memory: '1048576Ki' } }],
        },
      ],
    });
    const known = proposeResources(inventory(web(1)), 'shop', use);
    expect(defaults(known.limitRange)).toMatchObject({
      default: { memory: '2Gi' },
      defaultRequest: { cpu: '130m', memory: '1Gi' },
    });
    expect(known.unmeasured).toEqual([]);
    expect(proposeResources(inventory(web(1)), 'shop', undefined).unmeasured).toEqual(['Deployment/web: app']);
  });

  it('counts what autoscaling and a rollout add', () => {
    const { quota, prediction } = proposeResources(
      inventory(
        web(2, { requests: { cpu: '1', memory: '1Gi' }, limits: { memory: '1Gi' } }),
        object('autoscaling/v2', 'HorizontalPodAutoscaler', 'web', {
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
          maxReplicas: 20,
        }),
      ),
      'shop',
      undefined,
    );
    // 20 and a quarter in a rollout, and a quarter more.
    expect(recordOf(recordOf(quota?.spec).hard)).toMatchObject({ pods: '32', 'requests.cpu': '31300m' });
    expect(prediction.refused).toEqual([]);
  });

  it('leaves what the namespace has, and asks for nothing that its LimitRange does not give', () => {
    const { limitRange, quota, standing, prediction } = proposeResources(
      inventory(
        web(1),
        object('v1', 'LimitRange', 'own', { limits: [{ type: 'Container', defaultRequest: { cpu: '100m' } }] }),
        object('v1', 'ResourceQuota', 'own', { hard: { pods: '3' } }),
      ),
      'shop',
      undefined,
    );
    expect(limitRange).toBeUndefined();
    expect(standing).toEqual(['LimitRange/own', 'ResourceQuota/own']);
    expect(Object.keys(recordOf(recordOf(quota?.spec).hard))).toEqual([
      'requests.cpu',
      'services.loadbalancers',
      'services.nodeports',
    ]);
    expect(prediction.refused).toEqual([]);
  });

  it('shows whom the quota of the namespace refuses only in a rollout', () => {
    const { prediction } = proposeResources(
      inventory(web(3, { requests: { cpu: '1' } }), object('v1', 'ResourceQuota', 'own', { hard: { pods: '3' } })),
      'shop',
      undefined,
    );
    expect(prediction.refused).toMatchObject([{ refused: 1, pods: 4, onlyAtMost: true }]);
  });
});

describe('extents', () => {
  const extents = (...objects: readonly KubernetesObject[]) =>
    Object.fromEntries(podsIn(inventory(...objects), 'shop', new Map()).map((one) => [one.object.name, one.extent]));

  it.each<readonly [string, string, Spec, number, number]>([
    ['apps/v1', 'Deployment', {}, 1, 2],
    ['apps/v1', 'Deployment', { replicas: 10, strategy: { rollingUpdate: { maxSurge: '30%' } } }, 10, 13],
    ['apps/v1', 'Deployment', { replicas: 10, strategy: { rollingUpdate: { maxSurge: 2 } } }, 10, 12],
    ['apps/v1', 'Deployment', { replicas: 10, strategy: { type: 'Recreate' } }, 10, 10],
    ['apps/v1', 'Deployment', { replicas: 0 }, 0, 0],
    ['apps/v1', 'StatefulSet', { replicas: 3 }, 3, 3],
    ['batch/v1', 'Job', { parallelism: 5, completions: 2 }, 2, 2],
    ['batch/v1', 'Job', { parallelism: 5, suspend: true }, 0, 0],
    ['argoproj.io/v1alpha1', 'Rollout', { replicas: 4, strategy: { blueGreen: {} } }, 4, 8],
    ['apps/v1', 'Deployment', { replicas: 'many' }, 1, 2],
    ['apps/v1', 'Deployment', { replicas: 1e300 }, 1_000_000, 1_250_000],
  ])('%s %s %j', (apiVersion, kind, spec, usual, most) => {
    expect(extents(object(apiVersion, kind, 'web', { ...spec, template: template() }))).toEqual({
      web: { usual, most },
    });
  });

  it('counts a DaemonSet on the nodes that it selects, and once where there are none', () => {
    const node = (name: string, labels: Spec): KubernetesObject => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: labels as Record<string, string> },
    });
    const { metadata, spec } = template();
    const agent = object('apps/v1', 'DaemonSet', 'agent', {
      template: { metadata, spec: { ...spec, nodeSelector: { disk: 'fast' } } },
    });
    expect(extents(agent, node('a', { disk: 'fast' }), node('b', {}), node('c', { disk: 'fast' }))).toEqual({
      agent: { usual: 2, most: 2 },
    });
    expect(extents(agent)).toEqual({ agent: { usual: 1, most: 1, unbounded: 'nodes-unknown' } });
  });

  it('counts pods of an owner that is there only once', () => {
    const replicaSet = {
      ...object('apps/v1', 'ReplicaSet', 'web-1', { replicas: 2, template: template() }),
      metadata: {
        name: 'web-1',
        namespace: 'shop',
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', controller: true }],
      },
    };
    expect(Object.keys(extents(web(2), replicaSet))).toEqual(['web']);
    expect(Object.keys(extents(replicaSet))).toEqual(['web-1']);
  });
});

describe('use', () => {
  it.each([undefined, null, 'x', {}, { items: 'x' }, { items: [{ metadata: {} }] }])('of %j is not known', (answer) => {
    expect(measuredUse(answer)).toBeUndefined();
  });
});
