import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { withoutSecrets } from '../checks/index.ts';
import { writeRecording } from '../inventory/cluster/index.ts';
import { stateOf } from '../inventory/cluster/testing/state-of.ts';
import { psaPlanCommand } from './psa.ts';
import { psaApplyCommand } from './psa-apply.ts';
import { ranIn } from './testing/ran.ts';

const ran = ranIn('psa');

const namespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } };
const web = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', namespace: 'shop' },
  spec: { containers: [{ name: 'app', image: 'web' }] },
};

describe('psa plan', () => {
  it('says in both languages what keeps a namespace back', async () => {
    writeFileSync(join(ran.folder, 'a.json'), JSON.stringify(web));
    expect(await psaPlanCommand([ran.folder], { output: 'table' }, 'en')).toBe(0);
    expect(ran.output).toContain('shop  passes baseline v1.37');
    expect(ran.output).toContain('[pod-run-as-non-root]: Pod/web');
    ran.output = '';
    expect(await psaPlanCommand([ran.folder], { output: 'table' }, 'zh-CN')).toBe(0);
    expect(ran.output).toContain('可通过 baseline v1.37');
  });

  it('reads a recording, in which what can’t be seen is unknown and an error', async () => {
    const file = join(ran.folder, 'shop.recording');
    const blindSpots = [{ code: 'forbidden', groupKind: 'apps/Deployment', detail: 'not yours' }] as const;
    await writeRecording(stateOf([namespace, web], { blindSpots }), file, { withoutSecrets });
    const options = { output: 'json', recording: file } as const;
    expect(await psaPlanCommand([], options, 'en')).toBe(2);
    expect(JSON.parse(ran.output)).toMatchObject({
      version: 1,
      namespaces: [{ name: 'shop', status: 'unknown', passes: null, labels: null, unseen: ['apps/Deployment'] }],
    });
    expect(ran.errors).toContain('not yours');
    expect(await psaPlanCommand([], { ...options, allowErrors: true }, 'en')).toBe(0);
  });

  it('proposes nothing where a file could not be read', async () => {
    writeFileSync(join(ran.folder, 'a.json'), JSON.stringify(web));
    writeFileSync(join(ran.folder, 'b.yaml'), 'apiVersion: v1\nkind: Pod\nmetadata: { name: "x\n');
    expect(await psaPlanCommand([ran.folder], { output: 'json' }, 'en')).toBe(2);
    expect(JSON.parse(ran.output).namespaces).toMatchObject([{ name: 'shop', status: 'at-most', labels: null }]);
    expect(ran.errors).toContain('b.yaml');
    ran.output = '';
    await psaPlanCommand([ran.folder], { output: 'table' }, 'en');
    expect(ran.output).toContain('passes baseline v1.37 at most');
  });

  it('pins the version of the call', async () => {
    writeFileSync(join(ran.folder, 'a.json'), JSON.stringify(web));
    await psaPlanCommand([ran.folder], { output: 'json', kubernetesVersion: '1.36' }, 'en');
    expect(JSON.parse(ran.output).namespaces[0].passes).toEqual({ level: 'baseline', version: 'v1.36' });
  });

  it('writes no control characters of hostile names', async () => {
    const hostile = { ...web, metadata: { name: 'web\u001b[2J', namespace: 'shop' } };
    writeFileSync(join(ran.folder, 'a.json'), JSON.stringify(hostile));
    await psaPlanCommand([ran.folder], { output: 'table' }, 'en');
    expect(ran.output).not.toContain('\u001b');
    expect(ran.output).toContain('Pod/web\\u001b[2J');
  });
});

describe('psa apply', () => {
  it('changes no cluster that was not named', async () => {
    await expect(psaApplyCommand({ yes: true }, 'en')).rejects.toThrow('--cluster');
  });
});
