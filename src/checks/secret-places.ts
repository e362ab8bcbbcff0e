import { Inventory, type InventoryObject } from '../inventory/index.ts';
import { type FieldPath, latestVersion, parseVersion, valueAt } from '../kubernetes/index.ts';
import { credentialPlaces } from './credential-places.ts';
import { secretLiterals } from './topics/secret-literals.ts';

/** Fields that hold secrets whatever stands in them, by kind. */
const secretFields: Readonly<Record<string, readonly FieldPath[]>> = {
  '/Secret': [['data'], ['stringData']],
  'apiserver.config.k8s.io/EncryptionConfiguration': [['resources']],
  '/EncryptionConfig': [['resources']],
  // Each with the line in which it was found.
  'aquasecurity.github.io/ExposedSecretReport': [['report', 'secrets']],
};

/** Where an object holds secrets, as far as can be told: what excerpts must not show. */
export function secretPlaces(object: InventoryObject): readonly FieldPath[] {
  const inventory = new Inventory([object], []);
  const kubernetesVersion = parseVersion(latestVersion) ?? { major: 1, minor: 0 };
  const found = secretLiterals.flatMap((check) => [
    ...check.run({ inventory, parameters: {}, kubernetesVersion, asked: new Set(), failsBaseline: () => false }),
  ]);
  const always = (secretFields[object.groupKind] ?? []).filter((path) => valueAt(object.object, path) !== undefined);
  return [...always, ...found.map(({ path }) => path)];
}

const known = new WeakMap<InventoryObject, ReadonlySet<number>>();

/** The lines of the object's source, from 1, that hold a secret or a part of one; empty where the source has no text. */
export function secretLines(object: InventoryObject): ReadonlySet<number> {
  let numbers = known.get(object);
  if (numbers === undefined) {
    numbers = new Set(linesOf(object));
    known.set(object, numbers);
  }
  return numbers;
}

function* linesOf(object: InventoryObject): Generator<number> {
  const places = [...secretPlaces(object), ...credentialPlaces(object.object)];
  const text = places.length === 0 ? undefined : object.source.text();
  if (text === undefined) return;
  const lines = splitLines(text);
  for (const path of places) {
    const start = object.source.locate(path)?.line;
    if (start === undefined) continue;
    yield start;
    // A value of several lines goes on as long as they are indented deeper than its key.
    const indent = indentOf(lines[start - 1] ?? '');
    for (let line = start + 1; line <= lines.length; line++) {
      const next = lines[line - 1] ?? '';
      if (next.trim() !== '' && indentOf(next) <= indent && !isItemOf(lines[start - 1] ?? '', next)) break;
      yield line;
    }
  }
}

/** Whether a line begins an item of the list whose key stands on another line, in the same column as YAML allows. */
function isItemOf(key: string, line: string): boolean {
  const indent = indentOf(key);
  return indentOf(line) === indent && line[indent] === '-' && key[indent] !== '-';
}

/** Of the text that was asked for last: the objects of one file follow each other, and splitting it for each would take its square. */
let split: { readonly text: string; readonly lines: readonly string[] } = { text: '', lines: [''] };

function splitLines(text: string): readonly string[] {
  if (split.text !== text) split = { text, lines: text.split('\n') };
  return split.lines;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
