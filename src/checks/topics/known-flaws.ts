import type { InventoryObject } from '../../inventory/index.ts';
import { type ContainerReference, isRecord, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { inventoryCheck, type Violation } from '../check.ts';

/** Versions of a program with a flaw that its configuration in Kubernetes opens: from (inclusive), before (exclusive). */
interface FlawedVersions {
  readonly flaw: string;
  /** The image's name, without registry: `argoproj/argocd`, or its last part alone. */
  readonly image: RegExp;
  readonly ranges: readonly (readonly [from: string, before: string])[];
}

/**
 * Source: nvd.nist.gov, by number. Argo CD: a chart reads files outside its folder. Kyverno: an image passes without its signature.
 * Grafana: a race lets requests without an account reach the administration.
 */
const flawedVersions: readonly FlawedVersions[] = [
  {
    flaw: 'CVE-2022-24348',
    image: /(?:^|\/)argocd$/,
    ranges: [
      ['0.0.0', '2.1.9'],
      ['2.2.0', '2.2.4'],
    ],
  },
  { flaw: 'CVE-2022-47633', image: /(?:^|\/)kyverno$/, ranges: [['1.8.3', '1.8.5']] },
  { flaw: 'CVE-2022-39328', image: /(?:^|\/)grafana$/, ranges: [['9.2.0', '9.2.4']] },
];

/**
 * Settings that open a known flaw.
 * - CVE-2022-0811 (cr8escape): CRI-O before 1.19.6 … 1.23.2 lets a sysctl's value with `+` or `=` set any kernel parameter.
 * - CVE-2021-44228 (Log4Shell): `${jndi:` in environment or arguments reaches the logger that looks it up.
 * - Images of Argo CD, Kyverno and Grafana of the versions above.
 */
export const metaKnownCveConfig = inventoryCheck({
  id: 'meta-known-cve-config',
  of: ['workloads'],
  scope: 'object',
  severity: 'high',
  source: 'CVE-2022-0811, CVE-2021-44228, CVE-2022-24348, CVE-2022-47633, CVE-2022-39328 (nvd.nist.gov)',
  standards: { nsa: ['upg'], attack: ['T1190'], owasp: ['K07'] },
  run: function* ({ inventory }) {
    for (const object of inventory.workloads) {
      for (const template of object.podTemplates) {
        const sysctls = listOf(recordOf(template.spec.securityContext).sysctls);
        for (const [index, sysctl] of sysctls.entries()) {
          if (!/[+=]/.test(stringOf(recordOf(sysctl).value) ?? '')) continue;
          const path = [...template.path, 'securityContext', 'sysctls', index, 'value'];
          yield { object, path, message: 'sysctl', values: { flaw: 'CVE-2022-0811' } };
        }
        for (const container of template.containers) yield* containerFlaws(object, container);
      }
    }
  },
});

function* containerFlaws(object: InventoryObject, { container, path, name }: ContainerReference): Generator<Violation> {
  const image = stringOf(container.image) ?? '';
  for (const { flaw, image: pattern, ranges } of flawedVersions) {
    const match = /^([^@:]*(?::\d+\/[^@:]*)?):v?(\d+\.\d+\.\d+)(?:@|$)/.exec(image);
    const version = match?.[2];
    if (version === undefined || !pattern.test(match?.[1] ?? '')) continue;
    if (!ranges.some(([from, before]) => compare(version, from) >= 0 && compare(version, before) < 0)) continue;
    yield { object, path: [...path, 'image'], container: name, message: 'image', values: { flaw, value: image } };
  }
  for (const [index, entry] of listOf(container.env).entries()) {
    if (!isRecord(entry) || !isLookup(entry.value)) continue;
    yield {
      object,
      path: [...path, 'env', index, 'value'],
      container: name,
      message: 'lookup',
      values: { flaw: 'CVE-2021-44228' },
    };
  }
  for (const field of ['command', 'args']) {
    for (const [index, word] of listOf(container[field]).entries()) {
      if (!isLookup(word)) continue;
      const place = [...path, field, index];
      yield { object, path: place, container: name, message: 'lookup', values: { flaw: 'CVE-2021-44228' } };
    }
  }
}

function isLookup(value: unknown): boolean {
  return typeof value === 'string' && /\$\{jndi:/i.test(value);
}

/** Two versions of three numbers. */
function compare(a: string, b: string): number {
  const [x, y] = [a.split('.').map(Number), b.split('.').map(Number)];
  return (x[0] ?? 0) - (y[0] ?? 0) || (x[1] ?? 0) - (y[1] ?? 0) || (x[2] ?? 0) - (y[2] ?? 0);
}

export const knownFlaws = [metaKnownCveConfig];
