import { describe, expect, it } from 'vitest';
import { isWorkloadPath, workloadHref, workloadPath } from './address.ts';

describe('the path of a workload', () => {
  it.each([
    [{ group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' }, 'apps/Deployment/shop/web'],
    [{ group: '', kind: 'Pod', namespace: 'shop', name: 'web-1' }, 'core/Pod/shop/web-1'],
    [{ group: 'argoproj.io', kind: 'Rollout', namespace: 'shop', name: 'a/b?c' }, 'argoproj.io/Rollout/shop/a%2Fb%3Fc'],
  ])('of %j is %s', (named, path) => {
    expect(workloadPath(named)).toBe(path);
    expect(isWorkloadPath(path)).toBe(true);
  });

  it.each(['', 'shop/web', 'a/b/c/d/e', '../../settings/x', 'a/../../settings', 'a/%2e%2E/b/c', 'a//b/c', 'a/b/c/d?x'])(
    'is not %j',
    (path) => {
      expect(isWorkloadPath(path)).toBe(false);
    },
  );

  it('is offered for kinds that run pods only', () => {
    const object = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web', container: 'app' };
    expect(workloadHref(object)).toBe('/workloads/apps/Deployment/shop/web');
    expect(workloadHref({ ...object, group: '', kind: 'Service' })).toBeUndefined();
    expect(workloadHref({ ...object, group: 'other.example' })).toBeUndefined();
    expect(workloadHref({ ...object, namespace: null })).toBeUndefined();
  });
});
