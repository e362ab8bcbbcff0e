import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { listOf, recordOf } from '../kubernetes/index.ts';
import type { Diagnostic } from './diagnostic.ts';
import { say } from './diagnostic-texts.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { parseYaml } from './parse.ts';
import { type ProgramResult, runProgram } from './program.ts';
import { unreadable } from './read-file.ts';
import type { Rendered } from './render.ts';
import { type Input, kustomizationNames } from './walk.ts';

/** Renders an overlay with `kustomize build`, or `kubectl kustomize` where only kubectl is there. */
export async function renderOverlay(path: string, limits: Limits): Promise<Rendered | Diagnostic> {
  const remote = remoteReference(resolve(path), new Set());
  if (remote !== undefined) {
    return { code: 'render', file: path, said: say('kustomize-remote', { reference: remote }) };
  }
  const result = await build(path, limits);
  if ('said' in result) return result;
  if (result.outcome === 'missing') return { code: 'renderer-missing', file: path, said: say('kustomize-missing') };
  if (result.outcome === 'failed') {
    return { code: 'render', file: path, said: say('kustomize-failed', { reason: result.reason }) };
  }
  return {
    output: result.output.toString('utf8'),
    rendering: { by: 'kustomize', root: path },
    origin: {
      annotation: 'config.kubernetes.io/origin',
      templateOf: (value) => {
        const { path: file, configuredIn } = recordOf(parseYaml(value, defaultLimits).values[0]);
        const named = file ?? configuredIn;
        return typeof named === 'string' ? relative(result.root, resolve(result.wrapper, named)) : undefined;
      },
    },
  };
}

/**
 * Builds through a kustomization of ours, in a temporary folder, that takes the overlay as its only resource and asks for what the
 * overlay itself may not ask for: an annotation on each object with the file that it comes from.
 */
async function build(
  path: string,
  limits: Limits,
): Promise<Diagnostic | (ProgramResult & { root: string; wrapper: string })> {
  let wrapper: string | undefined;
  try {
    const root = realpathSync(path);
    wrapper = mkdtempSync(join(realpathSync(tmpdir()), 'breakwater-'));
    const kustomization = { resources: [relative(wrapper, root)], buildMetadata: ['originAnnotations'] };
    writeFileSync(join(wrapper, 'kustomization.yaml'), JSON.stringify(kustomization));
    let result = await runProgram('kustomize', ['build', wrapper], limits.fileBytes);
    if (result.outcome === 'missing') result = await runProgram('kubectl', ['kustomize', wrapper], limits.fileBytes);
    return { ...result, root, wrapper };
  } catch (error) {
    return unreadable(path, error);
  } finally {
    if (wrapper !== undefined) rmSync(wrapper, { recursive: true, force: true });
  }
}

/**
 * What of a folder's content is read on its own: not what an overlay in it refers to (its resources and patches are read as the
 * overlay makes them), no components, and of overlays that refer to each other only the outermost: a base is deployed through its
 * overlays. What the user named is always read.
 */
export function withoutReferenced(inputs: readonly Input[]): Input[] {
  const overlays = inputs.filter((input) => input.kind === 'overlay');
  if (overlays.length === 0) return [...inputs];
  const references = new Map<string, ReadonlySet<string>>();
  const components = new Set<string>();
  for (const { path, file } of overlays) {
    const root = resolve(path);
    const kustomization = readKustomization(join(root, file));
    if (kustomization.kind === 'Component') components.add(root);
    references.set(root, new Set(referencesOf(kustomization).map((entry) => resolve(root, entry))));
  }
  const referenced = new Set([...references.values()].flatMap((targets) => [...targets]));
  const reached = new Set<string>();
  const reach = (root: string): void => {
    if (reached.has(root)) return;
    reached.add(root);
    for (const target of references.get(root) ?? []) if (references.has(target)) reach(target);
  };
  const outermost = overlays.filter(
    ({ path, named }) => named || !(referenced.has(resolve(path)) || components.has(resolve(path))),
  );
  for (const { path } of outermost) reach(resolve(path));
  return inputs.filter((input) => {
    if (input.kind === 'stdin') return true;
    const path = resolve(input.path);
    if (input.kind !== 'overlay') return !referenced.has(path);
    // Overlays that only refer to each other in a circle are nobody's base: the renderer says what is wrong with them.
    return outermost.includes(input) || !(reached.has(path) || components.has(path));
  });
}

/** The first reference that is no path of this machine, in a kustomization or one that it builds on. */
function remoteReference(root: string, seen: Set<string>): string | undefined {
  if (seen.has(root) || seen.size > 1000) return undefined;
  seen.add(root);
  const file = kustomizationNames.map((name) => join(root, name)).find((path) => existsSync(path));
  if (file === undefined) return undefined;
  for (const entry of referencesOf(readKustomization(file))) {
    const target = resolve(root, entry);
    if (existsSync(target)) {
      const remote = statSync(target).isDirectory() ? remoteReference(target, seen) : undefined;
      if (remote !== undefined) return remote;
    } else if (looksRemote.test(entry)) return entry.slice(0, 200);
  }
  return undefined;
}

/** URLs, `git@host:…`, `host.tld/owner/repository` (a host has at most 127 labels), `…?ref=…` (kustomize's remote build). */
const looksRemote = /:\/\/|^git@|^git::|^[\w-]+(?:\.[\w-]+){1,127}[/:]|\?ref=|\.git(?:\/|$)/;

function readKustomization(file: string): Readonly<Record<string, unknown>> {
  try {
    if (statSync(file).size > kustomizationBytes) return {};
    return recordOf(parseYaml(readFileSync(file, 'utf8'), defaultLimits).values[0]);
  } catch {
    // Not readable: the renderer's own words become the diagnostic.
    return {};
  }
}
const kustomizationBytes = 4 * 1024 * 1024;

/** Fields that list paths, and fields that list mappings with a path in them. Source: kustomize api/types/kustomization.go. */
const pathLists = [
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'generators',
  'transformers',
  'validators',
  'patchesStrategicMerge',
];
const pathHolders = ['patches', 'patchesJson6902', 'replacements'];
const generators = ['configMapGenerator', 'secretGenerator'];

/** Everything that a kustomization names by path; inline YAML among it is left out. */
function referencesOf(kustomization: Readonly<Record<string, unknown>>): string[] {
  const recordsOf = (field: string) => listOf(kustomization[field]).map(recordOf);
  const found: unknown[] = [
    ...pathLists.flatMap((field) => listOf(kustomization[field])),
    ...pathHolders.flatMap(recordsOf).map(({ path }) => path),
    recordOf(kustomization.openapi).path,
    ...generators.flatMap(recordsOf).flatMap(({ env, envs, files }) => [
      env,
      ...listOf(envs),
      // `key=path`, or a path whose base name is the key.
      ...listOf(files).map((file) => (typeof file === 'string' ? file.slice(file.indexOf('=') + 1) : file)),
    ]),
    ...recordsOf('helmCharts').flatMap(({ valuesFile, additionalValuesFiles }) => [
      valuesFile,
      ...listOf(additionalValuesFiles),
    ]),
  ];
  return found.filter((entry): entry is string => typeof entry === 'string' && entry !== '' && !entry.includes('\n'));
}
