import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { policiesTestCommand } from './policies-test.ts';
import { ranIn } from './testing/ran.ts';

const examples = fileURLToPath(new URL('../../examples/policies', import.meta.url));
const ran = ranIn('policies-test');
beforeEach(() => cpSync(examples, ran.folder, { recursive: true }));

const write = (file: string, text: string) => writeFileSync(join(ran.folder, file), text);

function deployment(replicas: number, metadata: string): string {
  return `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, ${metadata} }
spec:
  replicas: ${replicas}
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: "registry.example.com/web:1.2.3" }] }
`;
}

describe('policies test', () => {
  it('passes its example folder', async () => {
    expect(await policiesTestCommand(ran.folder, 'en')).toBe(0);
    expect(ran.output).toBe(`ok     deny       fail/too-many-in-test.yaml:1  Deployment/web
      replicas: at most 3 replicas
ok     warn       fail/too-many-live.yaml:1  Deployment/web
      replicas: at most 10 replicas
ok     allow      pass/few.yaml:1  Deployment/web
ok     allow      pass/live.yaml:1  Deployment/web

4 examples: all as expected
`);
    expect(ran.errors).toBe('');
  });

  it.each([
    ['what is let in and must fail', 'fail/a.yaml', deployment(1, 'namespace: shop'), 'allow      fail/a.yaml:2'],
    ['what is refused and must pass', 'pass/a.yaml', deployment(11, 'namespace: shop'), 'warn       pass/a.yaml:2'],
    [
      'another verdict',
      'fail/a.yaml',
      deployment(11, 'namespace: shop, annotations: { breakwater.dev/expect: deny }'),
      'warn       fail/a.yaml:2  Deployment/web  (expected: deny)',
    ],
    [
      'another message',
      'fail/a.yaml',
      deployment(11, 'namespace: shop, annotations: { breakwater.dev/expect-message: at most 9 }'),
      'no message has: at most 9',
    ],
    [
      'what depends on what is not there',
      'pass/a.yaml',
      deployment(1, 'namespace: elsewhere'),
      'namespace elsewhere is not in the input',
    ],
    [
      'what no policy is ever asked of',
      'pass/a.yaml',
      '{ apiVersion: admissionregistration.k8s.io/v1, kind: ValidatingWebhookConfiguration, metadata: { name: a } }',
      'no API server asks',
    ],
  ])('%s is no success', async (_, file, text, said) => {
    write(file, text);
    expect(await policiesTestCommand(ran.folder, 'en')).toBe(1);
    expect(ran.output).toContain('WRONG');
    expect(ran.output).toContain(said);
    expect(ran.output).toContain('5 examples: 4 as expected, 1 not');
  });

  it('says which policy the examples do not show both sides of', async () => {
    rmSync(join(ran.folder, 'fail'), { recursive: true });
    expect(await policiesTestCommand(ran.folder, 'en')).toBe(0);
    expect(ran.output).toContain('replicas: no example fails it');
    expect(ran.output).not.toContain('no example passes it');
    cpSync(join(examples, 'fail'), join(ran.folder, 'fail'), { recursive: true });
    rmSync(join(ran.folder, 'pass'), { recursive: true });
    ran.output = '';
    expect(await policiesTestCommand(ran.folder, 'zh-CN')).toBe(0);
    expect(ran.output).toContain('replicas：没有示例通过它');
  });

  it('is a wrong call where nothing is tested, or an expectation is none', async () => {
    write('pass/a.yaml', deployment(1, 'annotations: { breakwater.dev/expect: "no\\u001b[2J" }'));
    await expect(policiesTestCommand(ran.folder, 'en')).rejects.toThrow('expect: no\\u001b[2J: not one of');
    rmSync(join(ran.folder, 'pass'), { recursive: true });
    rmSync(join(ran.folder, 'fail'), { recursive: true });
    await expect(policiesTestCommand(ran.folder, 'en')).rejects.toThrow('no examples');
  });

  it('does not count what it could not read', async () => {
    write('fail/b.yaml', 'a: [');
    expect(await policiesTestCommand(ran.folder, 'en')).toBe(2);
    expect(ran.errors).toContain('fail/b.yaml:');
  });
});
