import { afterAll, expect, inject, test } from 'vitest';
import { namespaceType, requestType } from '../../src/cel/admission.ts';
import { compile, environment, types } from '../../src/cel/index.ts';
import { celObjects } from '../../src/cel/testing/objects.ts';
import { type KubernetesObject, recordOf } from '../../src/kubernetes/object.ts';
import { Api, messageOf, until } from './api.ts';
import { type CelCase, celCases } from './cel-cases.ts';
import { inParallel } from './in-parallel.ts';

const api = new Api(inject('access'));
const policies = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies';
const bindings = '/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicybindings';
const label = 'breakwater-cel-case';

afterAll(async () => {
  await api.demand('DELETE', `${bindings}?labelSelector=${label}`);
  await api.demand('DELETE', `${policies}?labelSelector=${label}`);
  api.close();
});

/** What becomes of an expression: refused when compiled, an error when evaluated, its value, or (ours only) not known. */
type Outcome = 'refused' | 'error' | 'true' | 'false' | 'unknown';

/** A validation that is asked of objects with its label only, so that each request meets one expression. */
function policyFor(id: string, expression: string): KubernetesObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: id, labels: { [label]: id } },
    spec: {
      failurePolicy: 'Fail',
      matchConstraints: {
        objectSelector: { matchLabels: { [label]: id } },
        resourceRules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['CREATE'], resources: ['*'] }],
      },
      validations: [{ expression, message: 'the expression is false' }],
    },
  };
}

function bindingFor(id: string): KubernetesObject {
  return {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: id, labels: { [label]: id } },
    spec: { policyName: id, validationActions: ['Deny'] },
  };
}

/** The object of a case, with the label of its policy. */
function objectOf({ object }: CelCase, id: string): KubernetesObject {
  const { metadata, ...rest } = structuredClone(celObjects[object ?? 'configMap']);
  return { ...rest, metadata: { ...metadata, labels: { ...metadata.labels, [label]: id } } };
}

/** Creates the policy and its binding; undefined where it holds, else why the API server refuses it. */
async function install(id: string, expression: string): Promise<string | undefined> {
  const answer = await api.request('POST', policies, policyFor(id, expression));
  if (answer.status === 422) return messageOf(answer);
  if (answer.status !== 201) throw new Error(`policy ${id}: ${answer.status} ${messageOf(answer)}`);
  await api.demand('POST', bindings, bindingFor(id));
  return undefined;
}

async function serverOutcome(object: KubernetesObject): Promise<{ outcome: Outcome; message: string }> {
  const answer = await api.dryRunCreate(object);
  const message = answer.status === 201 ? '' : messageOf(answer);
  if (answer.status === 201) return { outcome: 'true', message };
  if (message.endsWith('denied request: the expression is false')) return { outcome: 'false', message };
  if (message.includes(' denied request: ')) return { outcome: 'error', message };
  throw new Error(`an answer of no policy: ${answer.status} ${message}`);
}

const cel = environment({
  variables: {
    object: types.dyn,
    oldObject: types.dyn,
    request: requestType,
    namespaceObject: namespaceType,
    variables: types.objectType('kubernetes.variables', {}),
    authorizer: types.opaque('kubernetes.authorization.Authorizer'),
    'authorizer.requestResource': types.opaque('kubernetes.authorization.ResourceCheck'),
  },
  resultType: types.bool,
});

/** `object` as admission sees it: with the API server's defaults. */
function ourOutcome(
  expression: string,
  object: unknown,
  namespaceObject: unknown,
): { outcome: Outcome; message: string } {
  const compiled = compile(expression, cel);
  if (compiled.errors !== undefined) return { outcome: 'refused', message: compiled.errors[0]?.message ?? '' };
  const { apiVersion, kind, metadata } = recordOf(object);
  const [version = '', group = ''] = String(apiVersion).split('/').reverse();
  const gvk = { group, version, kind };
  const gvr = { group, version, resource: `${String(kind).toLowerCase()}s` };
  const { name, namespace } = recordOf(metadata);
  const answer = compiled.program.evaluate({
    object,
    oldObject: null,
    namespaceObject,
    variables: {},
    request: {
      kind: gvk,
      resource: gvr,
      requestKind: gvk,
      requestResource: gvr,
      name,
      namespace,
      operation: 'CREATE',
      userInfo: { username: 'admin', uid: 'admin', groups: ['system:masters', 'system:authenticated'] },
      dryRun: true,
      options: { apiVersion: 'meta.k8s.io/v1', kind: 'CreateOptions', dryRun: ['All'], fieldValidation: 'Strict' },
    },
  });
  if ('error' in answer) return { outcome: 'error', message: answer.error };
  if ('unknown' in answer) return { outcome: 'unknown', message: answer.unknown };
  return { outcome: answer.value === true ? 'true' : 'false', message: '' };
}

test('our CEL answers every expression as the API server does', { timeout: 600_000 }, async () => {
  expect(celCases.length).toBeGreaterThan(400);
  // What admission sees, before there are policies.
  const defaulted = new Map<string, unknown>();
  for (const [name, object] of Object.entries(celObjects)) {
    const answer = await api.dryRunCreate(structuredClone(object) as KubernetesObject);
    if (answer.status !== 201) throw new Error(`the object ${name} is refused: ${messageOf(answer)}`);
    defaulted.set(name, answer.body);
  }
  const namespaceObject = await api.demand('GET', '/api/v1/namespaces/default');

  const cases = celCases.map((example, index) => ({ ...example, id: `cel-${index}` }));
  const refused = new Map<string, string>();
  await inParallel(cases, async ({ id, expression }) => {
    const reason = await install(id, expression);
    if (reason !== undefined) refused.set(id, reason);
  });
  // Installed last and seen to work: then all are.
  const probe = { expression: 'false', object: 'configMap', id: 'cel-probe' } as const;
  await install(probe.id, probe.expression);
  await until('the policies to be in force', 60_000, async () => {
    const { outcome } = await serverOutcome(objectOf(probe, probe.id));
    return outcome === 'false';
  });

  const differences: string[] = [];
  const counts: Record<Outcome, number> = { refused: 0, error: 0, true: 0, false: 0, unknown: 0 };
  await inParallel(cases, async (example) => {
    const { id, expression, object = 'configMap' } = example;
    const reason = refused.get(id);
    const server =
      reason === undefined
        ? await serverOutcome(objectOf(example, id))
        : { outcome: 'refused' as const, message: reason };
    const base = recordOf(defaulted.get(object));
    const metadata = recordOf(base.metadata);
    const seen = { ...base, metadata: { ...metadata, labels: { ...recordOf(metadata.labels), [label]: id } } };
    const ours = ourOutcome(expression, seen, namespaceObject);
    counts[server.outcome] += 1;
    // Only what depends on the authorizer is not known to us.
    if (ours.outcome === 'unknown' && expression.includes('authorizer') && server.outcome !== 'refused') {
      counts.unknown += 1;
    } else if (ours.outcome !== server.outcome) {
      differences.push(
        `${expression.slice(0, 200)}  [${object}]\n    server ${server.outcome}: ${server.message.slice(-300)}\n    ours   ${ours.outcome}: ${ours.message}`,
      );
    }
  });
  console.log(`${cases.length} expressions, ${differences.length} differences; the API server's answers:`, counts);
  expect(differences.join('\n')).toBe('');
});
