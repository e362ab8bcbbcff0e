import { describe, expect, it } from 'vitest';
import { CallError } from './call-error.ts';
import { parseSettings } from './settings-schema.ts';

describe('settings', () => {
  it('are read with every field', () => {
    const text = `
profile: all
kubernetesVersion: "1.36"
pssVersion: v1.30
annotationExceptions: true
checks:
  pod-privileged: { severity: low, enabled: true }
exceptions:
  - { check: pod-privileged, resources: ["DaemonSet/logging/*"], container: app, reason: known, owner: platform, expires: 2027-01-31 }
`;
    expect(parseSettings(text, 'x.yaml', 'en')).toEqual({
      profile: 'all',
      kubernetesVersion: '1.36',
      pssVersion: 'v1.30',
      annotationExceptions: true,
      checks: { 'pod-privileged': { severity: 'low', enabled: true } },
      exceptions: [
        {
          check: 'pod-privileged',
          resources: ['DaemonSet/logging/*'],
          container: 'app',
          reason: 'known',
          owner: 'platform',
          expires: '2027-01-31',
        },
      ],
    });
  });

  it('may be empty', () => {
    expect(parseSettings('', 'x.yaml', 'en')).toEqual({ checks: {}, exceptions: [], annotationExceptions: false });
  });

  it.each([
    ['not YAML', 'a: [', 'x.yaml:1: not YAML'],
    ['a list', '- a', '(top): must be a mapping'],
    ['a field that there is not', 'profil: all', 'profil'],
    ['a profile that there is not', 'profile: everything', 'profile:'],
    ['a version that is none', 'kubernetesVersion: "new"', 'a version such as "1.37"'],
    [
      'a version that YAML takes for a number',
      'kubernetesVersion: 1.37',
      'kubernetesVersion: must be a version in quotes',
    ],
    ['a check that there is not', 'checks: { pod-priviledged: { enabled: false } }', 'there is no such check'],
    ['a rule of another tool, to ask it', 'checks: { kyverno/a/b: { enabled: true } }', 'there is no such check'],
    [
      'a parameter that there is not',
      'checks: { pod-privileged: { parameters: { x: 1 } } }',
      'there is no such parameter',
    ],
    ['an exception without a reason', 'exceptions: [{ check: pod-privileged }]', 'exceptions.0.reason'],
    ['an exception for no check', 'exceptions: [{ check: nothing, reason: x }]', 'there is no check nothing'],
    ['a day that is none', 'exceptions: [{ check: pod-privileged, reason: x, expires: 2027-02-31 }]', 'expires'],
  ])('refuse %s', (_, text, message) => {
    expect(() => parseSettings(text, 'x.yaml', 'en')).toThrow(CallError);
    expect(() => parseSettings(text, 'x.yaml', 'en')).toThrow(message);
  });
});

describe('objects as settings', () => {
  const policy = (name: string, spec: string) =>
    `apiVersion: breakwater.dev/v1alpha1\nkind: SecurityPolicy\nmetadata: { name: ${name} }\nspec: { ${spec} }\n---\n`;
  const exception = (spec: string) =>
    `apiVersion: breakwater.dev/v1alpha1\nkind: SecurityException\nmetadata: { name: agent }\nspec: { ${spec} }\n---\n`;

  it('say what is asked, and what is accepted', () => {
    const text =
      policy('base', 'profile: cis, checks: { img-latest: {}, pod-privileged: { enabled: false } }') +
      exception('check: pod-hostpath, resources: ["Pod/a/*"], reason: known, expiresAt: "2027-01-31T10:00:00Z"');
    expect(parseSettings(text, 'x.yaml', 'en')).toMatchObject({
      profile: 'cis',
      isWhole: false,
      checks: { 'img-latest': { enabled: true }, 'pod-privileged': { enabled: false } },
      exceptions: [{ check: 'pod-hostpath', expiresAt: '2027-01-31T10:00:00.000Z', origin: 'SecurityException/agent' }],
    });
    expect(parseSettings(policy('base', 'checks: { img-latest: {} }'), 'x.yaml', 'en')).toMatchObject({
      isWhole: true,
    });
  });

  it.each([
    [
      policy('base', 'profile: cis, checks: { img-ltest: {} }'),
      'SecurityPolicy/base spec.checks.img-ltest: there is no',
    ],
    [policy('a', 'profile: cis') + policy('b', 'profile: cis'), 'SecurityPolicy/b: only one SecurityPolicy'],
    [exception('check: pod-hostpath, reason: known'), 'SecurityException/agent spec.resources: is missing'],
  ])('say what is wrong with them', (text, message) => {
    expect(() => parseSettings(text, 'x.yaml', 'en')).toThrow(message);
  });
});
