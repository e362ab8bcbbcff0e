import { describe, expect, it } from 'vitest';
import { inventoryFromText } from '../../inventory/index.ts';
import { parseVersion } from '../../kubernetes/index.ts';
import { catalogue } from '../catalogue.ts';
import type { Profile } from '../check.ts';
import { runChecks } from '../run.ts';
import { checksOf } from '../selection.ts';

/** `check path` of every finding on pods that the profile gives at a Pod Security version. */
function findings(yaml: string, profile: Profile, version = '1.37'): readonly string[] {
  const pssVersion = parseVersion(version);
  if (pssVersion === undefined) throw new Error(`no version: ${version}`);
  const checks = checksOf(profile, catalogue).filter(({ id }) => id.startsWith('pod-'));
  const inventory = inventoryFromText(yaml);
  const result = runChecks({ checks, inventory, parameters: {}, kubernetesVersion: pssVersion, pssVersion });
  expect([...inventory.diagnostics, ...result.diagnostics]).toEqual([]);
  return result.violations.map(({ check, path }) => `${check.id} ${path.join('.')}`).sort();
}

const hardened = `
apiVersion: v1
kind: Pod
metadata: { name: web }
spec:
  securityContext: { runAsNonRoot: true, seccompProfile: { type: RuntimeDefault } }
  containers:
    - name: app
      image: registry.example.com/web:1.2.3
      securityContext:
        allowPrivilegeEscalation: false
        readOnlyRootFilesystem: true
        capabilities: { drop: [ALL] }
`;

describe('one finding for one place', () => {
  it('gives none for a hardened pod', () => {
    expect(findings(hardened, 'security')).toEqual([]);
    expect(findings(hardened, 'cis')).toEqual([]);
  });

  it('names an added capability once, by the check that says most', () => {
    const yaml = hardened.replace('drop: [ALL]', 'drop: [ALL], add: [SYS_ADMIN, SYS_TIME, CHOWN]');
    const add = 'spec.containers.0.securityContext.capabilities.add';
    expect(findings(yaml, 'security')).toEqual([
      `pod-cap-dangerous ${add}.0`,
      `pod-caps-baseline ${add}.1`,
      `pod-caps-restricted ${add}.2`,
    ]);
    // Where the covering check is not asked, the covered one speaks.
    expect(findings(yaml, 'pss-restricted')).toEqual([
      `pod-caps-baseline ${add}.0`,
      `pod-caps-baseline ${add}.1`,
      `pod-caps-restricted ${add}.2`,
    ]);
  });

  it('names a volume once', () => {
    const yaml = hardened.replace(
      '  containers:',
      `  volumes:
    - { name: etc, hostPath: { path: /etc } }
    - { name: socket, hostPath: { path: /run/containerd/containerd.sock } }
    - { name: data, hostPath: { path: /srv } }
    - { name: nfs, nfs: { server: nfs.example.com, path: / } }
  containers:`,
    );
    expect(findings(yaml, 'security')).toEqual([
      'pod-hostpath spec.volumes.2.hostPath',
      'pod-hostpath-sensitive spec.volumes.0.hostPath.path',
      'pod-runtime-socket spec.volumes.1.hostPath.path',
      'pod-volume-types spec.volumes.3.nfs',
    ]);
  });

  it('names a missing security context by what is missing in it', () => {
    const yaml =
      'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\nspec: { containers: [{ name: app, image: web }] }';
    const found = findings(yaml, 'cis').map((finding) => finding.split(' ')[0]);
    expect(found).toEqual([
      'pod-allow-privilege-escalation',
      'pod-caps-restricted',
      'pod-run-as-non-root',
      'pod-seccomp-required',
    ]);
  });

  it('answers for the standards of the findings that it stands for', () => {
    const inventory = inventoryFromText(hardened.replace('drop: [ALL]', 'drop: [ALL], add: [SYS_ADMIN]'));
    const version = { major: 1, minor: 37 };
    const checks = catalogue.filter(({ id }) => id.startsWith('pod-cap'));
    const result = runChecks({ checks, inventory, parameters: {}, kubernetesVersion: version, pssVersion: version });
    expect(result.violations.map(({ check, standards }) => [check.id, standards.cis, standards.pss])).toEqual([
      [
        'pod-cap-dangerous',
        ['5.2.9', '5.2.10'],
        ['baseline/capabilities_baseline', 'restricted/capabilities_restricted'],
      ],
    ]);
  });

  it('is never silent because of a check that does not exist', () => {
    const ids = new Set(catalogue.map(({ id }) => id));
    const named = catalogue.flatMap(({ coveredBy }) => coveredBy ?? []);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });
});

describe('profiles', () => {
  it('of the restricted level ask all that the baseline level asks', () => {
    const restricted = checksOf('pss-restricted', catalogue);
    expect(checksOf('pss-baseline', catalogue).filter((check) => !restricted.includes(check))).toEqual([]);
  });

  it('give the two levels their own verdict on an unmasked /proc in a user namespace', () => {
    const yaml = hardened
      .replace('  containers:', '  hostUsers: false\n  containers:')
      .replace('readOnly', 'procMount: Unmasked\n        readOnly');
    const path = 'spec.containers.0.securityContext.procMount';
    expect(findings(yaml, 'pss-baseline', '1.34')).toEqual([`pod-procmount ${path}`]);
    expect(findings(yaml, 'pss-restricted', '1.34')).toEqual([`pod-procmount ${path}`]);
    expect(findings(yaml, 'pss-baseline', '1.35')).toEqual([]);
    expect(findings(yaml, 'pss-restricted', '1.35')).toEqual([`pod-procmount-restricted ${path}`]);
  });
});
