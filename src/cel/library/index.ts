import type { Implementation } from '../compile-context.ts';
import { authorizer } from './authorizer.ts';
import { ipLibrary } from './ip.ts';
import type { Library } from './library.ts';
import { lists } from './lists.ts';
import { namedFormat } from './named-format.ts';
import { optionalLibrary } from './optional.ts';
import { quantityLibrary } from './quantity.ts';
import { regex } from './regex.ts';
import { semver } from './semver.ts';
import { setsLibrary } from './sets.ts';
import { standard } from './standard.ts';
import { strings } from './strings.ts';
import { urlLibrary } from './url.ts';

/** Every library of Kubernetes' environment. */
export const libraries: readonly Library[] = [
  standard,
  strings,
  lists,
  regex,
  setsLibrary,
  optionalLibrary,
  urlLibrary,
  ipLibrary,
  quantityLibrary,
  semver,
  namedFormat,
  authorizer,
];

const implementations = new Map<string, Implementation>();
for (const { functions } of libraries) {
  for (const name of Object.keys(functions)) {
    const implementation = functions[name];
    if (implementation !== undefined) implementations.set(name, implementation);
  }
}

/** The function of this name, or undefined. */
export function implementation(name: string): Implementation | undefined {
  return implementations.get(name);
}

/** The functions whose names have dots. */
export const qualifiedFunctions: ReadonlySet<string> = new Set(
  [...implementations.keys()].filter((name) => name.includes('.')),
);
