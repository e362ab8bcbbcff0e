import { describe, expect, it } from 'vitest';
import { inventoryFromText } from '../inventory/index.ts';
import { type ExceptionRule, Exceptions } from './exceptions.ts';

const [object] = inventoryFromText(`
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: shop
  annotations: { exceptions.breakwater.dev/pod-hostpath: reads logs, exceptions.breakwater.dev/pod-host-ports: "" }
`).objects;
if (object === undefined) throw new Error('no object');
const pod = object;
const resource = { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name: 'web', container: 'app' };

function exceptions(rules: readonly Partial<ExceptionRule>[], byAnnotation = false): Exceptions {
  const complete = rules.map((rule) => ({ check: 'pod-hostpath', reason: 'known', ...rule }));
  return new Exceptions({ rules: complete, byAnnotation, file: '.breakwater.yaml' }, '2026-11-23');
}

describe('a rule holds', () => {
  it.each<[string, Partial<ExceptionRule>, boolean]>([
    ['for every resource', {}, true],
    ['for its check only', { check: 'pod-privileged' }, false],
    ['for a glob that fits', { resources: ['Pod/shop/*'] }, true],
    ['for no other namespace', { resources: ['Pod/other/*'] }, false],
    ['for its container only', { container: 'side*' }, false],
    ['for its container', { container: 'a*' }, true],
    ['on its last day', { expires: '2026-11-23' }, true],
    ['not on the day after', { expires: '2026-11-22' }, false],
  ])('%s', (_, rule, holds) => {
    expect(exceptions([rule]).for('pod-hostpath', resource, pod) !== null).toBe(holds);
  });

  it('and says why, whose and until when', () => {
    expect(exceptions([{ owner: 'platform', expires: '2027-01-31' }]).for('pod-hostpath', resource, pod)).toEqual({
      reason: 'known',
      owner: 'platform',
      expires: '2027-01-31',
      from: '.breakwater.yaml',
    });
  });
});

describe('an object without a namespace', () => {
  const { namespace: _, ...unset } = resource;
  it.each(['Pod/web', 'Pod/default/web'])('is meant by %s', (glob) => {
    expect(exceptions([{ resources: [glob] }]).for('pod-hostpath', unset, pod)).not.toBeNull();
  });
});

describe('annotations', () => {
  it('count only where the settings allow it', () => {
    expect(exceptions([]).for('pod-hostpath', resource, pod)).toBeNull();
    expect(exceptions([], true).for('pod-hostpath', resource, pod)).toEqual({
      reason: 'reads logs',
      from: 'annotation',
    });
  });

  it('count only for their check, and only with a reason', () => {
    expect(exceptions([], true).for('pod-privileged', resource, pod)).toBeNull();
    expect(exceptions([], true).for('pod-host-ports', resource, pod)).toBeNull();
  });
});

describe('notices', () => {
  it('name the rules that match nothing and those that have expired', () => {
    const all = exceptions([{ resources: ['Pod/gone/*'] }, { expires: '2026-01-01' }, {}]);
    all.for('pod-hostpath', resource, pod);
    expect(all.notices().map(({ code }) => code)).toEqual(['exception-unmatched', 'exception-expired']);
  });
});
