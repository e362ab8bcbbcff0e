import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogue, loadTexts } from '../../src/checks/index.ts';
import { policyObjects } from '../../src/enforcement/index.ts';
import { type KubernetesObject, listOf, recordOf } from '../../src/kubernetes/index.ts';
import { Api, messageOf, until } from './api.ts';
import { type ControlPlane, startControlPlane, stopControlPlane } from './control-plane.ts';
import { exportedVariants } from './exported-examples.ts';
import { inParallel } from './in-parallel.ts';

/*
 * An API server spends only so much on an expression, and on a policy. Every exported policy is asked about pods as large as they come,
 * and has an answer; what is beyond is refused by a policy that denies. And policies with many exceptions are taken, and work.
 */
let plane: ControlPlane;
let api: Api;
const label = 'breakwater-asked';
const namespace = 'policy-costs';

/**
 * Policies whose validation lets everything through: what they warn of is that they have no answer. Each is asked about objects whose
 * label is `all`, or its own id.
 */
async function unanswered(): Promise<readonly KubernetesObject[]> {
  const first = new Map((await exportedVariants()).toReversed().map((one) => [one.check.id, one]));
  const found = [...first].flatMap(([id, { objects }]) => objects.map((object) => ({ id, object })));
  return found.map(({ id, object }) => {
    const spec = recordOf(object.spec);
    if (object.kind === 'ValidatingAdmissionPolicy') {
      const validations = listOf(spec.validations).map((one) => ({ ...recordOf(one), expression: 'true' }));
      return { ...object, spec: { ...spec, validations } };
    }
    if (object.kind !== 'ValidatingAdmissionPolicyBinding') return object;
    return { ...object, spec: { ...spec, matchResources: askedOf(id, 'all') } };
  });
}

function askedOf(...values: readonly string[]) {
  return { objectSelector: { matchExpressions: [{ key: label, operator: 'In', values }] } };
}

/** A policy of the test's own, that warns where its condition is true. */
function policy(name: string, condition: string): readonly KubernetesObject[] {
  const apiVersion = 'admissionregistration.k8s.io/v1';
  const pods = { apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] };
  return [
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name },
      spec: {
        matchConstraints: { resourceRules: [pods] },
        matchConditions: [{ name: 'fails', expression: condition }],
        validations: [{ expression: 'false', message: name }],
      },
    },
    {
      apiVersion,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name },
      spec: { policyName: name, validationActions: ['Warn'], matchResources: askedOf(name) },
    },
  ];
}

beforeAll(async () => {
  plane = await startControlPlane();
  api = new Api(plane.access);
  await Promise.all([namespace, 'breakwater-system'].map((name) => api.ensureNamespace(name)));
  await inParallel(await unanswered(), (object) => api.create(object));
  const loops = 'object.spec.containers.exists(a, object.spec.containers.exists(b, a.name + b.name == ""))';
  for (const object of policy('dear', loops)) await api.create(object);
  // An API server takes up policies in the order in which they were made.
  for (const object of policy('last', 'true')) await api.create(object);
  await until('the policies to be asked', 60_000, async () => {
    const answer = await ask(pod({}), 'last');
    return answer.length > 0 && (await ask(pod({}), 'all')).length === 0;
  });
});

afterAll(async () => {
  api?.close();
  if (plane !== undefined) await stopControlPlane(plane);
});

/** What is said of a pod by the policies of the label. */
async function ask(object: KubernetesObject, asked: string): Promise<readonly string[]> {
  const metadata = { ...object.metadata, labels: { [label]: asked } };
  const answer = await api.request('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All`, { ...object, metadata });
  return answer.status < 300 ? answer.warnings : [messageOf(answer)];
}

function pod(spec: object, metadata: object = {}): KubernetesObject {
  const containers = [{ name: 'a', image: 'a' }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'large', namespace, ...metadata },
    spec: { containers, volumes: [tmp], ...spec },
  };
}

const times = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, index) => make(index));

const image = `registry.example.com/shop/web@sha256:${'a'.repeat(64)}`;
const resources = { cpu: '100m', memory: '128Mi', 'ephemeral-storage': '20Mi' };
const container = (index: number) => ({
  name: `web${index}`,
  image,
  imagePullPolicy: 'Always',
  ports: [{ containerPort: 8080 + index }],
  env: [{ name: 'LEVEL', value: 'info' }],
  resources: { requests: resources, limits: resources },
  securityContext: {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    runAsUser: 10001,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  },
  livenessProbe: { httpGet: { path: '/livez', port: 8080 } },
  readinessProbe: { httpGet: { path: '/readyz', port: 8080 } },
  volumeMounts: [{ name: 'tmp', mountPath: '/data' }],
});
const tmp = { name: 'tmp', emptyDir: { sizeLimit: '10Mi' } };
const shell = (args: readonly string[]) => pod({ containers: [{ ...container(0), command: ['/bin/sh', '-c'], args }] });

/** Up to 1.1 MB of JSON. */
const large: readonly (readonly [what: string, pod: KubernetesObject])[] = [
  ['1,000 containers in which all is well', pod({ containers: times(1000, container) })],
  ['2,000 containers that say nothing', pod({ containers: times(2000, (index) => ({ name: `a${index}`, image })) })],
  [
    '1,000 privileged containers',
    pod({
      containers: times(1000, (index) => ({ name: `a${index}`, image: 'a', securityContext: { privileged: true } })),
    }),
  ],
  [
    '20,000 entries of the environment',
    pod({ containers: [{ ...container(0), env: times(20_000, (index) => ({ name: `E${index}`, value: 'v' })) }] }),
  ],
  [
    '11 values of 100 KB',
    pod({
      containers: [{ ...container(0), env: times(11, (index) => ({ name: `E${index}`, value: 'x'.repeat(100_000) })) }],
    }),
  ],
  ['5,000 volumes', pod({ volumes: times(5000, (index) => ({ name: `v${index}`, emptyDir: {} })) })],
  [
    '200 volumes, mounted',
    pod({
      volumes: times(200, (index) => ({ name: `v${index}`, emptyDir: {} })),
      containers: [
        { ...container(0), volumeMounts: times(200, (index) => ({ name: `v${index}`, mountPath: `/v${index}` })) },
      ],
    }),
  ],
  [
    '2,000 volumes of the host',
    pod({ volumes: times(2000, (index) => ({ name: `v${index}`, hostPath: { path: `/data/${index}` } })) }),
  ],
  ['a script of 100 KB', shell([`echo ${'x y '.repeat(25_000)}`])],
  ['2,000 arguments', shell(times(2000, (index) => `--flag-${index}=value`))],
  [
    '10,000 ports',
    pod({ containers: [{ ...container(0), ports: times(10_000, (index) => ({ containerPort: 1 + index })) }] }),
  ],
  [
    '250 KB of annotations',
    pod({}, { annotations: Object.fromEntries(times(5000, (index) => [`example.com/a${index}`, 'x'.repeat(30)])) }),
  ],
  [
    '10,000 tolerations',
    pod({ tolerations: times(10_000, (index) => ({ key: `k${index}`, operator: 'Exists', effect: 'NoSchedule' })) }),
  ],
];

describe('every policy has an answer about a pod with', () => {
  test.each(large)('%s', async (_, object) => {
    expect(await ask(object, 'all')).toEqual([]);
  });
});

describe('what has no answer', () => {
  test('would be seen', async () => {
    const [, object] = large[1] ?? [];
    expect((await ask(object ?? pod({}), 'dear')).join()).toContain('cost limit exceeded');
  });

  test.each([
    ['pod-sudo-entrypoint', shell([`echo ${'x y '.repeat(260_000)}`])],
    ['pod-sshd', shell([`echo ${'x y '.repeat(260_000)}`])],
  ])('does not pass: %s of a script of 1 MB', async (id, object) => {
    expect((await ask(object, id)).join()).toContain('cost limit exceeded');
  });
});

describe('a policy with many exceptions', () => {
  const privileged = (name: string) => {
    const one = { name: 'app', image: 'a', securityContext: { privileged: true } };
    return { ...pod({ containers: [one] }), metadata: { name, namespace, labels: { [label]: 'excepted' } } };
  };
  const refusal = async (name: string) => {
    const answer = await api.request('POST', `/api/v1/namespaces/${namespace}/pods?dryRun=All`, privileged(name));
    return answer.status < 300 ? '' : messageOf(answer);
  };

  async function objectsWith(count: number, containerName: string | undefined) {
    const check = catalogue.find(({ id }) => id === 'pod-privileged');
    const text = (await loadTexts('en'))['pod-privileged'];
    if (check === undefined || text === undefined) throw new Error('pod-privileged is gone');
    return policyObjects(check, {
      action: 'Deny',
      namespaceSelector: {},
      exceptions: times(count, (index) => ({
        check: check.id,
        resources: [`Pod/${namespace}/known-${index}`],
        container: containerName,
        reason: 'test',
      })),
      parameters: {},
      pssVersion: { major: 1, minor: 37 },
      language: 'en',
      text,
      today: '2026-01-01',
    });
  }

  test.each([
    [48, undefined],
    [100, undefined],
    [900, undefined],
    [100, 'ap*'],
    [500, 'ap*'],
  ])('%i of them, of container %s, excepts each and nothing else', async (count, containerName) => {
    const objects = await objectsWith(count, containerName);
    if (typeof objects === 'string') throw new Error(objects);
    const paths: string[] = [];
    for (const object of objects) {
      const made = object.kind === 'ValidatingAdmissionPolicyBinding' ? bound(object) : object;
      await api.create(made);
      paths.unshift(`${await api.pathFor(object)}/${object.metadata?.name}`);
    }
    await until('the policy to be asked', 60_000, async () => (await refusal('unknown')).includes('[pod-privileged]'));
    for (const index of [0, count >> 1, count - 1]) expect(await refusal(`known-${index}`)).toBe('');
    expect(await refusal(`known-${count}`)).toContain('[pod-privileged]');
    for (const path of paths) await api.demand('DELETE', path);
    await until('the policy to be gone', 60_000, async () => (await refusal('unknown')) === '');
  });

  function bound(object: KubernetesObject): KubernetesObject {
    return { ...object, spec: { ...recordOf(object.spec), matchResources: askedOf('excepted') } };
  }

  test('that are too many is not made, and why is told', async () => {
    expect(await objectsWith(3000, undefined)).toBe('too-many-exceptions');
    expect(await objectsWith(3000, 'app')).toBe('too-many-exceptions');
  });
});
