import { describe, expect, it } from 'vitest';
import { catalogue, loadTexts } from '../../checks/index.ts';
import { assess } from '../../findings/index.ts';
import { inventoryFromText } from '../../inventory/index.ts';
import { deployment, privileged, secretValue } from '../testing/cluster.ts';
import { fixOf } from './fix.ts';
import { objectText } from './object-text.ts';

const texts = await loadTexts('en');
const version = { major: 1, minor: 37 };
const question = { parameters: {}, severities: {}, kubernetesVersion: version, pssVersion: version };

/** The fix of a check's finding on the first object of some manifests. */
function fixFor(manifests: string, check: string) {
  const inventory = inventoryFromText(manifests);
  const { findings } = assess({
    ...question,
    inventory,
    checks: catalogue,
    texts,
    language: 'en',
    surroundings: { exposure: () => 'none', isolated: () => undefined },
    exceptions: { rules: [], byAnnotation: false, file: '' },
    baseline: undefined,
    today: '2026-11-25',
  });
  const found = findings.find(({ finding }) => finding.check === check);
  if (found === undefined) throw new Error(`nothing of ${check} found`);
  const { finding, object: live } = found;
  return fixOf({ finding, live, text: objectText(live), inventory, question, texts, language: 'en' });
}

const withSecret = `env: [{ name: DB_PASSWORD, value: ${secretValue} }]\n${privileged}`;

describe('the fix of a live object', () => {
  it('is a diff of its YAML, and a command that does the same', () => {
    const fix = fixFor(deployment('shop', 'web', privileged), 'pod-privileged');
    expect(fix).toMatchObject({ risky: false, objects: null, managedBy: null, note: null });
    expect(fix?.diff).toContain('-            privileged: true');
    expect(fix?.command).toBe(
      "kubectl patch deployment.apps web -n shop --type=json -p '[" +
        '{"op":"test","path":"/spec/template/spec/containers/0/name","value":"app"},' +
        '{"op":"remove","path":"/spec/template/spec/containers/0/securityContext"}]' +
        "'",
    );
  });

  it('shows no credential that stands beside the change', () => {
    const fix = fixFor(deployment('shop', 'web', withSecret), 'pod-privileged');
    expect(fix?.diff).toContain('value: •••');
    expect(JSON.stringify(fix)).not.toContain(secretValue);
  });

  it('of what only the whole cluster shows is tried against it, unless that is too large', () => {
    const account = 'apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: web, namespace: shop }\n---';
    const pod = deployment('shop', 'web', '').replace(
      '      containers:',
      '      serviceAccountName: web\n      containers:',
    );
    const small = fixFor(account + pod, 'sa-automount');
    expect(small?.diff).toContain('+      automountServiceAccountToken: false');
    const more = Array.from(
      { length: 5_000 },
      (_, index) => `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: c${index} }`,
    );
    const large = fixFor(`${account}${pod}\n${more.join('\n---\n')}`, 'sa-automount');
    expect(large?.diff).toBe(small?.diff);
    expect([small, large].map((fix) => fix?.note?.includes('too large') ?? false)).toEqual([false, true]);
  });

  it('says where a change may alter how the workload behaves', () => {
    const fix = fixFor(deployment('shop', 'web', privileged), 'pod-readonly-rootfs');
    expect(fix).toMatchObject({ risky: true });
    expect(fix?.note).toMatch(/may change how the workload behaves/);
  });

  it('leaves what only people know to them', () => {
    const fix = fixFor(deployment('shop', 'web', privileged), 'res-memory-limit');
    expect(fix?.diff).toMatch(/\+ +memory: "?<\w+>"?/);
    expect(fix?.note).toMatch(/Only you know the value: replace <\w+>/);
  });

  it('adds objects where that is the way out', () => {
    const manifests = `apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n---${deployment('shop', 'web', '')}`;
    const fix = fixFor(manifests, 'net-ns-no-policy');
    expect(fix).toMatchObject({ diff: null, command: null });
    expect(fix?.objects).toContain('kind: NetworkPolicy');
  });

  it.each([
    ['meta.helm.sh/release-name: shop', 'annotations', 'Helm release shop'],
    ['argocd.argoproj.io/tracking-id: "portal:apps/Deployment:shop/web"', 'annotations', 'Argo CD application portal'],
    ['helm.toolkit.fluxcd.io/name: shop', 'labels', 'Flux HelmRelease shop'],
    ['kustomize.toolkit.fluxcd.io/name: apps', 'labels', 'Flux Kustomization apps'],
  ])('says who would undo it: %s', (entry, where, manager) => {
    const manifest = deployment('shop', 'web', privileged).replace(
      /labels: \{ app: web \} \}/,
      `${where}: { ${entry} } }`,
    );
    expect(fixFor(manifest, 'pod-privileged')?.managedBy).toBe(manager);
  });

  it('says so where what was found is gone', () => {
    const inventory = inventoryFromText(deployment('shop', 'web', ''));
    const [live] = inventory.objects;
    const before = inventoryFromText(deployment('shop', 'web', privileged));
    const { findings } = assess({
      ...question,
      inventory: before,
      checks: catalogue.filter(({ id }) => id === 'pod-privileged'),
      texts,
      language: 'en',
      surroundings: { exposure: () => 'none', isolated: () => undefined },
      exceptions: { rules: [], byAnnotation: false, file: '' },
      baseline: undefined,
      today: '2026-11-25',
    });
    const finding = findings[0]?.finding;
    if (live === undefined || finding === undefined) throw new Error('nothing to test with');
    const fix = fixOf({ finding, live, text: objectText(live), inventory, question, texts, language: 'en' });
    expect(fix).toMatchObject({ diff: null, note: 'What was found is no longer in the object.' });
  });
});
