import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CallError } from './call-error.ts';
import { fixCommand } from './fix.ts';

const manifest = `apiVersion: v1
kind: Pod
metadata:
  name: web  # the shop
spec:
  hostNetwork: true
  containers:
    - name: app
      image: "nginx:1.25"
      securityContext:
        privileged: true  # why?
        runAsUser: 1
`;
const fixedManifest = manifest.replace('        privileged: true  # why?\n', '');

let folder: string;
let file: string;
let output: string;
let errors: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'breakwater-'));
  file = join(folder, 'web.yaml');
  writeFileSync(file, manifest);
  output = '';
  errors = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    output += text;
    return true;
  });
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    errors += text;
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const privileged = { checks: ['pod-privileged'], color: false };

describe('breakwater fix', () => {
  it('shows what it would do, and writes nothing', async () => {
    expect(await fixCommand([folder], { ...privileged, dryRun: true }, 'en')).toBe(1);
    expect(output).toContain('-        privileged: true  # why?\n');
    expect(output).toContain('Would fix 1 finding in 1 file.\n');
    expect(readFileSync(file, 'utf8')).toBe(manifest);
  });

  it('writes, and has nothing to do the second time', async () => {
    expect(await fixCommand([folder], privileged, 'zh-CN')).toBe(0);
    expect(output).toContain('已在 1 个文件中修复 1 个问题。');
    expect(readFileSync(file, 'utf8')).toBe(fixedManifest);
    output = '';
    expect(await fixCommand([folder], privileged, 'en')).toBe(0);
    expect(output).toBe('Nothing to fix.\n');
    expect(readdirSync(folder)).toEqual(['web.yaml']);
  });

  it('colours only where asked, and never changes the text', async () => {
    vi.stubEnv('FORCE_COLOR', '1');
    vi.stubEnv('NO_COLOR', '');
    await fixCommand([folder], { ...privileged, color: true, dryRun: true }, 'en');
    vi.unstubAllEnvs();
    expect(output).toContain('\u001b[31m-        privileged: true  # why?\u001b[39m');
  });

  it('says what it leaves, and why', async () => {
    expect(await fixCommand([folder], { checks: ['pod-host-namespaces', 'img-digest'], color: false }, 'en')).toBe(1);
    expect(output).toMatch(/Not fixed: \d+ findings?\n/);
    expect(output).toContain(`      ${file}:`);
    expect(output).toContain('Pod web');
  });

  it('is exit 2 where something could not be read, but fixes the rest', async () => {
    writeFileSync(join(folder, 'broken.yaml'), 'a: [\n');
    expect(await fixCommand([folder], privileged, 'en')).toBe(2);
    expect(output).toContain(`error: ${join(folder, 'broken.yaml')}:`);
    expect(readFileSync(file, 'utf8')).toBe(fixedManifest);
  });

  it('refuses a value without a name, and tells of one that nothing asks for', async () => {
    await expect(fixCommand([folder], { ...privileged, set: ['x'] }, 'en')).rejects.toThrow(CallError);
    await fixCommand([folder], { ...privileged, set: ['runasuser=1'], dryRun: true }, 'en');
    expect(errors).toBe('--set runasuser: no fix asks for it\n');
  });

  it('writes objects that close findings to a new file, never over one that is there', async () => {
    writeFileSync(file, manifest.replace('  hostNetwork: true\n', ''));
    const addObjects = join(folder, 'policies.yaml');
    const options = { checks: ['net-ns-no-policy'], color: false, addObjects };
    await fixCommand([folder], { ...options, dryRun: true }, 'en');
    expect(readdirSync(folder)).toEqual(['web.yaml']);
    expect(await fixCommand([folder], options, 'en')).toBe(0);
    expect(readFileSync(addObjects, 'utf8')).toMatch(/^apiVersion: networking.k8s.io\/v1\nkind: NetworkPolicy\n/);
    expect(output).toContain('+kind: NetworkPolicy\n');
    output = '';
    expect(await fixCommand([folder], options, 'en')).toBe(0);
    expect(output).toBe('Nothing to fix.\n');
    expect(await fixCommand([file], options, 'en')).toBe(2);
    expect(output).toContain('could not be written: EEXIST');
  });
});
