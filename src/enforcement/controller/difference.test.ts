import { describe, expect, it } from 'vitest';
import { loadTexts } from '../../checks/index.ts';
import { type KubernetesObject, listOf, recordOf } from '../../kubernetes/index.ts';
import { exceptionRulesOf, type SecurityPolicy, securityExceptionOf, securityPolicyOf } from '../objects/index.ts';
import { differenceOf, isAsWanted, nativeKey } from './difference.ts';
import { type NativeWants, nativeObjects, ownerOf } from './native-objects.ts';

const texts = { en: await loadTexts('en'), 'zh-CN': await loadTexts('zh-CN') };

function policy(spec: Readonly<Record<string, unknown>>): SecurityPolicy {
  const parsed = securityPolicyOf({
    apiVersion: 'breakwater.dev/v1alpha1',
    kind: 'SecurityPolicy',
    metadata: { name: 'base' },
    spec,
  });
  if ('value' in parsed) return parsed.value;
  throw new Error(JSON.stringify(parsed.mistakes));
}

function wants(
  spec: Readonly<Record<string, unknown>>,
  rules: Parameters<typeof nativeObjects>[2]['rules'] = [],
): NativeWants {
  const one = policy(spec);
  return nativeObjects(one, one.action, { rules, texts, definition: 'uid-1' });
}

function exceptions(count: number) {
  return Array.from({ length: count }, (_, index) => {
    const parsed = securityExceptionOf({
      apiVersion: 'breakwater.dev/v1alpha1',
      kind: 'SecurityException',
      metadata: { name: `e${index}` },
      spec: { check: 'pod-privileged', resources: [`DaemonSet/logging/agent-${index}`], reason: 'a test' },
    });
    return 'value' in parsed ? exceptionRulesOf(parsed.value) : [];
  }).flat();
}

const byKey = (objects: readonly KubernetesObject[]) => new Map(objects.map((object) => [nativeKey(object), object]));
const spec = { checks: { 'pod-privileged': {}, 'pod-hostpath': {} }, action: 'Deny' };

describe('native objects', () => {
  it('are a policy and its binding, ours by their labels', () => {
    const { groups } = wants(spec);
    expect(groups.map((group) => group.map(({ kind }) => kind))).toEqual([
      ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
      ['ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding'],
    ]);
    expect(groups.flat().map(ownerOf)).toEqual(['base', 'base', 'base', 'base']);
  });

  it('are none on the ground, none for the webhook, and what can not be is said', () => {
    expect(wants({ ...spec, action: 'Off' }).groups).toEqual([]);
    expect(wants({ ...spec, enforcement: 'Webhook' })).toMatchObject({
      groups: [],
      notNative: [
        { check: 'pod-privileged', reason: 'webhook' },
        { check: 'pod-hostpath', reason: 'webhook' },
      ],
    });
    const { notNative, mistakes } = wants({
      checks: { 'rbac-wildcard-all': {}, 'meta-required-labels': { parameters: { labels: { team: '(' } } } },
      action: 'Deny',
    });
    expect(notNative).toEqual([
      { check: 'rbac-wildcard-all', reason: 'many-objects' },
      { check: 'meta-required-labels', reason: 'unusable' },
    ]);
    expect(mistakes.map(({ path }) => path)).toEqual(['spec.checks.meta-required-labels.parameters']);
  });

  it('have no more conditions than an API server takes, and still every exception', () => {
    const conditions = (count: number) => {
      const { groups } = wants({ checks: { 'pod-privileged': {} }, action: 'Deny' }, exceptions(count));
      return listOf(recordOf(groups[0]?.[0]?.spec).matchConditions).map((one) => String(recordOf(one).expression));
    };
    expect(conditions(10)).toHaveLength(12);
    const many = conditions(200);
    expect(many.length).toBeLessThanOrEqual(64);
    const text = many.join('\n');
    for (let index = 0; index < 200; index++) expect(text).toContain(`agent-${index}$`);
  });
});

describe('the difference', () => {
  const wanted = wants(spec).groups.flat();

  it('is everything at first, nothing at last', () => {
    expect(differenceOf('base', wanted, new Map())).toEqual({ create: wanted, repair: [], remove: [], conflicts: [] });
    expect(differenceOf('base', wanted, byKey(wanted))).toEqual({ create: [], repair: [], remove: [], conflicts: [] });
  });

  it('is what is not as it should be, whoever added what', () => {
    const [first, ...rest] = wanted;
    if (first === undefined) throw new Error('nothing is wanted');
    const bent = (change: object): KubernetesObject => ({ ...first, spec: { ...(first.spec as object), ...change } });
    for (const change of [{ failurePolicy: 'Ignore' }, { auditAnnotations: [] }, { matchConditions: [] }])
      expect(differenceOf('base', wanted, byKey([bent(change), ...rest])).repair).toHaveLength(1);
    const labelled = { ...first, metadata: { ...first.metadata, labels: { ...first.metadata?.labels, team: 'a' } } };
    expect(isAsWanted(labelled, first)).toBe(true);
  });

  it('leaves what is not ours, also of another policy of ours', () => {
    const other = wanted.map((object) => ({
      ...object,
      metadata: { ...object.metadata, labels: { ...object.metadata?.labels, 'breakwater.dev/policy': 'other' } },
    }));
    const { conflicts, remove, repair, create } = differenceOf('base', wanted, byKey(other));
    expect(conflicts).toEqual(wanted);
    expect([remove, repair, create]).toEqual([[], [], []]);
    const exported = wanted.map((object) => ({
      ...object,
      metadata: {
        ...object.metadata,
        labels: { ...object.metadata?.labels, 'app.kubernetes.io/managed-by': 'breakwater' },
      },
    }));
    expect(differenceOf('base', [], byKey(exported)).remove).toEqual([]);
  });

  it('goes with bindings first', () => {
    const { remove } = differenceOf('base', [], byKey(wanted));
    expect(remove.map(({ kind }) => kind)).toEqual([
      'ValidatingAdmissionPolicyBinding',
      'ValidatingAdmissionPolicyBinding',
      'ValidatingAdmissionPolicy',
      'ValidatingAdmissionPolicy',
    ]);
  });
});
