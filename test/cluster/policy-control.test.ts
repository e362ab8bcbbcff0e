import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type KubernetesObject, listOf, recordOf } from '../../src/kubernetes/index.ts';
import { Api, messageOf, until } from './api.ts';
import {
  admission,
  type Control,
  conditionOf,
  inForce,
  installDefinitions,
  nativesOf,
  ours,
  removeDefinitions,
  securityException,
  securityPolicy,
  startControl,
} from './control.ts';
import {
  type ControlPlane,
  killApiServer,
  restartApiServer,
  startControlPlane,
  stopControlPlane,
} from './control-plane.ts';

/* SecurityPolicies and SecurityExceptions become what a real API server does. On a plane of their own, whose API server is killed. */
let plane: ControlPlane;
let api: Api;
let control: Control;

beforeAll(async () => {
  plane = await startControlPlane();
  api = new Api(plane.access);
  await api.ensureNamespace('shop');
  await installDefinitions(api);
  await api.kubectl(['apply', '-f', fileURLToPath(new URL('../../deploy/rbac/control.yaml', import.meta.url))]);
  control = await startControl(await kubeconfigOfController());
});

/** As the account that deploy/rbac/control.yaml gives what it needs, and nothing more. */
async function kubeconfigOfController(): Promise<string> {
  const config = JSON.parse(await readFile(plane.access.kubeconfig, 'utf8'));
  config.users[0].user.as = 'system:serviceaccount:breakwater-system:breakwater';
  const file = join(plane.folder, 'controller.kubeconfig');
  await writeFile(file, JSON.stringify(config), { mode: 0o600 });
  return file;
}

afterAll(async () => {
  await control.stop();
  api.close();
  await stopControlPlane(plane);
});

/** Somebody's change, made again where the API server's own controllers wrote the status in between. */
async function changed(path: string, change: (now: Record<string, unknown>) => unknown): Promise<void> {
  await until(`a change of ${path}`, 20_000, async () => {
    const { status, body } = await api.request('PUT', path, change(await api.demand('GET', path)));
    if (status !== 200 && status !== 409) throw new Error(`PUT ${path}: ${status} ${JSON.stringify(body)}`);
    return status === 200;
  });
}

const scope = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'shop' } } };
const policyName = 'breakwater.base.pod-privileged';
const policyPath = `${admission}/validatingadmissionpolicies/${policyName}`;
const bindingPath = `${admission}/validatingadmissionpolicybindings/${policyName}`;

function pod(name: string, image = 'registry.example.com/a:1', privileged = true): KubernetesObject {
  const containers = [{ name: 'a', image, securityContext: { privileged } }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' }, spec: { containers } };
}

/** Whether the API server refuses to create the object, by one of our policies. */
async function isRefused(object: KubernetesObject): Promise<boolean> {
  const answer = await api.dryRunCreate(object);
  if (answer.status < 300) return false;
  expect(messageOf(answer)).toContain('breakwater.');
  return true;
}

async function comesBack(path: string, wanted: unknown): Promise<void> {
  await until(`${path} to be put back`, 20_000, async () => {
    const answer = await api.request('GET', path);
    return answer.status === 200 && JSON.stringify(recordOf(answer.body).spec) === JSON.stringify(wanted);
  });
}

describe('a policy', () => {
  test('becomes native objects, and the API server does what it says', async () => {
    await api.create(
      securityPolicy('base', {
        checks: {
          'pod-privileged': {},
          'img-registry-allow': { parameters: { registries: ['registry.example.com/'] } },
          'rbac-wildcard-all': {},
        },
        action: 'Deny',
        scope,
      }),
    );
    await inForce(api, 'base');
    expect(await nativesOf(api, 'base')).toEqual([
      'ConfigMap/breakwater.base.img-registry-allow',
      'ValidatingAdmissionPolicy/breakwater.base.img-registry-allow',
      `ValidatingAdmissionPolicy/${policyName}`,
      'ValidatingAdmissionPolicyBinding/breakwater.base.img-registry-allow',
      `ValidatingAdmissionPolicyBinding/${policyName}`,
    ]);
    await until('a privileged pod to be refused', 30_000, () => isRefused(pod('a')));
    await until('another registry to be refused', 60_000, () =>
      isRefused(pod('a', 'elsewhere.example.com/a:1', false)),
    );
    expect((await api.dryRunCreate(pod('a', undefined, false))).status).toBe(201);
    const { status } = await api.demand('GET', `${ours}/securitypolicies/base`);
    expect(status).toMatchObject({ action: 'Deny', nativePolicies: 2, checks: 3 });
    expect(await conditionOf(api, 'securitypolicies/base', 'Enforced')).toMatchObject({
      status: 'True',
      reason: 'InPart',
    });
  });

  test('is left in peace once it is in force', async () => {
    await sleep(1_000);
    const before = control.writes.length;
    await sleep(2_000);
    expect(control.writes.slice(before)).toEqual([]);
  });

  test('is put back where somebody changes or deletes what it made', async () => {
    const policy = await api.demand('GET', policyPath);
    const binding = await api.demand('GET', bindingPath);
    const spec = recordOf(policy.spec);
    const ways: Readonly<Record<string, unknown>>[] = [
      { failurePolicy: 'Ignore' },
      { validations: [{ expression: 'true' }] },
      // What an apply alone would leave: an entry of somebody else's in a list that is merged.
      { matchConditions: [...listOf(spec.matchConditions), { name: 'never', expression: 'false' }] },
    ];
    for (const change of ways) {
      await changed(policyPath, (now) => ({ ...now, spec: { ...recordOf(now.spec), ...change } }));
      await comesBack(policyPath, policy.spec);
    }
    await api.demand('DELETE', bindingPath);
    await comesBack(bindingPath, binding.spec);
    await api.demand('DELETE', policyPath);
    await comesBack(policyPath, policy.spec);
    const config = '/api/v1/namespaces/breakwater-system/configmaps/breakwater.base.img-registry-allow';
    const map = await api.demand('GET', config);
    await changed(config, (now) => ({ ...now, data: { registries: 'elsewhere.example.com/' } }));
    await until('the parameters to be put back', 20_000, async () => {
      return JSON.stringify((await api.demand('GET', config)).data) === JSON.stringify(map.data);
    });
    await inForce(api, 'base');
  });

  test('does not touch what somebody else made', async () => {
    const name = 'breakwater.other.pod-privileged';
    const foreign = await api.create({
      apiVersion: 'admissionregistration.k8s.io/v1',
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name, labels: { 'app.kubernetes.io/managed-by': 'breakwater', 'breakwater.dev/policy': 'other' } },
      spec: {
        matchConstraints: {
          resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }],
        },
        validations: [{ expression: 'true' }],
      },
    });
    await api.create(securityPolicy('other', { checks: { 'pod-privileged': {} }, action: 'Audit', scope }));
    await until('the conflict to be said', 20_000, async () => {
      return (await conditionOf(api, 'securitypolicies/other', 'Ready'))?.reason === 'Conflict';
    });
    // Nothing is bound to a policy that is somebody else's.
    expect((await api.request('GET', `${admission}/validatingadmissionpolicybindings/${name}`)).status).toBe(404);
    await api.demand('DELETE', `${ours}/securitypolicies/other`);
    await sleep(1_000);
    const after = await api.demand('GET', `${admission}/validatingadmissionpolicies/${name}`);
    expect(after.spec).toEqual(foreign.spec);
    expect(recordOf(after.metadata).generation).toBe(recordOf(foreign.metadata).generation);
    await api.demand('DELETE', `${admission}/validatingadmissionpolicies/${name}`);
  });

  test('that names what there is not says so, and enforces the rest', async () => {
    await api.create(
      securityPolicy('typo', { checks: { 'pod-privileged': {}, 'pod-priviledged': {} }, action: 'Warn', scope }),
    );
    await until('the mistake to be said', 20_000, async () => {
      const ready = await conditionOf(api, 'securitypolicies/typo', 'Ready');
      return ready?.reason === 'UnknownChecks' && String(ready.message).includes('spec.checks.pod-priviledged');
    });
    expect(await nativesOf(api, 'typo')).toHaveLength(2);
    await api.demand('DELETE', `${ours}/securitypolicies/typo`);
    await until('what it made to be gone', 20_000, async () => (await nativesOf(api, 'typo')).length === 0);
  });
});

describe('an exception', () => {
  test('lets through until it ends, and ends by itself', async () => {
    const seconds = 8;
    const expiresAt = new Date(Date.now() + seconds * 1000).toISOString();
    const rule = { check: 'pod-privileged', resources: ['Pod/shop/agent'], reason: 'a test', expiresAt };
    await api.create(securityException('agent', rule));
    await until('the pod to be let through', 7_000, async () => !(await isRefused(pod('agent'))));
    expect(await isRefused(pod('b'))).toBe(true);
    expect(await conditionOf(api, 'securityexceptions/agent', 'InForce')).toMatchObject({ status: 'True' });
    await until('it to be refused again', 30_000, () => isRefused(pod('agent')));
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(expiresAt));
    await until('its end to be said', 10_000, async () => {
      return (await conditionOf(api, 'securityexceptions/agent', 'InForce'))?.reason === 'Expired';
    });
    expect((await api.demand('GET', `${ours}/securityexceptions/agent`)).status).toMatchObject({ expired: true });
    await api.demand('DELETE', `${ours}/securityexceptions/agent`);
  });
});

describe('an API server that is killed', () => {
  test('while a policy of every check is made loses nothing', async () => {
    await api.create(securityPolicy('every', { profile: 'all', action: 'Audit', scope }));
    await until('the first objects to be there', 20_000, async () => (await nativesOf(api, 'every')).length > 5);
    killApiServer(plane);
    await sleep(500);
    await restartApiServer(plane);
    const ready = () => conditionOf(api, 'securitypolicies/every', 'Ready');
    await expect.poll(ready, { timeout: 60_000 }).toMatchObject({ status: 'True', reason: 'AsWritten' });
    const names = await nativesOf(api, 'every');
    const of = (kind: string) => names.filter((name) => name.startsWith(`${kind}/`)).length;
    expect(of('ValidatingAdmissionPolicy')).toBeGreaterThan(50);
    expect(of('ValidatingAdmissionPolicyBinding')).toBe(of('ValidatingAdmissionPolicy'));
    await api.demand('DELETE', `${ours}/securitypolicies/every`);
    await until('all of them to be gone', 60_000, async () => (await nativesOf(api, 'every')).length === 0);
    expect(await nativesOf(api, 'base')).toHaveLength(5);
  });
});

describe('definitions that are removed under the controller', () => {
  test('take nothing out of force; they come back without their objects, and with them', async () => {
    const before = await nativesOf(api, 'base');
    await removeDefinitions(api);
    await until('the controller to notice', 30_000, async () => control.control.state.work === 'no-definitions');
    await sleep(1_000);
    expect(await nativesOf(api, 'base')).toEqual(before);
    expect(await isRefused(pod('a'))).toBe(true);

    await until(
      'the kinds to be gone',
      30_000,
      async () => (await api.request('GET', `${ours}/securitypolicies`)).status === 404,
    );
    await installDefinitions(api);
    await until('the orphans to be known', 30_000, async () => control.control.state.orphans.includes('base'));
    expect(await nativesOf(api, 'base')).toEqual(before);

    await api.create(securityPolicy('base', { checks: { 'pod-privileged': {} }, action: 'Deny', scope }));
    await inForce(api, 'base');
    await until('the rest to be gone', 20_000, async () => (await nativesOf(api, 'base')).length === 2);
    expect(control.control.state.orphans).toEqual([]);
    expect(await isRefused(pod('a'))).toBe(true);
    await api.demand('DELETE', `${ours}/securitypolicies/base`);
    await until('what it made to be gone', 20_000, async () => (await nativesOf(api, 'base')).length === 0);
    await until('pods to be let in', 20_000, async () => !(await isRefused(pod('a'))));
  });
});

describe('a policy with a written condition', () => {
  test('climbs once nothing would have been refused for so long, and not before', async () => {
    await control.stop();
    let refused = 1;
    const began = Date.now();
    control = await startControl(await kubeconfigOfController(), {
      evidence: {
        workloads: async () => ({ refused, doubtful: false }),
        requests: async () => undefined,
        matches: async () => 3,
      },
      // A minute a second.
      now: () => new Date(began + 60 * (Date.now() - began)),
    });
    const rollout = { to: 'Warn', cleanFor: '3m' };
    const one = securityPolicy('climbs', { checks: { 'pod-privileged': {} }, action: 'Audit', scope, rollout });
    await api.create(one);
    await api.create(securityException('some', { check: 'pod-hostpath', resources: ['Pod/a/*'], reason: 'a test' }));
    let generation = 0;
    // What is asked of the same objects stays the same; each change makes evidence be gathered anew.
    const status = async () => {
      const found = await api.demand('GET', `${ours}/securitypolicies/climbs`);
      generation++;
      const language = generation % 2 === 0 ? 'en' : 'zh-CN';
      await api.request('PUT', `${ours}/securitypolicies/climbs`, {
        ...found,
        spec: { ...recordOf(found.spec), language },
      });
      return recordOf(found.status);
    };
    await until('the refusals to be said', 20_000, async () => {
      return (await conditionOf(api, 'securitypolicies/climbs', 'RolloutReady'))?.reason === 'WouldRefuse';
    });
    expect(await status()).toMatchObject({ action: 'Audit', wouldRefuse: { workloads: 1 } });
    expect((await status()).cleanSince).toBeUndefined();
    refused = 0;
    await until('it to be clean', 20_000, async () => (await status()).cleanSince !== undefined);
    expect(await status()).toMatchObject({ action: 'Audit' });
    await until('the step', 30_000, async () => (await status()).action === 'Warn');
    const { cleanSince, actionSince } = await status();
    expect(Date.parse(String(actionSince)) - Date.parse(String(cleanSince))).toBeGreaterThanOrEqual(180_000);
    await until('the step to be in force', 20_000, async () => {
      const { spec } = await api.demand(
        'GET',
        `${admission}/validatingadmissionpolicybindings/breakwater.climbs.pod-privileged`,
      );
      return JSON.stringify(recordOf(spec).validationActions) === '["Warn"]';
    });
    expect((await conditionOf(api, 'securityexceptions/some', 'Matched'))?.reason).toBe('Matched');
    expect((await api.demand('GET', `${ours}/securityexceptions/some`)).status).toMatchObject({ matches: 3 });
    await api.demand('DELETE', `${ours}/securitypolicies/climbs`);
    await until('what it made to be gone', 20_000, async () => (await nativesOf(api, 'climbs')).length === 0);
  });
});
