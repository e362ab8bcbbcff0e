import { type Dirent, lstatSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import type { Diagnostic } from './diagnostic.ts';
import { notAFile, unreadable } from './read-file.ts';

/** Something to read. */
export type Input =
  | { readonly kind: 'stdin' }
  /** `named`: the user gave this very path, so it is opened whatever it is called. */
  | { readonly kind: 'file'; readonly path: string; readonly named: boolean }
  /** A folder with a Chart.yaml, or a packaged chart. */
  | { readonly kind: 'chart'; readonly path: string; readonly named: boolean }
  /** A folder with a kustomization; `file` is its name. */
  | { readonly kind: 'overlay'; readonly path: string; readonly file: string; readonly named: boolean };

export const kustomizationNames: readonly string[] = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
const manifestName = /\.(?:ya?ml|json)$/;
const packagedChart = /\.(?:tgz|tar\.gz)$/;

/**
 * Folders and files of other tools, by name, that no folder walk reads: installed packages, and files whose content is known not to be
 * Kubernetes objects. Names that begin with a dot are not read either (`.git`, `.github`, our own `.breakwater.yaml`).
 */
const foreignFolders = new Set(['node_modules']);
const foreignFiles =
  /^(?:package(?:-lock)?|composer|deno|[tj]sconfig(?:\..+)?|angular|nx|turbo|renovate|lerna)\.json$|^(?:docker-)?compose(?:\..+)?\.ya?ml$|^pnpm-(?:lock|workspace)\.yaml$|^mkdocs\.ya?ml$/;

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
  new Walk(path, inputs, diagnostics).folder(path, []);
  return inputs;
}

function namedFile(path: string): Input {
  const name = basename(path);
  if (packagedChart.test(name) || name === 'Chart.yaml') {
    return { kind: 'chart', path: name === 'Chart.yaml' ? dirname(path) : path, named: true };
  }
  if (kustomizationNames.includes(name)) return { kind: 'overlay', path: dirname(path), file: name, named: true };
  return { kind: 'file', path, named: true };
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

  folder(path: string, above: readonly string[]): void {
    let entries: Dirent[];
    try {
      entries = readdirSync(path, { withFileTypes: true });
    } catch (error) {
      this.#diagnostics.push(unreadable(path, error));
      return;
    }
    const named = path === this.#top;
    const names = new Set(entries.map((entry) => entry.name));
    if (names.has('Chart.yaml')) {
      this.#inputs.push({ kind: 'chart', path, named });
      return;
    }
    const kustomization = kustomizationNames.find((name) => names.has(name));
    if (kustomization !== undefined) this.#inputs.push({ kind: 'overlay', path, file: kustomization, named });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      if (entry.name.startsWith('.') || entry.name === kustomization) continue;
      this.#entry(entry, join(path, entry.name), above);
    }
  }

  #entry(entry: Dirent, path: string, above: readonly string[]): void {
    if (entry.isSymbolicLink()) this.#link(path, above);
    else if (entry.isDirectory()) {
      if (!foreignFolders.has(entry.name)) this.folder(path, above);
    } else if (isManifest(entry.name)) {
      if (entry.isFile()) this.#inputs.push({ kind: 'file', path, named: false });
      else this.#diagnostics.push(notAFile(path));
    }
  }

  /**
   * Links are followed only inside of the folder that the user named: what a stranger's repository links to elsewhere on the machine is
   * not its input.
   */
  #link(path: string, above: readonly string[]): void {
    let real: string;
    let folder: boolean;
    try {
      real = realpathSync(path);
      folder = lstatSync(real).isDirectory();
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : undefined;
      if (code === 'ELOOP') this.#say('link-loop', path, 'Its symbolic links form a loop.');
      else if (isManifest(basename(path))) this.#diagnostics.push(unreadable(path, error));
      return;
    }
    if (!folder && !isManifest(basename(path))) return;
    const parent = realpathSync(dirname(path));
    if (folder && (contains(real, parent) || above.includes(real))) {
      this.#say('link-loop', path, 'The symbolic link leads back to a folder above it: not followed.');
    } else if (!contains(this.#realTop, real)) {
      this.#say(
        'unreadable',
        path,
        'The symbolic link leads out of the folder that is scanned: not followed; name its target to scan it.',
      );
    } else if (!this.#linked.has(real)) {
      // What lies inside of the folder is met on its own: only hidden targets (as in mounted ConfigMaps, `..data`) are read by the link.
      if (!isHidden(real.slice(this.#realTop.length), folder)) return;
      this.#linked.add(real);
      if (folder) this.folder(path, [...above, real]);
      else this.#inputs.push({ kind: 'file', path, named: false });
    }
  }

  #say(code: Diagnostic['code'], file: string, message: string): void {
    this.#diagnostics.push({ code, file, message });
  }
}

function isManifest(name: string): boolean {
  return manifestName.test(name) && !foreignFiles.test(name);
}

function contains(folder: string, path: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : folder + sep);
}

function isHidden(below: string, folder: boolean): boolean {
  const hidden = below.split(sep).some((step) => step.startsWith('.') || foreignFolders.has(step));
  return hidden || !(folder || isManifest(basename(below)));
}
