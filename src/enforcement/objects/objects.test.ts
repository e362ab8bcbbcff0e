import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import {
  checksOf,
  exceptionRulesOf,
  hasEnded,
  mistakeText,
  type SecurityException,
  type SecurityPolicy,
  securityExceptionOf,
  securityPolicyOf,
} from './index.ts';
import { cases } from './testing/cases.ts';

function object(kind: string, spec: unknown): KubernetesObject {
  return { apiVersion: 'breakwater.dev/v1alpha1', kind, metadata: { name: 'a' }, spec };
}

function policy(spec: unknown): SecurityPolicy {
  const parsed = securityPolicyOf(object('SecurityPolicy', spec));
  if ('value' in parsed) return parsed.value;
  throw new Error(parsed.mistakes.map((mistake) => mistakeText(mistake, 'en')).join('\n'));
}

function exception(spec: unknown): SecurityException {
  const parsed = securityExceptionOf(object('SecurityException', spec));
  if ('value' in parsed) return parsed.value;
  throw new Error(parsed.mistakes.map((mistake) => mistakeText(mistake, 'en')).join('\n'));
}

describe('objects of policies', () => {
  it.each(cases)('%s: %s', (_, accepted, one) => {
    const parsed = one.kind === 'SecurityPolicy' ? securityPolicyOf(one) : securityExceptionOf(one);
    expect('value' in parsed).toBe(accepted);
  });

  it('say what is wrong and where, in both languages', () => {
    const parsed = securityPolicyOf(
      object('SecurityPolicy', { action: 'deny', checks: { a: { parameters: [] } }, rollout: { to: 'Deny' } }),
    );
    const mistakes = 'mistakes' in parsed ? parsed.mistakes : [];
    expect(mistakes.map((mistake) => mistakeText(mistake, 'en'))).toEqual([
      'spec.checks.a.parameters: must be a mapping',
      'spec.action: must be one of Off, Audit, Warn, Deny',
      'spec.rollout.cleanFor: is missing',
    ]);
    expect(mistakes.map((mistake) => mistakeText(mistake, 'zh-CN'))).toEqual([
      'spec.checks.a.parameters：应为映射',
      'spec.action：可选值为 Off, Audit, Warn, Deny',
      'spec.rollout.cleanFor：缺少该字段',
    ]);
  });

  it('are of another version', () => {
    const other = { ...object('SecurityPolicy', { profile: 'cis' }), apiVersion: 'breakwater.dev/v2' };
    expect(securityPolicyOf(other)).toEqual({
      mistakes: [{ path: 'apiVersion', key: 'other-kind', values: { wanted: 'breakwater.dev/v1alpha1' } }],
    });
  });
});

describe('a policy', () => {
  it('enforces nothing unless told to, and never where the cluster itself lives', () => {
    expect(policy({ profile: 'cis', scope: { excludeNamespaces: ['legacy', 'kube-system'] } })).toMatchObject({
      action: 'Off',
      failurePolicy: 'Fail',
      scope: { excludeNamespaces: ['kube-system', 'kube-public', 'kube-node-lease', 'breakwater-system', 'legacy'] },
    });
  });

  it('asks the checks of its profile, with those it adds and without those it takes away', () => {
    const { checks, severities, mistakes } = checksOf(
      policy({
        profile: 'pss-baseline',
        checks: { 'pod-privileged': { enabled: false }, 'img-latest': { severity: 'low' } },
      }),
    );
    const ids = checks.map(({ id }) => id);
    expect(ids).toContain('pod-host-namespaces');
    expect(ids).not.toContain('pod-privileged');
    expect(checks.find(({ id }) => id === 'img-latest')?.severity).toBe('low');
    expect(severities).toEqual({ 'img-latest': 'low' });
    expect(mistakes).toEqual([]);
  });

  it('says which checks and parameters are not known, and asks the rest', () => {
    const { checks, parameters, mistakes } = checksOf(
      policy({
        checks: {
          'pod-priviledged': {},
          'img-registry-allow': { parameters: { registries: 'example.com', registry: [] } },
          'pod-privileged': {},
        },
      }),
    );
    expect(checks.map(({ id }) => id).sort()).toEqual(['img-registry-allow', 'pod-privileged']);
    expect(parameters).toEqual({});
    expect(mistakes.map((mistake) => mistakeText(mistake, 'en'))).toEqual([
      'spec.checks.pod-priviledged: there is no such check',
      'spec.checks.img-registry-allow.parameters.registries: must be a list',
      'spec.checks.img-registry-allow.parameters.registry: the check has no such parameter',
    ]);
  });

  it('climbs after a time', () => {
    expect(policy({ profile: 'cis', rollout: { to: 'Warn', cleanFor: '36h' } }).rollout).toEqual({
      to: 'Warn',
      cleanFor: 129_600_000,
    });
  });
});

describe('an exception', () => {
  const one = exception({
    checks: ['a', 'b', 'a'],
    resources: ['Pod/x/y'],
    containers: ['c', 'd'],
    reason: 'because',
    expiresAt: '2027-01-31T18:00:00+08:00',
  });

  it('is a rule for each check and container', () => {
    const rules = exceptionRulesOf(one);
    expect(rules.map(({ check, container }) => [check, container])).toEqual([
      ['a', 'c'],
      ['a', 'd'],
      ['b', 'c'],
      ['b', 'd'],
    ]);
    expect(rules[0]).toMatchObject({
      expires: '2027-01-31',
      expiresAt: '2027-01-31T10:00:00.000Z',
      origin: 'SecurityException/a',
    });
  });

  it('ends at its time', () => {
    expect(hasEnded(one, '2027-01-31T09:59:59.999Z')).toBe(false);
    expect(hasEnded(one, '2027-01-31T10:00:00.000Z')).toBe(true);
  });
});
