import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The programs of a control plane and of nodes, each built by the Go module (a folder of `binaries/`) that pins its version. */
const modules = {
  kubernetes: ['kube-apiserver', 'kube-controller-manager', 'kube-scheduler', 'kubectl'],
  etcd: ['etcd'],
  kwok: ['kwok'],
  // Apart from the control plane's, whose tests need neither.
  nodes: ['kubelet', 'kube-proxy'],
  helm: ['helm'],
  'cert-manager': ['cert-manager'],
} as const;

type Module = keyof typeof modules;
export type Program = (typeof modules)[Module][number];

/** Where things are kept that outlive a run: built programs, the note of the control plane that `cluster:up` started. */
export const cacheFolder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'breakwater', 'cluster');

const sources = join(import.meta.dirname, 'binaries');

/**
 * Paths of the asked programs, building those that are not in the cache (minutes for kubernetes, then never again).
 * @param say what is being built, one line each
 * @throws Error with the end of Go's output where a build fails, or where Go is missing
 */
export async function programs<P extends Program>(
  wanted: readonly P[],
  say: (line: string) => void = (line) => process.stderr.write(`${line}\n`),
): Promise<Record<P, string>> {
  const paths: Partial<Record<Program, string>> = {};
  for (const [module, names] of Object.entries(modules) as [Module, readonly Program[]][]) {
    if (!names.some((name) => (wanted as readonly Program[]).includes(name))) continue;
    const folder = await ensureBuilt(module, names, say);
    for (const name of names) paths[name] = join(folder, name);
  }
  return paths as Record<P, string>;
}

/** The version that a module's go.mod pins, `v1.37.2`. */
export async function pinnedVersion(module: 'k8s.io/kubernetes' | 'go.etcd.io/etcd/server/v3'): Promise<string> {
  const file = join(sources, module === 'k8s.io/kubernetes' ? 'kubernetes' : 'etcd', 'go.mod');
  const version = new RegExp(`\\s${module} (v[\\w.-]+)`).exec(await readFile(file, 'utf8'))?.[1];
  if (version === undefined) throw new Error(`${file} requires no ${module}`);
  return version;
}

async function ensureBuilt(module: Module, names: readonly Program[], say: (line: string) => void): Promise<string> {
  const source = join(sources, module);
  const flags = await linkerFlags(module);
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${flags}`);
  for (const file of (await readdir(source)).sort()) hash.update(await readFile(join(source, file)));
  const folder = join(cacheFolder, `${module}-${hash.digest('hex').slice(0, 16)}`);
  if (existsSync(folder)) return folder;

  await mkdir(cacheFolder, { recursive: true });
  const unlock = await lock(`${folder}.lock`, say);
  try {
    if (existsSync(folder)) return folder;
    say(`building ${names.join(', ')} (once; kept in ${folder})`);
    const part = `${folder}.${process.pid}.part`;
    try {
      await mkdir(part);
      await goBuild(source, part, flags);
      // The tool of etcd's module is named after its folder.
      if (module === 'etcd') await rename(join(part, 'server'), join(part, 'etcd'));
      for (const name of names) await stat(join(part, name));
      await rename(part, folder);
    } finally {
      await rm(part, { recursive: true, force: true });
    }
    return folder;
  } finally {
    await unlock();
  }
}

/** Small binaries; Kubernetes' own are told their version, which a build from a module doesn't know. */
async function linkerFlags(module: Module): Promise<string> {
  if (module !== 'kubernetes' && module !== 'nodes') return '-s -w';
  const version = await pinnedVersion('k8s.io/kubernetes');
  const [major, minor] = version.slice(1).split('.');
  const facts = { gitVersion: version, gitMajor: major, gitMinor: minor, gitTreeState: 'clean' };
  const settings = Object.entries(facts).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
  return ['-s -w', ...settings].join(' ');
}

async function goBuild(source: string, target: string, flags: string): Promise<void> {
  const go = spawn('go', ['build', '-trimpath', '-buildvcs=false', `-ldflags=${flags}`, '-o', `${target}/`, 'tool'], {
    cwd: source,
    // No cgo: the same programs come out whether or not the machine has a C compiler.
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '-mod=readonly' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { code, output } = await finished(go).catch((error: unknown) => {
    throw new Error('cannot run go: Go 1.26 or newer must be on PATH (scripts/ci/install-go.sh)', { cause: error });
  });
  if (code !== 0) throw new Error(`go build in ${source} ended with ${code}:\n${output}`);
}

/** The exit code of a process and the last 16 KiB of what it printed. */
function finished(child: ChildProcess): Promise<{ code: number | null; output: string }> {
  let output = '';
  const keep = (chunk: Buffer) => {
    output = (output + chunk.toString()).slice(-16_384);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });
}

/** Takes a lock file that names our process, waiting while another living process has it; returns how to give it back. */
async function lock(file: string, say: (line: string) => void): Promise<() => Promise<void>> {
  for (let waited = false; ; waited = true) {
    try {
      const handle = await open(file, 'wx');
      await handle.write(`${process.pid}\n`);
      await handle.close();
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (!waited) say(`waiting for another build (${file})`);
    if (await abandoned(file)) await rm(file, { force: true });
    else await sleep(1000);
  }
}

/** Whether a lock's owner is gone. A lock without a number is being written, unless it is old. */
async function abandoned(file: string): Promise<boolean> {
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return false;
  const owner = Number(text);
  if (!(owner > 0)) return Date.now() - (await stat(file)).mtimeMs > 10_000;
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

// `node test/cluster/binaries.ts helm kubectl` prints the programs' paths, one a line.
if (import.meta.main) {
  const known: readonly string[] = Object.values(modules).flat();
  const wanted = process.argv.slice(2).filter((name): name is Program => known.includes(name));
  const paths = await programs(wanted);
  for (const name of wanted) console.log(paths[name]);
}
