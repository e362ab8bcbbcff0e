import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { definitions, securityExceptionOf, securityPolicyOf } from '../../src/enforcement/objects/index.ts';
import { cases } from '../../src/enforcement/objects/testing/cases.ts';
import { listOf, recordOf } from '../../src/kubernetes/index.ts';
import { Api, messageOf, until } from './api.ts';

/* What the API server takes of our objects by their CRDs is what the reader of files takes. */
const api = new Api(inject('access'));
const path = '/apis/breakwater.dev/v1alpha1';
const ours = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';

beforeAll(async () => {
  for (const definition of definitions) await api.create(definition);
  await until('the kinds to be served', 30_000, async () => {
    const answers = [
      await api.request('GET', `${path}/securitypolicies`),
      await api.request('GET', `${path}/securityexceptions`),
    ];
    return answers.every(({ status }) => status === 200);
  });
});

afterAll(async () => {
  for (const { metadata } of definitions) await api.demand('DELETE', `${ours}/${metadata?.name}`);
  await until(
    'the kinds to be gone',
    30_000,
    async () => (await api.request('GET', `${path}/securitypolicies`)).status === 404,
  );
  api.close();
});

test('the API server has nothing against the definitions', async () => {
  for (const { metadata } of definitions) {
    const { status } = await api.demand('GET', `${ours}/${metadata?.name}`);
    const failing = listOf(recordOf(status).conditions)
      .map(recordOf)
      .filter(
        ({ type, status }) => status !== (type === 'NonStructuralSchema' || type === 'Terminating' ? 'False' : 'True'),
      );
    expect(failing).toEqual([]);
  }
});

describe('is taken by the API server as by the reader of files', () => {
  test.each(cases)('%s: %s', async (_, accepted, object) => {
    const answer = await api.dryRunCreate(object);
    expect({
      accepted: answer.status < 300,
      ...(answer.status < 300 !== accepted && { said: messageOf(answer) }),
    }).toEqual({ accepted });
    expect([201, 400, 422]).toContain(answer.status);
    if (!accepted) return;
    // What the API server fills in is what the reader fills in.
    const read = object.kind === 'SecurityPolicy' ? securityPolicyOf : securityExceptionOf;
    expect(read(answer.body as typeof object)).toEqual(read(object));
  });
});

test('kubectl shows what matters', async () => {
  const policy = cases.find(([title]) => title === 'a rollout')?.[2];
  if (policy === undefined) throw new Error('no case');
  await api.create(policy);
  const status = { action: 'Warn', nativePolicies: 3, wouldRefuse: { workloads: 2 }, conditions: [] };
  await api.demand('PUT', `${path}/securitypolicies/baseline/status`, {
    ...(await api.demand('GET', `${path}/securitypolicies/baseline`)),
    status,
  });
  const [head, row] = (await api.kubectl(['get', 'secpol'])).trim().split('\n');
  expect(head?.split(/ {2,}/)).toEqual([
    'NAME',
    'PROFILE',
    'ASKED',
    'IN FORCE',
    'POLICIES',
    'WOULD REFUSE',
    'READY',
    'AGE',
  ]);
  expect(row?.split(/ {2,}/).slice(0, 6)).toEqual(['baseline', 'cis', 'Audit', 'Warn', '3', '2']);
  await api.demand('DELETE', `${path}/securitypolicies/baseline`);
});
