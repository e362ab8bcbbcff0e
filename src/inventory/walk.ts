import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { Diagnostic } from './diagnostic.ts';
import { type DiagnosticKey, say } from './diagnostic-texts.ts';
import { notAFile, unreadable } from './read-file.ts';

/** Something to read. */
export type Input =
  | { readonly kind: 'stdin' }
  /**
   * `named`: the user gave this very path, so it is opened whatever it is called. `aside`: the place or the name says that it belongs to
   * something else (a chart's values, docker-compose, `.github`); Kubernetes objects in it count all the same, for `kubectl apply -R`
   * would take them, but anything else in it is no fault.
   */
  | { readonly kind: 'file'; readonly path: string; readonly named: boolean; readonly aside: boolean }
  /** A folder with a Chart.yaml, or a packaged chart. */
  | { readonly kind: 'chart'; readonly path: string; readonly named: boolean }
  /** A folder with a kustomization; `file` is its name. */
  | { readonly kind: 'overlay'; readonly path: string; readonly file: string; readonly named: boolean };

export const kustomizationNames: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const manifestName = /\.(?:ya?ml|json)$/;
const packagedChart = /\.(?:tgz|tar\.gz)$/;

/** Folders that no walk enters: what tools install, fetch or keep, not what somebody declares. */
const closedFolders = new Set([
  'node_modules',
  '.git',
  '.hg',
  '.svn',
  '.terraform',
  '.venv',
  '.tox',
  '.cache',
  '.npm',
  '.yarn',
]);
/** Files whose names say that they are another tool's. */
const foreignFiles =
  /^(?:package(?:-lock)?|composer|deno|[tj]sconfig(?:\..+)?|angular|nx|turbo|renovate|lerna)\.json$|^(?:docker-)?compose(?:\..+)?\.ya?ml$|^pnpm-(?:lock|workspace)\.yaml$|^mkdocs\.ya?ml$|^(?:.+[.-])?values(?:[.-].+)?\.(?:ya?ml|json)$/;
/** Parts of a chart that helm reads. */
const chartParts = new Set(['Chart.yaml', 'templates', 'charts', 'crds']);

/** What a path that the user gave leads to, in the order of names; what can't be followed is said in `diagnostics`. */
export function findInputs(path: string, diagnostics: Diagnostic[]): Input[] {
  if (path === '-') return [{ kind: 'stdin' }];
  let folder: boolean;
  try {
    folder = statSync(path).isDirectory();
  } catch (error) {
    diagnostics.push(unreadable(path, error));
    return [];
  }
  if (!folder) return [namedFile(path)];
  const inputs: Input[] = [];
  new Walk(path, inputs, diagnostics).folder(path, [], false);
  return inputs;
}

function namedFile(path: string): Input {
  const name = basename(path);
  if (packagedChart.test(name) || name === 'Chart.yaml') {
    return { kind: 'chart', path: name === 'Chart.yaml' ? dirname(path) : path, named: true };
  }
  if (kustomizationNames.includes(name)) return { kind: 'overlay', path: dirname(path), file: name, named: true };
  return { kind: 'file', path, named: true, aside: false };
}

class Walk {
  readonly #top: string;
  readonly #realTop: string;
  readonly #inputs: Input[];
  readonly #diagnostics: Diagnostic[];
  /** Real paths that a link led to: what two links name is read once. */
  readonly #linked = new Set<string>();

  constructor(top: string, inputs: Input[], diagnostics: Diagnostic[]) {
    this.#top = top;
    this.#realTop = realpathSync(top);
    this.#inputs = inputs;
    this.#diagnostics = diagnostics;
  }

  folder(path: string, above: readonly string[], aside: boolean): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(path, { withFileTypes: true });
    } catch (error) {
      this.#diagnostics.push(unreadable(path, error));
      return;
    }
    const named = path === this.#top;
    const names = new Set(entries.map((entry) => entry.name));
    const chart = names.has('Chart.yaml');
    if (chart) this.#inputs.push({ kind: 'chart', path, named });
    const kustomization = kustomizationNames.find((name) => names.has(name));
    if (kustomization !== undefined) this.#inputs.push({ kind: 'overlay', path, file: kustomization, named });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name === kustomization || (chart && chartParts.has(entry.name))) continue;
      this.#entry(entry, join(path, entry.name), above, aside || chart || entry.name.startsWith('.'));
    }
  }

  #entry(entry: Dirent, path: string, above: readonly string[], aside: boolean): void {
    if (entry.isSymbolicLink()) this.#link(path, above, aside);
    else if (entry.isDirectory()) {
      if (!closedFolders.has(entry.name)) this.folder(path, above, aside);
    } else if (manifestName.test(entry.name)) {
      if (entry.isFile()) this.#file(path, aside);
      else this.#diagnostics.push(notAFile(path));
    }
  }

  #file(path: string, aside: boolean): void {
    this.#inputs.push({ kind: 'file', path, named: false, aside: aside || foreignFiles.test(basename(path)) });
  }

  /**
   * Links are followed only inside of the folder that the user named: what a stranger's repository links to elsewhere on the machine is
   * not its input.
   */
  #link(path: string, above: readonly string[], aside: boolean): void {
    let real: string;
    let folder: boolean;
    try {
      real = realpathSync(path);
      folder = lstatSync(real).isDirectory();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'ELOOP') this.#say('link-loop', path, 'link-loop');
      else if (manifestName.test(basename(path))) this.#diagnostics.push(unreadable(path, error));
      return;
    }
    if (!folder && !manifestName.test(basename(path))) return;
    const parent = realpathSync(dirname(path));
    if (folder && (contains(real, parent) || above.includes(real))) {
      this.#say('link-loop', path, 'link-above');
    } else if (!contains(this.#realTop, real)) {
      this.#say('unreadable', path, 'link-outside');
    } else if (!this.#linked.has(real)) {
      // What lies inside of the folder is met on its own, but for what no walk enters or reads.
      if (isMet(real.slice(this.#realTop.length), folder)) return;
      this.#linked.add(real);
      if (folder) this.folder(path, [...above, real], aside);
      else this.#file(path, aside);
    }
  }

  #say(code: Diagnostic['code'], file: string, key: DiagnosticKey): void {
    this.#diagnostics.push({ code, file, said: say(key) });
  }
}

function contains(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function isMet(below: string, folder: boolean): boolean {
  const steps = below.split(sep);
  return !steps.some((step) => closedFolders.has(step)) && (folder || manifestName.test(basename(below)));
}
