import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { type KubernetesObject, listOf, recordOf } from '../../src/kubernetes/index.ts';
import { grantsYaml } from '../../src/server/access/index.ts';
import type {
  AuditPage,
  ExceptionDraft,
  ExceptionRemoval,
  Policies,
  PolicyControlView,
  PolicyDetail,
  PolicyDraft,
  PolicyPrediction,
  PolicyRequests,
  SeenPrediction,
} from '../../src/server/contract/index.ts';
import { Api, messageOf, until } from './api.ts';
import { admission, inForce, installDefinitions, ours, removeDefinitions } from './control.ts';
import { ServerProcess } from './server-process.ts';

/*
 * What is written from the console: as the account breakwater, with the rights of deploy/rbac/ and those to read, by users who may and one
 * who may not.
 */
const access = inject('access');
const api = new Api(access);
const namespace = 'from-console';
const account = 'system:serviceaccount:breakwater-system:breakwater';
let folder = '';
let kubeconfig = '';
let server: ServerProcess;

const reading = `
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: { name: breakwater-reads }
rules:
  - { apiGroups: ["*"], resources: ["*"], verbs: [list, watch] }
${['breakwater-reads', 'system:auth-delegator']
  .map(
    (role) => `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: breakwater-${role.replace(':', '-')} }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: "${role}" }
subjects: [{ kind: ServiceAccount, name: breakwater, namespace: breakwater-system }]
`,
  )
  .join('')}`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-policies-console-'));
  await installDefinitions(api);
  await api.ensureNamespace(namespace);
  await api.kubectl(['apply', '-f', rbac('control.yaml')]);
  await api.kubectl(['apply', '-f', '-'], reading + grantsYaml('en').replace(/^(?=.)/, '---\n'));
  const config = JSON.parse(await readFile(access.kubeconfig, 'utf8'));
  config.users[0].user.as = account;
  kubeconfig = join(folder, 'server.kubeconfig');
  await writeFile(kubeconfig, JSON.stringify(config), { mode: 0o600 });
});

afterAll(async () => {
  await server?.stop();
  for (const name of ['console', 'reads']) {
    await api.kubectl(['delete', '--ignore-not-found', 'clusterrole,clusterrolebinding', `breakwater-${name}`]);
  }
  await removeDefinitions(api);
  await api.request('DELETE', `/api/v1/namespaces/${namespace}`);
  api.close();
  await rm(folder, { recursive: true, force: true });
});

function rbac(file: string): string {
  return fileURLToPath(new URL(`../../deploy/rbac/${file}`, import.meta.url));
}

async function start(): Promise<void> {
  const command = ['node', join(import.meta.dirname, '../../src/cli/main.ts')];
  server = await ServerProcess.start(command, ['--control', '--kubeconfig', kubeconfig, '--data', folder]);
}

function pod(name: string): KubernetesObject {
  const containers = [{ name: 'a', image: 'registry.example.com/a:1', securityContext: { privileged: true } }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace }, spec: { containers } };
}

const form = {
  name: 'from-console',
  profile: null,
  checks: ['pod-privileged'],
  action: 'Audit',
  selector: `kubernetes.io/metadata.name in (${namespace})`,
  excludeNamespaces: [],
  enforcement: 'Native',
  failurePolicy: 'Fail',
  rollout: null,
};

const step = (from: string, to: string, seen: SeenPrediction | null = null) =>
  server.ask('PUT', '/api/v1/policies/from-console/action', { from, to, seen });
const policyPath = `${ours}/securitypolicies/from-console`;

async function becomesInForce(action: string): Promise<void> {
  await inForce(api, 'from-console');
  await until(`${action} in the console`, 20_000, async () => {
    return (await server.get<PolicyDetail>('policies/from-console')).inForce === action;
  });
}

/** Waits until a privileged pod is refused, or let in. */
async function isRefused(name: string, wanted: boolean): Promise<void> {
  await until(`a privileged pod to be ${wanted ? 'refused' : 'let in'}`, 30_000, async () => {
    const answer = await api.dryRunCreate(pod(name));
    if (answer.status >= 300) expect(messageOf(answer)).toContain('breakwater.from-console.pod-privileged');
    return answer.status >= 300 === wanted;
  });
}

test('with the rights of the controller alone nothing is written, and that is said', async () => {
  await start();
  const { writing, seen } = await server.get<Policies>('policies');
  expect([seen, writing]).toEqual([true, { possible: false, reason: 'server-may-not' }]);
  const answer = await server.ask('POST', '/api/v1/policies', form);
  expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('not-written')]);
  expect((await api.request('GET', policyPath)).status).toBe(404);
  const draft = await server.get<ExceptionDraft>('exception-draft?check=pod-privileged&reason=tested%20here');
  expect(draft.writing).toEqual({ possible: false, reason: 'server-may-not' });
  await server.stop();
});

describe('with the rights that the console needs', () => {
  beforeAll(async () => {
    await api.kubectl(['apply', '-f', rbac('console.yaml')]);
    await start();
    await api.create(pod('there-before'));
    await until('the pod to be known', 30_000, async () => {
      return (await server.get<PolicyPrediction>(`policy-draft/prediction?${query}`)).refused === 1;
    });
  });

  const query = new URLSearchParams({
    ...{ name: form.name, checks: 'pod-privileged', action: form.action, selector: form.selector },
    ...{ enforcement: form.enforcement, failurePolicy: form.failurePolicy },
  });

  test('a policy is made as its file says', async () => {
    const { manifest, writing } = await server.get<PolicyDraft>(`policy-draft?${query}`);
    expect(writing).toEqual({ possible: true, reason: null });
    const answer = await server.ask('POST', '/api/v1/policies', form);
    expect([answer.status, answer.text]).toEqual([201, '{"name":"from-console"}']);
    const { spec, metadata } = await api.demand('GET', policyPath);
    expect(listOf(recordOf(metadata).managedFields).map((one) => recordOf(one).manager)).toContain(
      'breakwater-console',
    );
    // The API server takes the file for the same object: nothing to change, nothing to warn of.
    const file = { type: 'application/apply-patch+yaml', text: manifest.yaml };
    const applied = await api.request(
      'PATCH',
      `${policyPath}?dryRun=All&fieldManager=kubectl&force=true`,
      undefined,
      file,
    );
    expect([applied.status, applied.warnings, recordOf(applied.body).spec]).toEqual([200, [], spec]);
    // The page that follows shows it already.
    expect(await server.get<PolicyDetail>('policies/from-console')).toMatchObject({ action: 'Audit', mistakes: [] });
    const again = await server.ask('POST', '/api/v1/policies', form);
    expect([again.status, again.text]).toEqual([409, expect.stringContaining('conflict')]);
  });

  test('it climbs the ladder, and each step is kept with what was seen before it', async () => {
    await becomesInForce('Audit');
    const prediction = await server.get<PolicyPrediction>('policies/from-console/prediction');
    expect(prediction).toMatchObject({ refused: 1, items: [{ resource: { name: 'there-before' } }] });
    const requests = await server.get<PolicyRequests>('policies/from-console/requests');
    expect(requests.since).toBeNull();
    const { at, asked, refused, excepted } = prediction;
    const seen = { at, asked, refused, excepted, doubtful: false, requests: null };
    for (const [from, to] of [
      ['Audit', 'Warn'],
      ['Warn', 'Deny'],
    ] as const) {
      expect((await step(from, to, seen)).status).toBe(204);
      expect((await server.get<PolicyDetail>('policies/from-console')).action).toBe(to);
      await becomesInForce(to);
    }
    await isRefused('offender', true);
    const { items } = await server.get<AuditPage>('audit?action=policies.step');
    expect(items.map(({ actor, target, detail }) => [actor, target, JSON.parse(detail ?? '')])).toEqual([
      ['local', 'from-console', { from: 'Warn', to: 'Deny', seen }],
      ['local', 'from-console', { from: 'Audit', to: 'Warn', seen }],
    ]);
    const { unrecorded } = await server.get<PolicyRequests>('policies/from-console/requests');
    expect(unrecorded).toBe(true);
  });

  test('a step from a rung on which it is no more is none', async () => {
    const answer = await step('Warn', 'Off');
    expect([answer.status, answer.text]).toEqual([409, expect.stringContaining('conflict')]);
    expect((await api.demand('GET', policyPath)).spec).toMatchObject({ action: 'Deny' });
  });

  test('an exception lets in, and its end refuses again', async () => {
    const answer = await server.ask('POST', '/api/v1/exception-objects', {
      ...{ check: 'pod-privileged', resources: [`Pod/${namespace}/offender`], container: null, owner: null },
      ...{ reason: 'tested from the console', expires: '2999-01-31' },
    });
    expect(answer.status).toBe(201);
    const { name } = JSON.parse(answer.text) as { name: string };
    await isRefused('offender', false);
    await isRefused('other', true);
    await until('it to be listed', 20_000, async () => {
      return (await server.get<PolicyDetail>('policies/from-console')).exceptions.some((one) => one.name === name);
    });
    expect(await server.get<ExceptionRemoval>(`exception-objects/${name}/removal`)).toMatchObject({
      checks: ['pod-privileged'],
      writing: { possible: true },
    });
    expect((await server.ask('DELETE', `/api/v1/exception-objects/${name}`)).status).toBe(204);
    expect((await api.request('GET', `${ours}/securityexceptions/${name}`)).status).toBe(404);
    await isRefused('offender', true);
    const { items } = await server.get<AuditPage>('audit?action=exceptions.remove');
    expect(items).toMatchObject([{ actor: 'local', target: name }]);
  });

  test('a guard of the cluster may refuse a step, and its words come back', async () => {
    const guard = { name: 'git-only' };
    await api.create({
      ...{ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicy', metadata: guard },
      spec: {
        matchConstraints: {
          resourceRules: [
            {
              ...{ apiGroups: ['breakwater.dev'], apiVersions: ['*'] },
              ...{ operations: ['UPDATE'], resources: ['securitypolicies'] },
            },
          ],
        },
        validations: [{ expression: 'object.spec == oldObject.spec', message: 'policies come from Git' }],
      },
    } as KubernetesObject);
    await api.create({
      ...{ apiVersion: 'admissionregistration.k8s.io/v1', kind: 'ValidatingAdmissionPolicyBinding', metadata: guard },
      spec: { policyName: 'git-only', validationActions: ['Deny'] },
    } as KubernetesObject);
    try {
      let answer = { status: 0, text: '' };
      await until('the guard to be asked', 30_000, async () => {
        const { action } = await server.get<PolicyDetail>('policies/from-console');
        answer = await step(String(action), action === 'Deny' ? 'Warn' : 'Deny');
        return answer.status !== 204;
      });
      expect([answer.status, answer.text]).toEqual([422, expect.stringContaining('policies come from Git')]);
    } finally {
      for (const kind of ['validatingadmissionpolicybindings', 'validatingadmissionpolicies'])
        await api.request('DELETE', `${admission}/${kind}/git-only`);
    }
    const other = { type: 'application/merge-patch+json', text: '{"spec":{"failurePolicy":"Ignore"}}' };
    await until('the guard to be asked no more', 30_000, async () => {
      return (await api.request('PATCH', `${policyPath}?dryRun=All`, undefined, other)).status === 200;
    });
  });

  test('a user who sees all but may change nothing is refused, and told what is missing', async () => {
    const viewer = await signedIn('viewer');
    const detail = (await viewer('GET', 'policies/from-console')).json as PolicyDetail;
    expect(detail.writing).toEqual({ possible: false, reason: 'not-permitted' });
    const before = recordOf((await api.demand('GET', policyPath)).spec).action;
    for (const [method, path, body] of [
      ['PUT', 'policies/from-console/action', { from: before, to: 'Off' }],
      ['POST', 'policies', { ...form, name: 'another' }],
      ['POST', 'exception-objects', { check: 'pod-privileged', resources: ['Pod/*/*'], reason: 'mine alone' }],
      ['DELETE', 'exception-objects/any', undefined],
    ] as const) {
      const { status, json } = await viewer(method, path, body);
      expect([path, status, recordOf(json).type]).toEqual([path, 403, 'urn:breakwater:problem:forbidden']);
    }
    expect(recordOf((await api.demand('GET', policyPath)).spec).action).toBe(before);
    expect((await api.request('GET', `${ours}/securitypolicies/another`)).status).toBe(404);
    expect(listOf((await api.demand('GET', `${ours}/securityexceptions`)).items)).toEqual([]);
  });

  test('an administrator by RBAC may', async () => {
    const admin = await signedIn('admin');
    const before = recordOf((await api.demand('GET', policyPath)).spec).action;
    expect((await admin('PUT', 'policies/from-console/action', { from: before, to: 'Off' })).status).toBe(204);
    const { items } = await server.get<AuditPage>('audit?action=policies.step');
    expect(items[0]?.actor).toBe(`system:serviceaccount:${namespace}:admin`);
    await isRefused('offender', false);
  });

  test('who controls is said, and what is left alone when the definitions go', async () => {
    const control = () => server.get<PolicyControlView>('policy-control');
    expect(await control()).toMatchObject({ leader: 'here', work: 'in-force', left: [] });
    expect((await step('Off', 'Audit')).status).toBe(204);
    await becomesInForce('Audit');
    await removeDefinitions(api);
    await until('the loss to be said', 60_000, async () => {
      const { work, left } = await control();
      return work === 'no-definitions' && left.length > 0;
    });
    const left = [{ policy: 'from-console', reason: 'definition-gone', message: '', objects: 2 }];
    expect(await control()).toMatchObject({ leader: 'here', seen: true, left });
    expect(await server.metrics()).toMatch(
      /policy_control_leading 1\n[\s\S]*policy_control_left_alone\{reason="definition-gone"\} 1\n/,
    );
    await installDefinitions(api);
    for (const kind of ['validatingadmissionpolicybindings', 'validatingadmissionpolicies'])
      await api.request('DELETE', `${admission}/${kind}/breakwater.from-console.pod-privileged`);
    await until('nothing to be left', 60_000, async () => {
      const { work, left: rest } = await control();
      return work === 'in-force' && rest.length === 0;
    });
  });
});

/** A user whose token has one of the roles that the settings page shows, for the whole cluster. */
async function signedIn(role: 'viewer' | 'admin') {
  const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  await api.demand('POST', accounts, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: role } });
  await api.request('DELETE', `/apis/rbac.authorization.k8s.io/v1/clusterrolebindings/from-console-${role}`);
  await api.demand('POST', '/apis/rbac.authorization.k8s.io/v1/clusterrolebindings', {
    ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRoleBinding' },
    metadata: { name: `from-console-${role}` },
    subjects: [{ kind: 'ServiceAccount', name: role, namespace }],
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: `breakwater-${role}` },
  });
  const request = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest' };
  const { status } = await api.demand('POST', `${accounts}/${role}/token`, request);
  const { token } = recordOf(status);
  const origin = server.address.origin;
  let cookie = '';
  let csrf = '';
  const ask = async (method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${origin}/api/v1/${path}`, {
      method,
      headers: {
        ...{ cookie, origin, accept: 'application/json' },
        ...(csrf !== '' && { 'x-csrf-token': csrf }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, answer, json: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  // RBAC hears of a binding a little later.
  await until(`${role} to be let in`, 30_000, async () => {
    const { answer } = await ask('POST', 'sign-in/token', { token });
    cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    return answer.status === 204;
  });
  csrf = String(recordOf((await ask('GET', 'session')).json).csrf);
  return ask;
}
