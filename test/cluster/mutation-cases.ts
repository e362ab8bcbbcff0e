import { isDeepStrictEqual } from 'node:util';
import { loadTexts } from '../../src/checks/index.ts';
import { defaultedChecks, mutatingObjects } from '../../src/enforcement/index.ts';
import { inventoryFromText } from '../../src/inventory/index.ts';
import { isRecord, type KubernetesObject, listOf, recordOf } from '../../src/kubernetes/index.ts';
import { type Api, messageOf, until } from './api.ts';

/* What `policies export --mutating` writes, on any API server that knows such policies, and what they make of pods and accounts. */

export const mutatedNamespace = 'policy-mutations';
/** Namespaces in which the policies are asked. */
export const mutatedLabel = { 'breakwater-mutations-test': 'true' };

/** The security contexts of a pod: all that the policies may change of it. */
interface Contexts {
  readonly pod: unknown;
  readonly containers: readonly unknown[];
  readonly initContainers?: readonly unknown[];
}

interface PodCase {
  readonly title: string;
  readonly spec: string;
  readonly name?: string;
  readonly annotations?: string;
  readonly expected: Contexts;
}

const runtimeDefault = { seccompProfile: { type: 'RuntimeDefault' } };
const dropped = { capabilities: { drop: ['NET_RAW'] } };
const app = 'containers: [{ name: app, image: a }]';
/** A container with these capabilities. */
const withCapabilities = (text: string) =>
  `containers: [{ name: app, image: a, securityContext: { capabilities: ${text} } }, { name: other, image: b }]`;

/** An object that says nothing gets the default, one that says otherwise keeps its own. */
export const podCases: readonly PodCase[] = [
  {
    title: 'a pod that says nothing gets both',
    spec: 'containers: [{ name: app, image: a }, { name: side, image: b }], initContainers: [{ name: first, image: c }]',
    expected: { pod: runtimeDefault, containers: [dropped, dropped], initContainers: [dropped] },
  },
  {
    title: 'a pod keeps Unconfined',
    spec: `${app}, securityContext: { seccompProfile: { type: Unconfined }, fsGroup: 5 }`,
    expected: { pod: { seccompProfile: { type: 'Unconfined' }, fsGroup: 5 }, containers: [dropped] },
  },
  {
    title: 'a pod keeps a profile of the node',
    spec: `${app}, securityContext: { seccompProfile: { type: Localhost, localhostProfile: a.json }, fsGroup: 5 }`,
    expected: {
      pod: { seccompProfile: { type: 'Localhost', localhostProfile: 'a.json' }, fsGroup: 5 },
      containers: [dropped],
    },
  },
  {
    title: 'a pod keeps what else its security context says, and a container its own profile',
    spec: 'containers: [{ name: app, image: a, securityContext: { seccompProfile: { type: Unconfined } } }], securityContext: { runAsUser: 7 }',
    expected: {
      pod: { ...runtimeDefault, runAsUser: 7 },
      containers: [{ ...dropped, seccompProfile: { type: 'Unconfined' } }],
    },
  },
  {
    title: 'a container that drops others',
    spec: withCapabilities('{ drop: [CHOWN], add: [SYS_TIME] }'),
    expected: {
      pod: runtimeDefault,
      containers: [{ capabilities: { drop: ['CHOWN', 'NET_RAW'], add: ['SYS_TIME'] } }, dropped],
    },
  },
  ...[
    ['drops all', '{ drop: [ALL] }', { drop: ['ALL'] }],
    ['drops it already', '{ drop: [NET_RAW, CHOWN] }', { drop: ['NET_RAW', 'CHOWN'] }],
    ['adds it', '{ add: [NET_RAW] }', { add: ['NET_RAW'] }],
    ['adds all', '{ add: [ALL] }', { add: ['ALL'] }],
  ].map(([what, text, capabilities]) => ({
    title: `a container that ${what} stays as it is`,
    spec: withCapabilities(String(text)),
    expected: { pod: runtimeDefault, containers: [{ capabilities }, dropped] },
  })),
  {
    title: 'a pod of Windows stays as it is',
    spec: `os: { name: windows }, ${app}`,
    expected: { pod: {}, containers: [undefined] },
  },
  {
    title: 'a pod on nodes of Windows stays as it is',
    spec: `nodeSelector: { kubernetes.io/os: windows }, ${app}`,
    expected: { pod: {}, containers: [undefined] },
  },
  {
    title: 'a pod that is excepted stays as it is',
    spec: app,
    name: 'excepted',
    expected: { pod: {}, containers: [undefined] },
  },
  {
    title: 'a privileged container and one that is excepted stay as they are',
    spec: 'containers: [{ name: root, image: a, securityContext: { privileged: true } }, { name: ping, image: b }, { name: app, image: c }]',
    expected: { pod: runtimeDefault, containers: [{ privileged: true }, undefined, dropped] },
  },
  {
    title: 'a pod with the old seccomp annotation is taken, as without the policy',
    spec: app,
    name: 'old',
    annotations: 'seccomp.security.alpha.kubernetes.io/pod: unconfined',
    expected: { pod: {}, containers: [dropped] },
  },
];

/** Name of an account, what it says about mounting tokens, and what it says then. */
export const accountCases = [
  ['default', undefined, false],
  ['default', true, true],
  ['builder', undefined, undefined],
] as const;

/** Creates the policies as an API server of a version takes them. Returns when they are asked. @throws Error where one is refused */
export async function installMutations(api: Api, apiVersion: string): Promise<void> {
  const texts = await loadTexts('en');
  await api.ensureNamespace(mutatedNamespace);
  const labels = JSON.stringify({ metadata: { labels: mutatedLabel } });
  const raw = { type: 'application/merge-patch+json', text: labels };
  await api.request('PATCH', `/api/v1/namespaces/${mutatedNamespace}`, undefined, raw);
  for (const id of defaultedChecks) {
    const text = texts[id];
    if (text === undefined) throw new Error(`${id} has no text`);
    const container = { check: id, container: 'ping', reason: 'test' };
    const whole = { check: id, resources: [`Pod/${mutatedNamespace}/excepted`], reason: 'test' };
    const namespaceSelector = { matchLabels: mutatedLabel };
    const options = { namespaceSelector, exceptions: [container, whole], today: '2026-01-01', text, apiVersion };
    for (const object of mutatingObjects(id, options)) await api.create(object);
  }
  await until('the policies to be asked', 60_000, async () => {
    const { pod, containers } = await contextsOf(api, { title: '', spec: app });
    const account = await tokensOf(api, 'default', undefined);
    return isDeepStrictEqual([pod, containers, account], [runtimeDefault, [dropped], false]);
  });
}

export async function removeMutations(api: Api, apiVersion: string): Promise<void> {
  for (const resource of ['mutatingadmissionpolicybindings', 'mutatingadmissionpolicies'])
    for (const id of defaultedChecks)
      await api.request('DELETE', `/apis/${apiVersion}/${resource}/breakwater-default-${id}`);
  await api.request('DELETE', `/api/v1/namespaces/${mutatedNamespace}`);
}

/** The security contexts of a pod as it would be created. @throws Error where it is refused */
export async function contextsOf(api: Api, { spec, name = 'web', annotations = '' }: Omit<PodCase, 'expected'>) {
  const text = `
apiVersion: v1
kind: Pod
metadata: { name: ${name}, namespace: ${mutatedNamespace}, annotations: { ${annotations} } }
spec: { ${spec} }`;
  const [object] = inventoryFromText(text).objects;
  if (object === undefined) throw new Error('no pod');
  const made = recordOf((await created(api, object.object)).spec);
  const contexts = (list: unknown) => listOf(list).map((container) => recordOf(container).securityContext);
  return {
    pod: recordOf(made.securityContext),
    containers: contexts(made.containers),
    ...(made.initContainers !== undefined && { initContainers: contexts(made.initContainers) }),
  };
}

/** What an account would say about mounting tokens. `default` is there already: what an update leaves. */
export async function tokensOf(api: Api, name: string, own: boolean | undefined): Promise<unknown> {
  const account = {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: { name, namespace: mutatedNamespace },
    ...(own !== undefined && { automountServiceAccountToken: own }),
  };
  const path = `/api/v1/namespaces/${mutatedNamespace}/serviceaccounts/default?dryRun=All`;
  const made = name === 'default' ? await api.demand('PUT', path, account) : await created(api, account);
  return made.automountServiceAccountToken;
}

/** What is created, without keeping it. @throws Error where it is refused */
export async function created(api: Api, object: KubernetesObject): Promise<Record<string, unknown>> {
  const answer = await api.dryRunCreate(object);
  if (answer.status >= 300 || !isRecord(answer.body)) throw new Error(messageOf(answer));
  return answer.body;
}
