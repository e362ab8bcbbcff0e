import { describe, expect, it } from 'vitest';
import { Around } from '../../assessment/index.ts';
import { loadTexts } from '../../checks/index.ts';
import type { ExceptionRule } from '../../findings/index.ts';
import { admittedObject, type ClusterState, objectKey } from '../../inventory/cluster/index.ts';
import { groupOf, type KubernetesObject, latestVersion, parseVersion } from '../../kubernetes/index.ts';
import { type Rung, securityPolicyOf } from '../objects/index.ts';
import {
  AdmissionExceptions,
  type AdmissionRequest,
  type AdmissionRules,
  decide,
  type FailMode,
  kindsFor,
  reviewedPolicy,
  unknownNamespace,
  withoutAnswer,
} from './index.ts';

const texts = { en: await loadTexts('en'), 'zh-CN': await loadTexts('zh-CN') };
const now = '2027-01-31T10:00:00.000Z';

function policy(spec: Record<string, unknown>, name = 'base') {
  const parsed = securityPolicyOf({
    apiVersion: 'breakwater.dev/v1alpha1',
    kind: 'SecurityPolicy',
    metadata: { name },
    spec: { checks: { 'pod-privileged': {} }, enforcement: 'Webhook', action: 'Deny', ...spec },
  });
  if ('value' in parsed) return reviewedPolicy(parsed.value, parsed.value.action);
  throw new Error(JSON.stringify(parsed.mistakes));
}

function cluster(objects: readonly KubernetesObject[]): Around {
  const around = new Around();
  const entries = objects.map((object) => {
    const { namespace, name = '' } = object.metadata ?? {};
    const one = admittedObject(object, namespace, name);
    return [objectKey(one.groupKind, one.namespace, one.name), one] as const;
  });
  const state: ClusterState = {
    facts: { id: 'c', name: 'c', source: 'live' },
    objects: new Map(entries),
    pods: new Map(),
    representatives: new Map(),
    kinds: [],
    blindSpots: [],
  };
  around.update(state, 'all');
  return around;
}

interface Setup {
  readonly policies?: readonly ReturnType<typeof policy>[];
  readonly exceptions?: readonly ExceptionRule[];
  readonly objects?: readonly KubernetesObject[];
}

function rules({ policies = [policy({})], exceptions = [], objects = [] }: Setup = {}): AdmissionRules {
  return {
    policies,
    exceptions: new AdmissionExceptions(exceptions),
    around: cluster(objects),
    texts,
    kubernetesVersion: parseVersion(latestVersion) ?? { major: 1, minor: 37 },
    ownNamespace: 'breakwater-system',
  };
}

function request(object: KubernetesObject, changes: Partial<AdmissionRequest> = {}): AdmissionRequest {
  return {
    uid: 'u',
    operation: 'CREATE',
    groupKind: `${groupOf(object.apiVersion)}/${object.kind}`,
    resource: '',
    subResource: '',
    namespace: object.metadata?.namespace,
    name: object.metadata?.name ?? '',
    user: 'alice',
    groups: ['system:authenticated'],
    dryRun: false,
    object,
    oldObject: undefined,
    ...changes,
  };
}

function pod(
  privileged: boolean,
  metadata: Record<string, unknown> = {},
  more: readonly string[] = [],
): KubernetesObject {
  const container = (name: string, isPrivileged: boolean) => ({
    name,
    image: 'example.com/web:1',
    securityContext: { privileged: isPrivileged },
  });
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web', namespace: 'shop', ...metadata },
    spec: { containers: [container('app', privileged), ...more.map((name) => container(name, true))] },
  };
}

function moment(mode: FailMode = 'Fail', changes = {}) {
  return { mode, now, deadline: performance.now() + 10_000, budget: 2000, ...changes };
}

function verdict(given: AdmissionRules, asked: AdmissionRequest, mode: FailMode = 'Fail') {
  const { answer, parts, exempt } = decide(given, asked, moment(mode));
  return [
    answer.allowed,
    ...parts.map((part) => `${part.check}:${part.verdict}`),
    ...(exempt === undefined ? [] : [exempt]),
  ];
}

describe('what a rung means', () => {
  it('refuses with the reason, the container and the check', () => {
    expect(decide(rules(), request(pod(true)), moment()).answer).toEqual({
      allowed: false,
      message: expect.stringMatching(
        /^policy base refuses Pod shop\/web\n- Privileged container: app\. .+\. \[pod-privileged\]$/,
      ),
      warnings: [],
      auditAnnotations: {},
    });
    expect(
      decide(rules({ policies: [policy({ language: 'zh-CN' })] }), request(pod(true)), moment()).answer.message,
    ).toMatch(/^策略 base 拒绝了 Pod shop\/web\n- .+：app。.+。\[pod-privileged\]$/);
  });

  it.each<[Rung, FailMode, readonly unknown[]]>([
    ['Deny', 'Fail', [false, ':denied', 'pod-privileged:denied']],
    ['Warn', 'Ignore', [true, ':warned', 'pod-privileged:warned']],
    ['Audit', 'Ignore', [true, ':would-refuse', 'pod-privileged:would-refuse']],
    ['Off', 'Ignore', [true, ':would-refuse', 'pod-privileged:would-refuse']],
  ])('%s', (action, mode, expected) => {
    const given = rules({ policies: [policy({ action })] });
    expect(verdict(given, request(pod(true)), mode)).toEqual(expected);
    expect(verdict(given, request(pod(false)), mode)).toEqual([true, ':allowed']);
    // Of the other address nobody is asked.
    expect(verdict(given, request(pod(true)), mode === 'Fail' ? 'Ignore' : 'Fail')).toEqual([true, 'kind']);
  });

  it('warns on the rung of warnings, and tells the audit log on its own', () => {
    const warned = decide(rules({ policies: [policy({ action: 'Warn' })] }), request(pod(true)), moment('Ignore'));
    expect(warned.answer.warnings).toEqual([expect.stringMatching(/^policy base: Privileged container: app/)]);
    const noted = decide(rules({ policies: [policy({ action: 'Audit' })] }), request(pod(true)), moment('Ignore'));
    expect(noted.answer.warnings).toEqual([]);
    expect(noted.answer.auditAnnotations).toEqual({ base: expect.stringContaining('[pod-privileged]') });
  });

  it('leaves to the API server what its own policies ask, and counts it', () => {
    const native = policy({ enforcement: 'Native' });
    expect(kindsFor('Fail', [native])).toEqual([]);
    expect(verdict(rules({ policies: [native] }), request(pod(true)), 'Ignore')).toEqual([
      true,
      ':would-refuse',
      'pod-privileged:would-refuse',
    ]);
  });

  it('refuses for each policy that does', () => {
    const policies = [
      policy({}),
      policy({ checks: { 'img-latest': {} } }, 'images'),
      policy({ action: 'Warn' }, 'soft'),
    ];
    const { answer } = decide(rules({ policies }), request(pod(true)), moment());
    expect(answer.message.match(/policy \w+ refuses/g)).toEqual(['policy base refuses']);
  });
});

describe('who and what is never asked about', () => {
  it.each<[string, Partial<AdmissionRequest>]>([
    ['node', { groups: ['system:nodes'], user: 'system:node:a' }],
    ['system', { user: 'system:kube-scheduler' }],
    ['operation', { operation: 'DELETE', object: undefined }],
    ['operation', { operation: 'CONNECT', object: undefined }],
    ['subresource', { subResource: 'status' }],
    ['namespace', { namespace: 'breakwater-system' }],
    ['namespace', { namespace: 'kube-system' }],
    ['namespace', { namespace: 'kube-node-lease' }],
    ['deleting', { object: pod(true, { deletionTimestamp: now }) }],
    ['kind', { groupKind: '/Secret' }],
    ['kind', { groupKind: 'example.com/Pod' }],
  ])('%s', (exempt, changes) => {
    expect(verdict(rules(), request(pod(true), changes))).toEqual([true, exempt]);
    expect(withoutAnswer(rules(), request(pod(true), changes), moment(), 'late').answer.allowed).toBe(true);
  });

  it.each([
    'system:serviceaccount:shop:deployer',
    'system:serviceaccount:kube-system:replicaset-controller',
    'system:anonymous',
  ])('but %s is', (user) => {
    expect(verdict(rules(), request(pod(true), { user }))[0]).toBe(false);
  });

  it('ephemeral containers are asked about', () => {
    const debugged = pod(false);
    const object = {
      ...debugged,
      spec: {
        ...(debugged.spec as object),
        ephemeralContainers: [{ name: 'debug', securityContext: { privileged: true } }],
      },
    };
    const changes = { operation: 'UPDATE', subResource: 'ephemeralcontainers', oldObject: debugged } as const;
    expect(verdict(rules(), request(object, changes))[0]).toBe(false);
  });
});

describe('an exception', () => {
  const rule: ExceptionRule = { check: 'pod-privileged', resources: ['Pod/shop/web'], reason: 'because' };
  it('holds to the moment that it ends', () => {
    const until = (expiresAt: string) => rules({ exceptions: [{ ...rule, expires: '2027-01-31', expiresAt }] });
    expect(verdict(until('2027-01-31T10:00:00.001Z'), request(pod(true)))[0]).toBe(true);
    expect(verdict(until('2027-01-31T10:00:00.000Z'), request(pod(true)))[0]).toBe(false);
  });

  it('of one container covers no other', () => {
    const given = rules({ exceptions: [{ ...rule, container: 'app' }] });
    expect(verdict(given, request(pod(true)))[0]).toBe(true);
    expect(decide(given, request(pod(true, {}, ['other'])), moment()).answer.message).toContain('container: other.');
  });

  it('of a workload covers the pods that a controller of Kubernetes makes for it, and nobody else', () => {
    const given = rules({ exceptions: [{ ...rule, resources: ['Deployment/shop/web'] }] });
    const owner = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-5d4f', uid: 'x', controller: true };
    const made = pod(true, { name: 'web-5d4f-x', ownerReferences: [owner] });
    const controller = 'system:serviceaccount:kube-system:replicaset-controller';
    expect(verdict(given, request(made, { user: controller }))[0]).toBe(true);
    expect(verdict(given, request(made))[0]).toBe(false);
    const other = pod(true, { name: 'db-1-x', ownerReferences: [{ ...owner, name: 'db-1' }] });
    expect(verdict(given, request(other, { user: controller }))[0]).toBe(false);
  });

  it('is not written by the object itself', () => {
    const annotated = pod(true, { annotations: { 'exceptions.breakwater.dev/pod-privileged': 'please' } });
    expect(verdict(rules(), request(annotated))[0]).toBe(false);
  });
});

describe('a change', () => {
  const change = (oldObject: KubernetesObject, object: KubernetesObject) =>
    request(object, { operation: 'UPDATE', oldObject });

  it('is warned about what was so before, and refused for what is new', () => {
    const labelled = pod(true, { labels: { a: 'b' } });
    const answer = decide(rules(), change(pod(true), labelled), moment()).answer;
    expect(answer.allowed).toBe(true);
    expect(answer.warnings).toEqual([expect.stringContaining('was so before: Privileged container: app')]);
    expect(verdict(rules(), change(pod(false), pod(true)))[0]).toBe(false);
    expect(decide(rules(), change(pod(true), pod(true, {}, ['other'])), moment()).answer.message).toContain(': other.');
  });

  it('of a list is told by what stands there, not by its place', () => {
    const given = rules({ policies: [policy({ checks: { 'pod-hostpath': {} } })] });
    const mounting = (...paths: readonly string[]): KubernetesObject => ({
      ...pod(false),
      spec: { containers: [], volumes: paths.map((path) => ({ name: path.slice(1), hostPath: { path } })) },
    });
    expect(verdict(given, change(mounting('/a', '/b'), mounting('/b', '/a')))[0]).toBe(true);
    expect(verdict(given, change(mounting('/a', '/b'), mounting('/b')))[0]).toBe(true);
    expect(verdict(given, change(mounting('/a'), mounting('/etc')))[0]).toBe(false);
    expect(verdict(given, change(mounting('/a'), mounting('/a', '/etc')))[0]).toBe(false);
  });
});

describe('scope', () => {
  const shop = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'a' } } };
  const selecting = policy({
    scope: { namespaceSelector: { matchLabels: { team: 'a' } }, excludeNamespaces: ['lab'] },
  });
  it('is that of the policy', () => {
    const given = rules({ policies: [selecting], objects: [shop, { ...shop, metadata: { name: 'bank' } }] });
    expect(verdict(given, request(pod(true)))[0]).toBe(false);
    expect(verdict(given, request(pod(true, { namespace: 'bank' })))).toEqual([true]);
    expect(verdict(given, request(pod(true, { namespace: 'lab' })))).toEqual([true]);
  });

  it('of a namespace that nobody knows yet is asked for, and without an answer the policy fails as it says', () => {
    const given = rules({ policies: [selecting] });
    const one = request(pod(true));
    expect(unknownNamespace(given, one, 'Fail')).toBe('shop');
    expect(unknownNamespace(rules(), one, 'Fail')).toBeUndefined();
    expect(decide(given, one, moment('Fail', { namespaceLabels: { team: 'b' } })).parts).toEqual([]);
    const { answer, parts } = decide(given, one, moment());
    expect(answer.message).toMatch(
      /labels of namespace shop are not known; refused, because its failurePolicy is Fail/,
    );
    expect(parts.map((part) => part.verdict)).toEqual(['error']);
  });
});

describe('without an answer', () => {
  const open = policy({ failurePolicy: 'Ignore' });
  it('in time the policy fails as it says, and says so', () => {
    const late = { deadline: performance.now() - 1 };
    expect(decide(rules(), request(pod(false)), moment('Fail', late)).answer).toMatchObject({
      allowed: false,
      message: 'policy base: no answer within 2000 ms; refused, because its failurePolicy is Fail',
    });
    expect(decide(rules({ policies: [open] }), request(pod(true)), moment('Ignore', late)).answer).toMatchObject({
      allowed: true,
      warnings: ['policy base: no answer within 2000 ms; let in unchecked'],
    });
  });

  it('of a check that can not be asked', () => {
    const broken = { checks: { 'meta-required-labels': { parameters: { labels: { team: '(' } } } } };
    const given = rules({ policies: [policy(broken)] });
    expect(decide(given, request(pod(false)), moment()).answer.message).toMatch(
      /without an answer: meta-required-labels; refused/,
    );
    expect(
      verdict(rules({ policies: [policy({ ...broken, failurePolicy: 'Ignore' })] }), request(pod(false)), 'Ignore')[0],
    ).toBe(true);
  });

  it('of an object that is nested without end', () => {
    let deep: unknown = {};
    for (let depth = 0; depth < 5000; depth++) deep = { a: deep };
    const { answer } = decide(rules(), request({ ...pod(false), spec: deep }), moment());
    expect(answer.message).toMatch(/the object can not be read; refused/);
  });

  it('at all', () => {
    expect(withoutAnswer(rules(), request(pod(false)), moment(), 'late').answer.allowed).toBe(false);
    expect(
      withoutAnswer(rules({ policies: [open] }), request(pod(false)), moment('Ignore'), 'fault').answer,
    ).toMatchObject({
      allowed: true,
      warnings: [expect.stringMatching(/a fault of Breakwater/)],
    });
  });
});

describe('checks of many objects', () => {
  const binding = (name: string, role: string): KubernetesObject => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects: [{ kind: 'Group', name: 'system:authenticated', apiGroup: 'rbac.authorization.k8s.io' }],
  });
  const role = (name: string): KubernetesObject => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name },
    rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get', 'list'] }],
  });

  it('are refused by the webhook whatever the way of enforcement, against what the cluster holds now', () => {
    const policies = [policy({ checks: { 'rbac-authenticated-group': {} }, enforcement: 'Native' })];
    expect(kindsFor('Fail', policies)).toEqual([
      'rbac.authorization.k8s.io/ClusterRoleBinding',
      'rbac.authorization.k8s.io/RoleBinding',
    ]);
    const given = rules({ policies, objects: [role('reader')] });
    expect(verdict(given, request(binding('all', 'reader')))).toEqual([
      false,
      ':denied',
      'rbac-authenticated-group:denied',
    ]);
  });

  it('join a role with the bindings that are there', () => {
    const policies = [policy({ checks: { 'rbac-secrets-read': {} } })];
    const given = rules({ policies, objects: [binding('all', 'reader')] });
    expect(verdict(given, request(role('reader')))[0]).toBe(false);
  });

  it('join workloads with the Services of their namespace, as they are and not as they might come', () => {
    const service: KubernetesObject = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'shop' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    };
    const labelled = pod(false, { labels: { app: 'web' } });
    const policies = [
      policy({ checks: { 'rel-readiness-probe': {}, 'sec-dangling-ref': {}, 'net-ns-no-policy': {} } }),
    ];
    expect(verdict(rules({ policies, objects: [service] }), request(labelled))).toEqual([
      false,
      ':denied',
      'rel-readiness-probe:denied',
    ]);
    expect(policies[0]?.notReviewed).toEqual(new Map([['order', ['sec-dangling-ref', 'net-ns-no-policy']]]));
  });
});
