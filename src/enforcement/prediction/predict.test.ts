import { describe, expect, it } from 'vitest';
import { catalogue, selectChecks } from '../../checks/index.ts';
import { Inventory, inventoryFromText } from '../../inventory/index.ts';
import { rungs, securityPolicyOf } from '../objects/index.ts';
import { type Prediction, type PredictionOptions, predict, predictPolicy, rungAbove } from './index.ts';

const version = { major: 1, minor: 37 };
const spec =
  '{ containers: [{ name: app, image: web, securityContext: { privileged: true } }, { name: side, image: side }] }';

function deployment(namespace: string, name: string, pod = spec): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace} }
spec: { template: { spec: ${pod} } }
`;
}

function podOf(owner: string, name = 'web-5d8f-x1', namespace = 'shop'): string {
  return `apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${namespace}, ownerReferences: [${owner}] }
spec: ${spec}
`;
}

const namespaces = `apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { env: prod } }
---
apiVersion: v1
kind: Namespace
metadata: { name: lab }
---
`;

function predicted(text: string, more: Partial<PredictionOptions> = {}): Promise<Prediction> {
  return predict({
    checks: selectChecks('security', ['pod-privileged'], catalogue),
    inventory: inventoryFromText(namespaces + text),
    scope: { excludeNamespaces: [] },
    exceptions: [],
    workloads: new Map(),
    parameters: {},
    kubernetesVersion: version,
    pssVersion: version,
    now: '2026-11-25T10:00:00.000Z',
    ...more,
  });
}

function names({ refused }: Prediction): readonly string[] {
  return refused.map(({ object }) => `${object.kind}/${object.namespace}/${object.name}`);
}

describe('what a policy would refuse', () => {
  it('is what its checks find, and why', async () => {
    const prediction = await predicted(
      `${deployment('shop', 'web')}---\n${deployment('shop', 'calm', '{ containers: [] }')}`,
    );
    expect(names(prediction)).toEqual(['Deployment/shop/web']);
    expect(prediction.refused[0]?.violations.map(({ check, container }) => [check.id, container])).toEqual([
      ['pod-privileged', 'app'],
    ]);
    expect(prediction.asked).toHaveLength(2);
  });

  it.each([
    ['every namespace', { excludeNamespaces: [] }, ['lab', 'shop']],
    ['all but some', { excludeNamespaces: ['lab'] }, ['shop']],
    ['those with a label', { namespaceSelector: { matchLabels: { env: 'prod' } }, excludeNamespaces: [] }, ['shop']],
    [
      'those without one',
      { namespaceSelector: { matchExpressions: [{ key: 'env', operator: 'DoesNotExist' }] }, excludeNamespaces: [] },
      ['lab'],
    ],
    [
      'one by its name, which is a label that nobody has to write',
      { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'lab' } }, excludeNamespaces: [] },
      ['lab'],
    ],
  ])('is in scope only: %s', async (_, scope, expected) => {
    const prediction = await predicted(`${deployment('shop', 'web')}---\n${deployment('lab', 'web')}`, { scope });
    expect(prediction.refused.map(({ object }) => object.namespace)).toEqual(expected);
    expect(prediction.unplaced).toEqual([]);
  });

  it('is not guessed of namespaces whose labels decide and are not known', async () => {
    const scope = { namespaceSelector: { matchLabels: { env: 'prod' } }, excludeNamespaces: [] };
    const prediction = await predicted(deployment('elsewhere', 'web'), { scope });
    expect(names(prediction)).toEqual([]);
    expect(prediction.unplaced).toEqual(['elsewhere']);
    const named = {
      matchLabels: { env: 'prod' },
      matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['elsewhere'] }],
    };
    const excluded = await predicted(deployment('elsewhere', 'web'), {
      scope: { namespaceSelector: named, excludeNamespaces: [] },
    });
    expect(excluded.unplaced).toEqual([]);
  });

  it('is nothing that is being deleted', async () => {
    const going = deployment('shop', 'web').replace(
      'name: web,',
      'name: web, deletionTimestamp: "2026-11-25T10:00:00Z",',
    );
    expect(names(await predicted(going))).toEqual([]);
  });

  it('is none of what nobody can ask at admission', async () => {
    const revision = deployment('shop', 'web')
      .replace('apps/v1', 'serving.knative.dev/v1')
      .replace('Deployment', 'Revision');
    expect(names(await predicted(revision))).toEqual([]);
  });

  it('says which checks are not the API server’s', async () => {
    const checks = selectChecks('security', ['net-pod-unselected', 'pod-privileged', 'img-registry-allow'], catalogue);
    const prediction = await predicted(deployment('shop', 'web'), { checks });
    expect(Object.fromEntries(prediction.notNative)).toEqual({
      'many-objects': ['net-pod-unselected'],
      'not-configured': ['img-registry-allow'],
    });
    expect(prediction.refused.flatMap(({ violations }) => violations.map(({ check }) => check.id))).toContain(
      'net-pod-unselected',
    );
  });

  it('says which kinds could not be seen', async () => {
    const { objects } = inventoryFromText(deployment('shop', 'web'));
    const inventory = new Inventory(objects, [], (kind) => kind !== 'batch/CronJob');
    expect((await predicted('', { inventory })).unseen).toEqual(['batch/CronJob']);
  });
});

describe('exceptions', () => {
  const rule = { check: 'pod-privileged', reason: 'tested' };
  const replicaSet = '{ apiVersion: apps/v1, kind: ReplicaSet, name: web-5d8f, controller: true }';

  it.each([
    ['of the object', 'Deployment/shop/web', deployment('shop', 'web'), []],
    ['of all of a kind', 'Deployment/*/*', deployment('shop', 'web'), []],
    ['of another', 'Deployment/shop/api', deployment('shop', 'web'), ['Deployment/shop/web']],
    ['of the workload, for its pods', 'Deployment/shop/web', podOf(replicaSet), []],
    ['of the workload elsewhere', 'Deployment/lab/web', podOf(replicaSet), ['Pod/shop/web-5d8f-x1']],
    [
      'of the workload, for a pod whose owner does not control it',
      'Deployment/shop/web',
      podOf(replicaSet.replace('controller: true', 'controller: false')),
      ['Pod/shop/web-5d8f-x1'],
    ],
    [
      'of a kind that somebody else’s controller makes pods from',
      'Rollout/shop/web',
      podOf('{ apiVersion: argoproj.io/v1alpha1, kind: Rollout, name: web, controller: true }'),
      ['Pod/shop/web-5d8f-x1'],
    ],
    [
      'of a CronJob, for the pods of its jobs',
      'CronJob/shop/sync',
      podOf('{ apiVersion: batch/v1, kind: Job, name: sync-29384756, controller: true }'),
      [],
    ],
  ])('%s', async (_, glob, text, expected) => {
    const prediction = await predicted(text, { exceptions: [{ ...rule, resources: [glob] }] });
    expect(names(prediction)).toEqual(expected);
    expect(prediction.excepted).toHaveLength(expected.length === 0 ? 1 : 0);
  });

  it('of one container leave the others', async () => {
    const both = spec.replace('image: side', 'image: side, securityContext: { privileged: true }');
    const exceptions = [{ ...rule, container: 'app' }];
    expect(names(await predicted(deployment('shop', 'web'), { exceptions }))).toEqual([]);
    const [refusal] = (await predicted(deployment('shop', 'web', both), { exceptions })).refused;
    expect(refusal?.violations.map(({ container }) => container)).toEqual(['side']);
  });

  it('end by the hour', async () => {
    const exceptions = [{ ...rule, expires: '2026-11-25', expiresAt: '2026-11-25T09:00:00.000Z' }];
    expect(names(await predicted(deployment('shop', 'web'), { exceptions }))).toHaveLength(1);
    expect(names(await predicted(deployment('shop', 'web'), { exceptions, now: '2026-11-25T08:00:00.000Z' }))).toEqual(
      [],
    );
  });

  it('end', async () => {
    const exceptions = [{ ...rule, expires: '2026-11-24' }];
    expect(names(await predicted(deployment('shop', 'web'), { exceptions }))).toHaveLength(1);
    expect(names(await predicted(deployment('shop', 'web'), { exceptions, now: '2026-11-24T23:00:00.000Z' }))).toEqual(
      [],
    );
  });
});

it('the ladder has a top', () => {
  expect(rungs.map(rungAbove)).toEqual(['Audit', 'Warn', 'Deny', undefined]);
});

it('a SecurityPolicy says what is asked, and where', async () => {
  const parsed = securityPolicyOf({
    apiVersion: 'breakwater.dev/v1alpha1',
    kind: 'SecurityPolicy',
    metadata: { name: 'p' },
    spec: { checks: { 'pod-privileged': {} }, scope: { excludeNamespaces: ['lab'] } },
  });
  if (!('value' in parsed)) throw new Error('not read');
  const text = ['shop', 'lab', 'kube-system'].map((namespace) => deployment(namespace, 'web')).join('---\n');
  const prediction = await predictPolicy(parsed.value, {
    inventory: inventoryFromText(text),
    exceptions: [],
    workloads: new Map(),
    kubernetesVersion: version,
    now: '2026-11-25T10:00:00.000Z',
  });
  expect(names(prediction)).toEqual(['Deployment/shop/web']);
});
