import type { Finding } from '../findings/index.ts';
import { clusterReports, isPublished, type ReportFamily } from './cluster-reports.ts';
import { yamlOf } from './object-yaml.ts';
import type { ReportInput } from './report.ts';

/** Characters written at a time. */
const blockLength = 65_536;

/** All findings of our own as OpenReports or wgpolicy objects, a document each, fit for `kubectl apply`. */
export function* policyReports({ assessment }: ReportInput, family: ReportFamily): Generator<string> {
  const byNamespace = new Map<string | undefined, Finding[]>();
  for (const { finding, object } of assessment.findings) {
    if (!isPublished(finding)) continue;
    // What names no namespace lands in the one that it is applied to.
    const namespace = finding.resource.namespace ?? (object.namespace === undefined ? undefined : '');
    const known = byNamespace.get(namespace);
    if (known === undefined) byNamespace.set(namespace, [finding]);
    else known.push(finding);
  }
  const errors = assessment.errors.map(({ file, line, message }) => {
    const place = [file, line].filter((part) => part !== undefined).join(':');
    return place === '' ? message : `${place}: ${message}`;
  });
  if (errors.length > 0 && !byNamespace.has(undefined)) byNamespace.set(undefined, []);
  const namespaces = [...byNamespace.keys()].sort((a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0));
  let separator = '';
  for (const namespace of namespaces)
    for (const report of clusterReports(byNamespace.get(namespace) ?? [], family, namespace, {
      ...(namespace === undefined && { errors }),
    })) {
      const text = yamlOf([report]);
      if (separator !== '') yield separator;
      for (let at = 0; at < text.length; at += blockLength) yield text.slice(at, at + blockLength);
      separator = '---\n';
    }
  if (separator === '') yield '# findings: 0\n';
}
