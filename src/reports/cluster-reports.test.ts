import { describe, expect, it } from 'vitest';
import type { Finding } from '../findings/index.ts';
import { listOf, recordOf } from '../kubernetes/index.ts';
import { clusterReports, isPublished, leftOutAnnotation } from './cluster-reports.ts';

function finding(index: number, more: Partial<Finding> = {}): Finding {
  return {
    fingerprint: String(index).padStart(32, '0'),
    check: 'pod-privileged',
    severity: 'high',
    title: 'Privileged',
    message: `finding ${index}`,
    resource: { apiVersion: 'apps/v1', kind: 'Deployment', namespace: 'shop', name: `web-${index}`, container: 'app' },
    path: 'spec',
    location: { file: '' },
    standards: {} as Finding['standards'],
    risk: { score: 1, factors: [] },
    fix: null,
    exception: null,
    ...more,
  };
}

const many = (count: number) => Array.from({ length: count }, (_, index) => finding(index));
const bounds = { resultsPerReport: 10, bytesPerReport: 100_000, reports: 3 };

describe('reports of a namespace', () => {
  it('are none without findings', () => expect(clusterReports([], 'openreports', 'shop')).toEqual([]));

  it('say nothing again that other tools said, and nothing of reports', () => {
    const report = { apiVersion: 'openreports.io/v1alpha1', kind: 'Report', namespace: 'shop', name: 'breakwater' };
    expect(isPublished(finding(1))).toBe(true);
    expect(isPublished(finding(1, { check: 'policy/team' }))).toBe(true);
    expect(isPublished(finding(1, { check: 'kyverno/require-labels/team' }))).toBe(false);
    expect(isPublished(finding(1, { check: 'tool-trivy' }))).toBe(false);
    expect(isPublished(finding(1, { resource: report }))).toBe(false);
  });

  it('are of the kinds that each family has', () => {
    const kinds = (['openreports', 'policyreport'] as const).flatMap((family) =>
      ['shop', undefined].map((namespace) => clusterReports(many(1), family, namespace)[0]?.kind),
    );
    expect(kinds).toEqual(['Report', 'ClusterReport', 'PolicyReport', 'ClusterPolicyReport']);
  });

  it('are the same whatever the order of the findings', () => {
    expect(clusterReports(many(30).reverse(), 'openreports', 'shop')).toEqual(
      clusterReports(many(30), 'openreports', 'shop'),
    );
  });

  it('are several where one would have too many results, and say what has no room', () => {
    const reports = clusterReports(many(34), 'openreports', 'shop', { bounds });
    expect(reports.map(({ metadata, results }) => [metadata?.name, listOf(results).length])).toEqual([
      ['breakwater', 10],
      ['breakwater-2', 10],
      ['breakwater-3', 10],
    ]);
    for (const { metadata } of reports) expect(metadata?.annotations?.[leftOutAnnotation]).toBe('4');
    expect(clusterReports(many(30), 'openreports', 'shop', { bounds })[0]?.metadata?.annotations).toBeUndefined();
  });

  it('keep the worst, and leave out what was accepted first', () => {
    const accepted = finding(1, { exception: { reason: 'known', from: 'user' }, severity: 'critical' });
    const [report] = clusterReports(
      [accepted, finding(2, { severity: 'low' }), finding(3, { severity: 'critical' })],
      'openreports',
      'shop',
      {
        bounds: { ...bounds, resultsPerReport: 2, reports: 1 },
      },
    );
    expect(listOf(report?.results).map((one) => recordOf(one).message)).toEqual(['finding 3', 'finding 2']);
  });

  it('stay far below what an API server takes, whatever the findings say', () => {
    const long = '界'.repeat(5_000);
    const loud = many(5_000).map((one) => ({ ...one, message: long, path: 'a'.repeat(1_000) }));
    const reports = clusterReports(loud, 'policyreport', 'shop');
    expect(reports).toHaveLength(10);
    for (const report of reports) expect(Buffer.byteLength(JSON.stringify(report))).toBeLessThan(500_000);
  });

  it('count what failed and what was accepted', () => {
    const [report] = clusterReports(
      [finding(1), finding(2, { exception: { reason: 'known', from: 'user' } })],
      'openreports',
      'shop',
    );
    expect(report?.summary).toEqual({ pass: 0, fail: 1, warn: 0, error: 0, skip: 1 });
  });
});
