import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type PoliciesPredictOptions, policiesPredictCommand } from './policies-predict.ts';
import { ranIn } from './testing/ran.ts';

const ran = ranIn('predict');

function file(name: string, text: string): string {
  const path = join(ran.folder, name);
  writeFileSync(path, text);
  return path;
}

const web = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop, labels: { team: storefront }, annotations: { meta.helm.sh/release-name: shop } }
spec:
  template:
    spec:
      containers: [{ name: app, image: web, securityContext: { privileged: true } }]
`;

const policy = (more = '') => `apiVersion: breakwater.dev/v1alpha1
kind: SecurityPolicy
metadata: { name: no-privileged }
spec: { checks: { pod-privileged: {} }, action: Audit${more} }
`;

const exception = `apiVersion: breakwater.dev/v1alpha1
kind: SecurityException
metadata: { name: web }
spec: { check: pod-privileged, resources: [Deployment/shop/web], reason: until it is mended }
`;

function run(paths: readonly string[], options: Partial<PoliciesPredictOptions> = {}, language: 'en' | 'zh-CN' = 'en') {
  // What stands in the folder that tests run from is no settings of theirs.
  const config = options.checks === undefined ? {} : { config: file('settings.yaml', 'profile: security\n') };
  return policiesPredictCommand(paths, { output: 'table', ...config, ...options }, language);
}

describe('policies predict', () => {
  it('says what the next step of a policy among the files would do, whose it is and what to do', async () => {
    file('policy.yaml', policy());
    file('web.yaml', web);
    expect(await run([ran.folder])).toBe(1);
    expect(ran.output).toContain('no-privileged: Audit → Warn');
    expect(ran.output).toContain('1 of 1 object that it is asked of would be warned of, in 1 namespace.');
    expect(ran.output).toContain('Deployment/web  (team storefront, Helm release shop)');
    expect(ran.output).toContain('[pod-privileged]: app');
    expect(ran.output).toContain('[pod-privileged] Remove privileged');
    expect(ran.errors).toBe('');
  });

  it('takes policies from a file of their own, and exceptions from both', async () => {
    const path = file('web.yaml', web);
    const given = file('policy', policy());
    expect(await run([path], { policy: given, action: 'Deny' })).toBe(1);
    expect(ran.output).toContain('Audit → Deny');
    ran.output = '';
    expect(await run([path, file('exception.yaml', exception)], { policy: given })).toBe(0);
    expect(ran.output).toContain('1 object more would be, but for an exception.');
  });

  it('predicts checks that the call names, with the exceptions of the settings', async () => {
    const path = file('web.yaml', web);
    expect(await run([path], { checks: ['pod-privileged'] })).toBe(1);
    expect(ran.output).toContain('these checks: Deny');
    const config = file(
      'other.yaml',
      'exceptions: [{ check: pod-privileged, resources: ["Deployment/shop/*"], reason: known }]\n',
    );
    expect(await run([path], { checks: ['pod-privileged'], config })).toBe(0);
  });

  it('never calls unknown clean', async () => {
    const path = file('web.yaml', web);
    const selector = ', scope: { namespaceSelector: { matchLabels: { env: prod } } }';
    expect(await run([path], { policy: file('policy', policy(selector)) })).toBe(2);
    expect(ran.output).toContain('nothing of them is counted: shop');
    expect(await run([path, file('broken.yaml', 'kind: [')], { policy: file('policy', policy()) })).toBe(2);
    expect(ran.errors).toContain('broken.yaml');
  });

  it('says what is wrong with a policy, and predicts the others', async () => {
    const broken = policy(', enforcement: Sometimes').replace('no-privileged', 'broken');
    const given = file('policies', `${broken}---\n${policy()}`);
    expect(await run([file('web.yaml', web)], { policy: given })).toBe(2);
    expect(ran.errors).toContain("SecurityPolicy broken: can't be used: spec.enforcement");
    expect(ran.output).toContain('no-privileged: Audit → Warn');
  });

  it('refuses calls that contradict themselves, or name nothing', async () => {
    const path = file('web.yaml', web);
    await expect(run([path])).rejects.toThrow('no SecurityPolicy to predict');
    await expect(run([path], { policy: path })).rejects.toThrow('no SecurityPolicy in it');
    await expect(run([path], { policy: file('p', policy()), profile: 'nsa' })).rejects.toThrow('leave out --profile');
    await expect(run([path], { checks: ['pod-privileged'], namespaceSelector: 'a b' })).rejects.toThrow('selector');
  });

  it('tells programs everything', async () => {
    file('policy.yaml', policy());
    file('web.yaml', web);
    expect(await run([ran.folder], { output: 'json' }, 'zh-CN')).toBe(1);
    const { version, predictions, errors } = JSON.parse(ran.output);
    expect([version, errors]).toEqual([1, []]);
    expect(predictions).toMatchObject([
      {
        policy: 'no-privileged',
        from: 'Audit',
        to: 'Warn',
        asked: 1,
        refused: [
          {
            kind: 'Deployment',
            namespace: 'shop',
            name: 'web',
            workload: null,
            team: 'storefront',
            managedBy: 'Helm 发布 shop',
            reasons: [{ check: 'pod-privileged', title: '特权容器', container: 'app' }],
          },
        ],
      },
    ]);
    expect(predictions[0].refused[0].reasons[0].fix.edits).toHaveLength(1);
  });
});
