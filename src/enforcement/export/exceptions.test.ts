import { describe, expect, it } from 'vitest';
import { compile, environment, types } from '../../cel/index.ts';
import type { ExceptionRule } from '../../findings/index.ts';
import { policyExceptions } from './exceptions.ts';

const check = 'pod-privileged';
const rule = (resource: string, more: Partial<ExceptionRule> = {}): ExceptionRule => ({
  check,
  resources: [resource],
  reason: 'test',
  ...more,
});
const many = (count: number, more?: Partial<ExceptionRule>) =>
  Array.from({ length: count }, (_, index) => rule(`Deployment/shop/web-${index}`, more));

const env = environment({ variables: { object: types.dyn, request: types.dyn, container: types.dyn } });

/** Whether the match conditions let a policy be asked about an object. */
function isAsked(rules: readonly ExceptionRule[], object: object, username = 'jane'): boolean {
  const exceptions = policyExceptions(check, rules, '2026-01-01');
  return (exceptions?.conditions ?? []).every(({ expression }) => {
    const compiled = compile(expression, env);
    if (compiled.errors !== undefined) throw new Error(JSON.stringify(compiled.errors));
    const result = compiled.program.evaluate({ object, request: { userInfo: { username } } });
    if (!('value' in result)) throw new Error(JSON.stringify(result));
    return result.value === true;
  });
}

const named = (kind: string, namespace: string | undefined, name: string, owner?: readonly [string, string]) => ({
  kind,
  metadata: {
    name,
    ...(namespace !== undefined && { namespace }),
    ...(owner !== undefined && { ownerReferences: [{ kind: owner[0], name: owner[1], controller: true }] }),
  },
});

const byController = 'system:serviceaccount:kube-system:replicaset-controller';

describe('an exception', () => {
  it.each([
    ['Deployment/shop/web', named('Deployment', 'shop', 'web'), false],
    ['Deployment/shop/*', named('Deployment', 'shop', 'web'), false],
    ['Deployment/shop/*', named('Deployment', 'shopping', 'web'), true],
    ['Deployment/shop/web', named('Deployment', 'shop', 'web-2'), true],
    ['Deployment/shop/w.b', named('Deployment', 'shop', 'web'), true],
    ['*/shop/web', named('StatefulSet', 'shop', 'web'), false],
    ['Node/a', named('Node', undefined, 'a'), false],
  ])('%s', (glob, object, asked) => {
    expect(isAsked([rule(glob)], object)).toBe(asked);
  });

  it.each([
    ['Deployment/shop/web', named('Pod', 'shop', 'web-7c9d8-x', ['ReplicaSet', 'web-7c9d8'])],
    ['DaemonSet/shop/*', named('Pod', 'shop', 'net-x', ['DaemonSet', 'net'])],
    ['DaemonSet/net', named('Pod', 'default', 'net-x', ['DaemonSet', 'net'])],
    ['CronJob/shop/nightly', named('Pod', 'shop', 'x', ['Job', 'nightly-29000000'])],
  ])('%s covers what controllers make of it, and nobody else', (glob, object) => {
    expect(isAsked([rule(glob)], object, byController)).toBe(false);
    expect(isAsked([rule(glob)], object)).toBe(true);
    expect(isAsked([rule('Deployment/shop/other')], object, byController)).toBe(true);
  });

  it('does not take an object for what one was made of', () => {
    const forged = named('Pod', 'shop', 'x', ['DaemonSet', 'net']);
    expect(isAsked([rule('Pod/shop/net')], forged, byController)).toBe(true);
    expect(isAsked([rule('DaemonSet/other/net')], forged, byController)).toBe(true);
  });

  it('of everything, and one that ended', () => {
    expect(isAsked([{ check, reason: 'test' }], named('Pod', 'shop', 'x'))).toBe(false);
    expect(isAsked([rule('Pod/shop/x', { expires: '2025-12-31' })], named('Pod', 'shop', 'x'))).toBe(true);
  });
});

describe('many exceptions', () => {
  it.each([1, 48, 49, 900])('%i are in force, each of them, in conditions that an API server takes', (count) => {
    const rules = many(count);
    const { conditions = [] } = policyExceptions(check, rules, '2026-01-01') ?? {};
    expect(conditions.length).toBeLessThanOrEqual(48);
    expect(Math.max(...conditions.map(({ expression }) => expression.length))).toBeLessThan(100_000);
    for (const index of [0, count >> 1, count - 1])
      expect(isAsked(rules, named('Deployment', 'shop', `web-${index}`))).toBe(false);
    expect(isAsked(rules, named('Deployment', 'shop', `web-${count}`))).toBe(true);
  });

  it('are named after their place among those of the check', () => {
    const others = [{ ...rule('Pod/a/b'), check: 'pod-hostpath' }, ...many(2)];
    const names = policyExceptions(check, others, '2026-01-01')?.conditions.map(({ name }) => name);
    expect(names).toEqual(['exception-1', 'exception-2']);
  });

  it('are too many at some point, of objects and of containers', () => {
    expect(policyExceptions(check, many(3000), '2026-01-01')).toBeUndefined();
    expect(policyExceptions(check, many(500, { container: 'agent' }), '2026-01-01')).toBeDefined();
    expect(policyExceptions(check, many(3000, { container: 'agent' }), '2026-01-01')).toBeUndefined();
  });
});
