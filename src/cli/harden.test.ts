import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { runProgram } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'breakwater-harden-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...argv: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
  let out = '';
  const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    out += String(text);
    return true;
  });
  const quiet = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    return { code: await runProgram(argv, {}), out };
  } finally {
    write.mockRestore();
    quiet.mockRestore();
  }
}

const recording = ['--recording', 'examples/harbor.recording'];

describe('breakwater harden', () => {
  it('writes files, the same from run to run, and each says what it would refuse', async () => {
    const written = join(folder, 'first');
    const { code, out } = await run('harden', 'portal-prod', ...recording, '-o', written);
    expect(code).toBe(0);
    expect(out).toContain('no pod of today would be refused');
    const files = readdirSync(written).sort();
    expect(files).toEqual(['namespace.yaml', 'network-policy.yaml', 'resource-quota.yaml', 'service-accounts.yaml']);
    const texts = files.map((file) => readFileSync(join(written, file), 'utf8'));
    await run('harden', 'portal-prod', ...recording, '-o', written);
    expect(files.map((file) => readFileSync(join(written, file), 'utf8'))).toEqual(texts);
    expect(texts[1]).toContain('# Written by breakwater harden. Its prediction:\n#   10 of 10');
  });

  it('leaves files of others alone', async () => {
    writeFileSync(join(folder, 'network-policy.yaml'), 'own: true\n');
    await expect(run('harden', 'portal-prod', ...recording, '-o', folder)).rejects.toThrow(/nothing is written/);
    expect(readFileSync(join(folder, 'network-policy.yaml'), 'utf8')).toBe('own: true\n');
  });

  it('ends with 1 where something of today would be refused', async () => {
    const { code, out } = await run('harden', 'portal-prod', ...recording, '--sandbox', 'gvisor', '--format', 'json');
    expect(code).toBe(1);
    const file = JSON.parse(out).files.find(({ name }: { name: string }) => name === 'sandbox-policy.yaml');
    expect(file.refuses).toBe(true);
    expect(file.objects).toHaveLength(2);
  });

  it('writes a default for what names no RuntimeClass, where that would not have everything refused', async () => {
    const files = async (classes: string) => {
      const call = [...recording, '--sandbox', classes, '--sandbox-default', '--format', 'json'];
      const { out, code } = await run('harden', 'portal-prod', ...call);
      const all: readonly { name: string; objects: object[]; prediction: string[]; refuses: boolean }[] =
        JSON.parse(out).files;
      return { code, files: all.filter(({ name }) => name.startsWith('sandbox')) };
    };
    const there = await files('nowhere,gvisor');
    expect(there.files.map(({ name, objects, refuses }) => [name, objects.length, refuses])).toEqual([
      ['sandbox-default.yaml', 2, false],
      ['sandbox-policy.yaml', 2, false],
    ]);
    expect(there.files[0]?.prediction).toContain(
      '! Deployment/portal-web: pods made from now on start in gvisor; try first that they work there',
    );
    const missing = await files('nowhere');
    expect(missing.files[0]).toMatchObject({ objects: [], prediction: [expect.stringMatching(/none of the classes/)] });
    expect(missing.files[1]?.refuses).toBe(true);
    await expect(run('harden', 'portal-prod', ...recording, '--sandbox-default')).rejects.toThrow(/need --sandbox/);
    const old = ['--sandbox', 'gvisor', '--sandbox-default', '--kubernetes-version', '1.31'];
    await expect(run('harden', 'portal-prod', ...recording, ...old)).rejects.toThrow(/no MutatingAdmissionPolicy/);
  });

  it('speaks Chinese', async () => {
    const { out } = await run('--language', 'zh-CN', 'harden', 'portal-prod', ...recording);
    expect(out).toContain('# 由 breakwater harden 生成。预测：');
    expect(out).toContain('所需的 10 个连接中有 10 个仍可建立');
  });

  it.each([
    [['harden', 'nowhere', ...recording], /there is no namespace nowhere/],
    [['harden', '../etc', ...recording], /can't be the name/],
    [['harden', 'portal-prod', ...recording, '--sandbox-internet-facing'], /need --sandbox/],
  ])('%j is a mistake', async (argv, message) => {
    await expect(run(...argv)).rejects.toThrow(message);
  });
});
