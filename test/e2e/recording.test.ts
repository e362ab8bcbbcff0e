import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeRecording } from '../../src/inventory/cluster/index.ts';
import { stateOf } from '../../src/inventory/cluster/testing/state-of.ts';
import type { InventoryObject } from '../../src/inventory/index.ts';

const program = fileURLToPath(new URL('../../bin/breakwater.js', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'breakwater-e2e-recording-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const objects = [
  {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'shop' },
    spec: {
      template: { spec: { containers: [{ name: 'app', image: 'app', securityContext: { privileged: true } }] } },
    },
  },
];
const whole = join(folder, 'whole.recording');
const partial = join(folder, 'partial.recording');

beforeAll(async () => {
  const options = { withoutSecrets: ({ object }: InventoryObject) => object };
  await writeRecording(stateOf(objects), whole, options);
  const blindSpots = [{ code: 'forbidden', groupKind: '/Node', detail: 'nodes is forbidden' }] as const;
  await writeRecording(stateOf(objects, { blindSpots }), partial, options);
  writeFileSync(join(folder, 'none'), 'nothing');
});

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program, ...args], { encoding: 'utf8', cwd: folder });
  return { status, stdout, stderr };
}

describe('breakwater scan --recording', () => {
  it('finds what the cluster had, and where', () => {
    const { status, stdout } = run('scan', '--recording', whole, '-o', 'json');
    expect(status).toBe(1);
    const privileged = JSON.parse(stdout).findings.find(({ check }: { check: string }) => check === 'pod-privileged');
    expect(privileged).toMatchObject({
      resource: { kind: 'Deployment', namespace: 'shop', name: 'web' },
      location: { file: 'Deployment/shop/web' },
    });
  });

  it('ends with 2 where something could not be seen, unless that is allowed', () => {
    const { status, stdout } = run('scan', '--recording', partial, '-o', 'json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout).errors).toEqual([
      { code: 'unreadable', message: "Node can't be read: nodes is forbidden" },
    ]);
    expect(run('scan', '--recording', partial, '--allow-errors', '--fail-on', 'none').status).toBe(0);
  });

  it.each([
    [['--recording', 'none'], 'not a recording of a cluster'],
    [['--recording', 'missing'], 'there is no such file'],
    [['--recording', 'whole.recording', '--context', 'x'], '--recording is a cluster of its own'],
    [['--recording', 'whole.recording', '--cluster'], '--recording is a cluster of its own'],
    [['--recording', 'whole.recording', 'folder'], 'a cluster or files, not both'],
    [['--cluster', '--set', 'a=b'], '--set goes with charts'],
    [['--context', 'x'], '--context goes with --cluster'],
    [['--cluster', '--kubeconfig', 'missing'], 'missing'],
  ])('says what is wrong with the call: %j', (args, message) => {
    const { status, stderr } = run('scan', ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('breakwater record', () => {
  it('redacts a recording', () => {
    const { status, stderr } = run('record', '--recording', whole, '--redact', '-o', 'masked.recording');
    expect(stderr).toContain('Wrote 1 object and 0 pods to masked.recording.');
    expect(status).toBe(0);
    const { findings } = JSON.parse(run('scan', '--recording', 'masked.recording', '-o', 'json').stdout);
    expect(findings.map(({ resource }: { resource: { namespace: string } }) => resource.namespace)).not.toContain(
      'shop',
    );
  });

  it('says in its words and exit code what is not in it', () => {
    const { status, stderr } = run('record', '--recording', partial, '-o', 'again.recording', '--language', 'zh-CN');
    expect(status).toBe(2);
    expect(stderr).toContain('未包含：无法读取 Node：nodes is forbidden');
  });

  it('ends with 2 where the file can’t be written', () => {
    const { status, stderr } = run('record', '--recording', whole, '-o', join('no', 'folder', 'x'));
    expect(status).toBe(2);
    expect(stderr).toContain("can't be written");
  });
});
