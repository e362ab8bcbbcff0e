import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from './binaries.ts';

/** A late release of each minor version of Kubernetes before the one that the tests run against: the last of which every module can be had. */
export const olderVersions = {
  '1.30': 'v1.30.14',
  '1.31': 'v1.31.13',
  '1.32': 'v1.32.13',
  '1.33': 'v1.33.13',
  '1.34': 'v1.34.4',
  '1.35': 'v1.35.4',
  '1.36': 'v1.36.3',
} as const;

export type OlderVersion = keyof typeof olderVersions;

/** Staging modules that can't be had of a release: the next one before it of the same minor version. */
const inPlaceOf: Readonly<Record<string, string>> = { 'k8s.io/endpointslice@v0.32.13': 'v0.32.12' };

const run = promisify(execFile);

/** The longest build, on two cores that do other things, too; milliseconds. */
const buildLimit = 60 * 60_000;

/** Programs of an older version. Policies are type-checked by its controller-manager. */
export interface OlderPrograms {
  readonly 'kube-apiserver': string;
  readonly 'kube-controller-manager': string;
}

/**
 * The programs of an older version, built from Go modules where they are not in the cache: 5 to 10 minutes of two cores, so no test
 * of every day asks for them. Their dependencies are those of Kubernetes' own go.mod and go.sum.
 * @throws Error with Go's output where the build fails
 */
export async function olderPrograms(version: OlderVersion): Promise<OlderPrograms> {
  const release = olderVersions[version];
  const folder = join(cacheFolder, `kubernetes-${release}`);
  const programs = {
    'kube-apiserver': join(folder, 'kube-apiserver'),
    'kube-controller-manager': join(folder, 'kube-controller-manager'),
  };
  if (existsSync(folder)) return programs;
  const part = `${folder}.${process.pid}.part`;
  try {
    await mkdir(part, { recursive: true });
    await writeModule(part, release);
    const facts = { gitVersion: release, gitMajor: '1', gitMinor: version.slice(2), gitTreeState: 'clean' };
    const settings = Object.entries(facts).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
    const flags = `-ldflags=-s -w ${settings.join(' ')}`;
    const args = ['build', '-mod=mod', '-trimpath', '-buildvcs=false', flags, '-o', `${part}/`];
    await go([...args, ...Object.keys(programs).map((name) => `k8s.io/kubernetes/cmd/${name}`)], part);
    await rename(part, folder);
  } finally {
    await rm(part, { recursive: true, force: true });
  }
  return programs;
}

/** A module that requires a release of Kubernetes with its dependencies, and takes its staging modules from where they are published. */
async function writeModule(folder: string, release: string): Promise<void> {
  const { stdout } = await go(['mod', 'download', '-json', `k8s.io/kubernetes@${release}`], folder);
  const source = (JSON.parse(stdout) as { Dir: string }).Dir;
  const own = await readFile(join(source, 'go.mod'), 'utf8');
  const published = release.replace(/^v1\./, 'v0.');
  const text = own
    .replace(/^module .*$/m, 'module breakwater.dev/test/cluster/older')
    .replaceAll(
      /^(\s*)(k8s\.io\/[\w-]+) => \.\/staging\/.*$/gm,
      (_, space, name) => `${space}${name} => ${name} ${inPlaceOf[`${name}@${published}`] ?? published}`,
    );
  await writeFile(join(folder, 'go.mod'), `${text}\nrequire k8s.io/kubernetes ${release}\n`);
  await copyFile(join(source, 'go.sum'), join(folder, 'go.sum'));
}

/** Runs Go at the lowest priority: whoever else uses the machine comes first. */
async function go(args: readonly string[], folder: string) {
  return run('nice', ['-n', '19', 'go', ...args], {
    cwd: folder,
    env: { ...process.env, CGO_ENABLED: '0', GOWORK: 'off', GOFLAGS: '' },
    maxBuffer: 16 * 1024 * 1024,
    timeout: buildLimit,
  });
}

// `node test/cluster/older-servers.ts 1.30 1.33` builds these and prints where they are.
if (import.meta.main)
  for (const version of process.argv.slice(2)) {
    if (!Object.hasOwn(olderVersions, version)) throw new Error(`not one of ${Object.keys(olderVersions).join(', ')}`);
    console.log(await olderPrograms(version as OlderVersion));
  }
