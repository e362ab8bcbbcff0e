import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { afterAll, describe, expect, it } from 'vitest';
import type { InventoryObject } from '../inventory.ts';
import { readRecording } from './read-recording.ts';
import { recordingLimits } from './recording-format.ts';
import type { ClusterState } from './state.ts';
import { stateOf } from './testing/state-of.ts';
import { writeRecording } from './write-recording.ts';

const folder = mkdtempSync(join(tmpdir(), 'breakwater-recording-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const options = { withoutSecrets: ({ object }: InventoryObject) => object };
const template = { spec: { containers: [{ name: 'app', image: 'app:1' }] } };
const state: ClusterState = stateOf(
  [
    { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name: 'web', uid: 'web' }, spec: { template } },
    ...Array.from({ length: 450 }, (_, index) => ({
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: `web-${index}`,
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'web', controller: true }],
      },
      spec: index === 0 ? { containers: [{ name: 'app', image: 'app:2' }] } : template.spec,
      status: { phase: 'Running', startTime: '2026-11-25T10:00:00Z' },
    })),
    { apiVersion: 'acme.example/v1', kind: 'Region', metadata: { name: 'north' }, spec: { size: 1 } },
    {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'regions.acme.example' },
      spec: { group: 'acme.example' },
    },
  ],
  {
    kinds: [
      { groupKind: '/Pod', apiVersion: 'v1', namespaced: true, objects: 450, state: 'live', namespaces: ['default'] },
      {
        groupKind: '/Node',
        apiVersion: 'v1',
        namespaced: false,
        objects: 0,
        state: 'forbidden',
        error: 'nodes is forbidden',
      },
    ],
    blindSpots: [{ code: 'forbidden', groupKind: '/Node', detail: 'nodes is forbidden' }],
  },
);

async function written(name: string): Promise<string> {
  const file = join(folder, name);
  await writeRecording(state, file, options);
  return file;
}

async function changed(name: string, change: (text: string) => string): Promise<string> {
  const file = await written(name);
  writeFileSync(file, zstdCompressSync(change(zstdDecompressSync(readFileSync(file)).toString())));
  return file;
}

describe('a recording', () => {
  it('is the cluster as it was', async () => {
    const file = await written('whole');
    const source = await readRecording(file);
    const { facts, objects, pods, representatives, kinds, blindSpots } = source.state;
    expect([...objects].map(([key, { object, namespace }]) => [key, object, namespace])).toEqual(
      [...state.objects].map(([key, { object, namespace }]) => [key, object, namespace]),
    );
    expect(pods).toEqual(state.pods);
    expect(representatives).toEqual(state.representatives);
    expect(facts).toEqual({ ...state.facts, source: 'recording', recorded: expect.stringMatching(/^20\d\d-.*Z$/) });
    expect(kinds.map((kind) => kind.state)).toEqual(['recorded', 'forbidden']);
    expect(blindSpots).toEqual(state.blindSpots);
    await source.close();
  });

  it('says where the API server was, redacted at masked addresses', async () => {
    const file = join(folder, 'api-server');
    const apiServer = { addresses: ['10.0.0.1', '203.0.113.7'], ports: [6443] };
    const known = { ...state, facts: { ...state.facts, apiServer } };
    await writeRecording(known, file, options);
    expect((await readRecording(file)).state.facts.apiServer).toEqual(apiServer);
    await writeRecording(known, file, { ...options, redact: { words: new Set(), isStandIn: () => false } });
    const { addresses, ports } = (await readRecording(file)).state.facts.apiServer ?? {};
    expect(ports).toEqual([6443]);
    expect(addresses).toEqual([expect.stringMatching(/^10\./), expect.stringMatching(/^\d+\.0\.\d+\.\d+$/)]);
    expect(addresses).not.toContain('203.0.113.7');
    const hostile = await changed('hostile-address', (text) =>
      text.replace('"facts":{', '"facts":{"apiServer":{"addresses":["a.example"],"ports":[1]},'),
    );
    await expect(readRecording(hostile)).rejects.toThrow();
  });

  it('is nobody else’s to read, and there whole or not at all', async () => {
    const file = await written('private');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const failing = {
      withoutSecrets: () => {
        throw new Error('no');
      },
    };
    await expect(writeRecording(state, join(folder, 'half'), failing)).rejects.toThrow('no');
    expect(existsSync(join(folder, 'half'))).toBe(false);
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
    await expect(writeRecording(state, join(folder, 'no', 'folder'), options)).rejects.toThrow("can't be written");
  });
});

describe('what is no recording', () => {
  const file = (name: string, content: Buffer | string) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };

  it.each([
    ['nothing', () => file('empty', ''), 'not a recording'],
    ['a text', () => file('text', 'apiVersion: v1\n'), 'not a recording'],
    ['another compressed file', () => file('other', zstdCompressSync('{"a": 1}\n')), 'not a recording'],
    ['no file', () => join(folder, 'missing'), "can't be read: there is no such file"],
    ['a folder', () => folder, "can't be read"],
    [
      'a later version',
      () => changed('later', (text) => text.replace('"version":1', '"version":2')),
      'of version 2, but this program reads version 1',
    ],
    ['a lost line', () => changed('lost', (text) => text.replace(/\{"object".*\n/, '')), 'not whole'],
    ['a cut text', () => changed('cut', (text) => text.slice(0, -40)), 'not whole'],
    [
      'a line that is no JSON',
      () => changed('broken', (text) => text.replace('{"object":', '{"object";')),
      'line 2 is wrong',
    ],
    ['a wrong field', () => changed('wrong', (text) => text.replace('"restarts":0', '"restarts":"many"')), 'restarts'],
    ['an object twice', () => changed('twice', (text) => text.replace(/(\{"object".*\n)/, '$1$1')), 'is there twice'],
    [
      'deep nesting',
      () => changed('deep', (text) => text.replace('"size":1', `"size":${'['.repeat(5000)}${']'.repeat(5000)}`)),
      'is wrong',
    ],
  ])('%s is said to be none', async (_, make, message) => {
    await expect(readRecording(await make())).rejects.toThrow(message);
  });

  it('a damaged one is said to be so', async () => {
    const path = await written('damaged');
    const bytes = readFileSync(path);
    for (const length of [10, 100, bytes.length - 4]) {
      writeFileSync(path, bytes.subarray(0, length));
      await expect(readRecording(path)).rejects.toThrow(/not whole|not a recording/);
    }
  });

  it.each([
    ['file', { fileBytes: 100 }],
    ['text', { textBytes: 1000 }],
    ['line', { lineLength: 100 }],
    ['number of lines', { lines: 2 }],
    ['number of pods', { pods: 10 }],
  ])('more than the limit of its %s is not read', async (_, limits) => {
    const path = await written('limits');
    await expect(readRecording(path, { ...recordingLimits, ...limits })).rejects.toThrow(/limit|too/);
  });

  it('a bomb ends at the limit', async () => {
    const path = file('bomb', zstdCompressSync(Buffer.alloc(50_000_000, 'a')));
    await expect(readRecording(path)).rejects.toThrow('too long');
  });
});
