import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../kubernetes/index.ts';
import { SharedTexts, trimmed } from './trim.ts';

function trim(object: KubernetesObject): KubernetesObject {
  const group = object.apiVersion.includes('/') ? object.apiVersion.replace(/\/.*/, '') : '';
  return trimmed(`${group}/${object.kind}`, object, new SharedTexts());
}

const applied = 'kubectl.kubernetes.io/last-applied-configuration';

describe('what is kept of an object', () => {
  it('is what it declares, without bookkeeping, copies of itself and status', () => {
    const kept = trim({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'web',
        namespace: 'shop',
        uid: '1',
        resourceVersion: '2',
        generation: 3,
        managedFields: [{ manager: 'kubectl' }],
        labels: { app: 'web' },
        annotations: {
          team: 'shop',
          [applied]: '{}',
          'tool.example.com/original': '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"}}',
        },
      },
      spec: { replicas: 2 },
      status: { replicas: 2 },
    });
    expect(kept).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' }, annotations: { team: 'shop' } },
      spec: { replicas: 2 },
    });
  });

  it('is nothing of what a Secret holds, nor a copy of it', () => {
    const kept = trim({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: {
        name: 'db',
        annotations: {
          team: 'shop',
          [applied]: '{"data":{"p":"aHVudGVy"}}',
          copy: `{ "kind": "Secret", "data": {"p": "aHVudGVy"} }`,
        },
      },
      type: 'Opaque',
      data: { p: 'aHVudGVy' },
      stringData: { q: 'hunter' },
    });
    expect(kept).toEqual({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'db', annotations: { team: 'shop' } },
      type: 'Opaque',
    });
  });

  it('says of a Secret that it is a token of an account, although its type is not sent', () => {
    const annotations = { 'kubernetes.io/service-account.name': 'a', 'kubernetes.io/service-account.uid': '1' };
    const token = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a-token', annotations } };
    expect(trim(token)).toMatchObject({ type: 'kubernetes.io/service-account-token' });
    const registry = { ...annotations, 'openshift.io/token-secret.name': 'a-token' };
    expect(trim({ ...token, metadata: { name: 'a-dockercfg', annotations: registry } }).type).toBeUndefined();
  });

  it('is no release of Helm, which holds the values of its secrets', () => {
    const release = {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'x', labels: { OWNER: 'TILLER' } },
      data: { release: 'H4sI' },
    };
    expect(trim(release)).toMatchObject({ data: { release: '' } });
  });

  it('is of a node what it runs and whether it is ready, not when it last said so', () => {
    const node = (time: string) => ({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'node-1' },
      status: {
        images: [{ names: ['a'], sizeBytes: 1 }],
        nodeInfo: { kubeletVersion: 'v1.37.2' },
        conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady', lastHeartbeatTime: time }],
      },
    });
    expect(trim(node('10:00'))).toEqual(trim(node('10:05')));
    expect(trim(node('10:00')).status).toEqual({
      nodeInfo: { kubeletVersion: 'v1.37.2' },
      conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
    });
  });

  it('is of a CustomResourceDefinition its schema, but for the descriptions; a field may be called so', () => {
    const kept = trim({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'widgets.example.com' },
      spec: { schema: { description: 'long', properties: { description: { type: 'string', description: 'long' } } } },
    });
    expect(kept.spec).toEqual({ schema: { properties: { description: { type: 'string' } } } });
  });

  it('is of another tool’s report what it found, and of our own nothing', () => {
    const report = (labels: Record<string, string>) => ({
      apiVersion: 'openreports.io/v1alpha1',
      kind: 'Report',
      metadata: { name: 'r', namespace: 'shop', labels },
      source: 'kyverno',
      summary: { pass: 1, fail: 1 },
      results: [
        { policy: 'a', result: 'pass', message: 'fine' },
        { policy: 'b', result: 'fail', message: 'x'.repeat(1000), properties: { long: 'text' } },
      ],
    });
    expect(trim(report({}))).toMatchObject({
      source: 'kyverno',
      results: [{ policy: 'b', result: 'fail', message: `${'x'.repeat(399)}…` }],
    });
    expect(JSON.stringify(trim(report({})))).not.toContain('properties');
    expect(trim(report({ 'app.kubernetes.io/managed-by': 'breakwater' })).results).toEqual([]);
  });

  it('is of an exposed secret where it is, not what it is', () => {
    const kept = trim({
      apiVersion: 'aquasecurity.github.io/v1alpha1',
      kind: 'ExposedSecretReport',
      metadata: { name: 'r', namespace: 'shop' },
      report: { secrets: [{ ruleID: 'aws', target: '/.env', severity: 'HIGH', match: 'KEY=hunter2' }] },
    });
    expect(kept.report).toMatchObject({ secrets: [{ ruleID: 'aws', target: '/.env', severity: 'HIGH' }] });
    expect(JSON.stringify(kept)).not.toContain('hunter2');
  });

  it('is of a constraint of Gatekeeper what its audit found', () => {
    const kept = trim({
      apiVersion: 'constraints.gatekeeper.sh/v1beta1',
      kind: 'K8sRequiredLabels',
      metadata: { name: 'c' },
      spec: { enforcementAction: 'deny' },
      status: {
        auditTimestamp: '2027-01-31T10:00:00Z',
        byPod: [{}],
        violations: [{ kind: 'Namespace', name: 'shop', message: 'no' }],
      },
    });
    expect(kept.status).toEqual({
      auditTimestamp: '2027-01-31',
      totalViolations: 1,
      violations: [{ kind: 'Namespace', name: 'shop', message: 'no' }],
    });
  });

  it('may have any key', () => {
    const data = JSON.parse('{"__proto__": "a", "constructor": "b"}');
    const kept = trim({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'x' }, data });
    expect(JSON.stringify(kept.data)).toBe('{"__proto__":"a","constructor":"b"}');
  });
});
