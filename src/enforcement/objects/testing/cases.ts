import type { KubernetesObject } from '../../../kubernetes/index.ts';

/** An object, and whether both the API server (by its CRD, strictly) and the reader of files take it. */
type Case = readonly [title: string, accepted: boolean, object: KubernetesObject];

function policy(spec: unknown, name: unknown = 'baseline'): KubernetesObject {
  const metadata = { ...(name !== null && { name: name as string }) };
  return { apiVersion: 'breakwater.dev/v1alpha1', kind: 'SecurityPolicy', metadata, spec };
}

function exception(spec: unknown, name = 'agent'): KubernetesObject {
  return { apiVersion: 'breakwater.dev/v1alpha1', kind: 'SecurityException', metadata: { name }, spec };
}

const many = (count: number): Record<string, object> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`check-${index}`, {}]));

const sound = { check: 'pod-hostpath', resources: ['DaemonSet/logging/*'], reason: 'reads the logs of its node' };
const scoped = (namespaceSelector: unknown) => policy({ profile: 'cis', scope: { namespaceSelector } });
const until = (expiresAt: unknown) => exception({ ...sound, expiresAt });

export const cases: readonly Case[] = [
  ['a profile', true, policy({ profile: 'pss-baseline' })],
  ['a check', true, policy({ checks: { 'pod-privileged': {} } })],
  ['no spec', false, policy(undefined)],
  ['an empty spec', false, policy({})],
  ['a spec that is no mapping', false, policy('security')],
  ['a spec that is null', false, policy(null)],
  ['checks that are null', false, policy({ checks: null })],
  ['a field that is null', true, policy({ profile: 'cis', checks: null, scope: { namespaceSelector: null } })],
  ['a check that is null', false, policy({ checks: { 'pod-privileged': null } })],
  ['a parameter that is null', true, policy({ checks: { a: { parameters: { b: null } } } })],
  ['no check that is enabled', false, policy({ checks: { 'pod-privileged': { enabled: false } } })],
  ['a profile but for a check', true, policy({ profile: 'cis', checks: { 'pod-privileged': { enabled: false } } })],
  ['a profile that is none', false, policy({ profile: 'strict' })],
  ['a field that is none', false, policy({ profile: 'cis', actions: 'Deny' })],
  ['a field of a check that is none', false, policy({ checks: { 'pod-privileged': { severty: 'low' } } })],
  ['a severity that is none', false, policy({ checks: { 'pod-privileged': { severity: 'bad' } } })],
  ['an id that is none', false, policy({ checks: { Pod_Privileged: {} } })],
  ['an id that is too long', false, policy({ checks: { ['a'.repeat(64)]: {} } })],
  ['200 checks', true, policy({ checks: many(200) })],
  ['201 checks', false, policy({ checks: many(201) })],
  [
    'parameters of any type',
    true,
    policy({ checks: { a: { parameters: { a: ['x'], b: { c: 1 }, d: true, e: 'f' } } } }),
  ],
  ['parameters that are a list', false, policy({ checks: { a: { parameters: ['x'] } } })],
  ['21 parameters', false, policy({ checks: { a: { parameters: many(21) } } })],
  ['an action', true, policy({ profile: 'cis', action: 'Deny' })],
  ['an action in lower case', false, policy({ profile: 'cis', action: 'deny' })],
  ['a version', true, policy({ profile: 'cis', pssVersion: '1.34' })],
  ['a version that is a number', false, policy({ profile: 'cis', pssVersion: 1.34 })],
  ['a version with a patch', false, policy({ profile: 'cis', pssVersion: '1.34.2' })],
  ['labels', true, scoped({ matchLabels: { 'example.com/tier': 'production', empty: '' } })],
  ['an empty selector', true, scoped({})],
  ['a label that is none', false, scoped({ matchLabels: { 'a b': 'c' } })],
  ['a value that is none', false, scoped({ matchLabels: { a: 'c d' } })],
  ['a value that is a number', false, scoped({ matchLabels: { a: 1 } })],
  ['In with values', true, scoped({ matchExpressions: [{ key: 'a', operator: 'In', values: ['b'] }] })],
  ['In without values', false, scoped({ matchExpressions: [{ key: 'a', operator: 'In' }] })],
  ['Exists with values', false, scoped({ matchExpressions: [{ key: 'a', operator: 'Exists', values: ['b'] }] })],
  ['Exists with no values', true, scoped({ matchExpressions: [{ key: 'a', operator: 'Exists', values: [] }] })],
  ['an operator that is none', false, scoped({ matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] })],
  ['no key', false, scoped({ matchExpressions: [{ operator: 'Exists' }] })],
  ['namespaces', true, policy({ profile: 'cis', scope: { excludeNamespaces: ['legacy'] } })],
  ['a namespace that is none', false, policy({ profile: 'cis', scope: { excludeNamespaces: ['Legacy'] } })],
  ['the webhook', true, policy({ profile: 'cis', enforcement: 'Webhook', failurePolicy: 'Ignore' })],
  ['an enforcement that is none', false, policy({ profile: 'cis', enforcement: 'Both' })],
  ['a rollout', true, policy({ profile: 'cis', action: 'Audit', rollout: { to: 'Deny', cleanFor: '7d' } })],
  [
    'a rollout that is through',
    true,
    policy({ profile: 'cis', action: 'Deny', rollout: { to: 'Deny', cleanFor: '7d' } }),
  ],
  ['a rollout from the ground', true, policy({ profile: 'cis', rollout: { to: 'Audit', cleanFor: '36h' } })],
  ['a rollout downwards', false, policy({ profile: 'cis', action: 'Deny', rollout: { to: 'Warn', cleanFor: '7d' } })],
  ['a rollout to Off', false, policy({ profile: 'cis', rollout: { to: 'Off', cleanFor: '7d' } })],
  ['a rollout after no time', false, policy({ profile: 'cis', rollout: { to: 'Warn', cleanFor: '0d' } })],
  ['a rollout without a condition', false, policy({ profile: 'cis', rollout: { to: 'Warn' } })],
  ['a rollout after seconds', false, policy({ profile: 'cis', rollout: { to: 'Warn', cleanFor: '90s' } })],
  ['Chinese', true, policy({ profile: 'cis', language: 'zh-CN' })],
  ['a language that is none', false, policy({ profile: 'cis', language: 'de' })],
  ['a name of 63 characters', true, policy({ profile: 'cis' }, 'a'.repeat(63))],
  ['a name of 64 characters', false, policy({ profile: 'cis' }, 'a'.repeat(64))],
  ['a name with dots', true, policy({ profile: 'cis' }, 'a.b')],
  ['a name in capitals', false, policy({ profile: 'cis' }, 'A')],
  ['no name', false, policy({ profile: 'cis' }, null)],
  ['a name that is a number', false, policy({ profile: 'cis' }, 1)],

  ['an exception', true, exception(sound)],
  ['of several checks', true, exception({ ...sound, check: undefined, checks: ['a', 'b'] })],
  ['of a policy', true, exception({ ...sound, check: 'policy/replicas.example.com' })],
  ['of one check and several', false, exception({ ...sound, checks: ['a'] })],
  ['of no check', false, exception({ ...sound, check: undefined })],
  ['of an empty list of checks', false, exception({ ...sound, check: undefined, checks: [] })],
  ['of a check that is none', false, exception({ ...sound, check: 'Pod HostPath' })],
  ['of no resource', false, exception({ ...sound, resources: undefined })],
  ['of an empty list of resources', false, exception({ ...sound, resources: [] })],
  ['of something in no namespace', true, exception({ ...sound, resources: ['ClusterRole/system:node*'] })],
  ['of a kind alone', false, exception({ ...sound, resources: ['DaemonSet'] })],
  ['of too many parts', false, exception({ ...sound, resources: ['apps/DaemonSet/logging/agent'] })],
  ['of an empty part', false, exception({ ...sound, resources: ['DaemonSet//agent'] })],
  ['of 101 resources', false, exception({ ...sound, resources: Array.from({ length: 101 }, () => 'Pod/a/b') })],
  ['of containers', true, exception({ ...sound, containers: ['agent', 'init-*'] })],
  ['of no containers', false, exception({ ...sound, containers: [] })],
  ['of a container that is none', false, exception({ ...sound, containers: ['Agent'] })],
  ['of a container without a name', false, exception({ ...sound, containers: [''] })],
  ['without a reason', false, exception({ ...sound, reason: undefined })],
  ['with an empty reason', false, exception({ ...sound, reason: '' })],
  ['with a long reason', true, exception({ ...sound, reason: '好🙂'.repeat(512) })],
  ['with too long a reason', false, exception({ ...sound, reason: 'x'.repeat(1025) })],
  ['with an owner', true, exception({ ...sound, owner: 'platform' })],
  ['with an owner that is nobody', false, exception({ ...sound, owner: '' })],
  ['with a field that is none', false, exception({ ...sound, expires: '2027-01-31' })],
  ['until a time', true, until('2027-01-31T18:00:00Z')],
  ['until a time elsewhere', true, until('2027-01-31T18:00:00.5+08:00')],
  ['until a day', false, until('2027-01-31')],
  ['until a time nowhere', false, until('2027-01-31T18:00:00')],
  ['until a day that is none', false, until('2027-02-30T18:00:00Z')],
  ['until an hour that is none', false, until('2027-02-01T24:00:00Z')],
  ['until a number', false, until(1_800_000_000)],
  ['until null, which is no field', true, until(null)],
  ['of a resource that is null', false, exception({ ...sound, resources: [null] })],
];
