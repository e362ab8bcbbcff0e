import { stringify } from 'yaml';
import { secretLines } from '../../checks/index.ts';
import { type InventoryObject, inventoryFromText } from '../../inventory/index.ts';
import type { FieldPath } from '../../kubernetes/index.ts';
import { maskValue } from '../../reports/index.ts';

/** An object of the cluster as YAML, read back: so that it has lines, and what works on files works on it. */
export interface ObjectText {
  readonly text: string;
  /** The object as it was read from the text. */
  readonly object: InventoryObject;
}

/** A name that diffs and messages show for it. */
function fileOf({ kind, name }: InventoryObject): string {
  return `${kind.toLowerCase()}-${name}.yaml`.replaceAll('/', '_');
}

/** @throws Error where the YAML of an object doesn't read as one object: never seen, and not to be shown as something else */
export function objectText(live: InventoryObject): ObjectText {
  const { apiVersion, kind, metadata, ...rest } = live.object;
  const text = stringify(
    { apiVersion, kind, ...(metadata !== undefined && { metadata }), ...rest },
    // No line is folded: each field has its line. No aliases, which editors of YAML shy away from.
    { lineWidth: 0, aliasDuplicateObjects: false, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER },
  );
  const { objects } = inventoryFromText(text, fileOf(live));
  const [object] = objects;
  if (object === undefined || objects.length > 1) throw new Error(`${kind} can't be shown as YAML`);
  return { text, object };
}

/** The line of a field, from 1; 1 where it can't be told. */
export function lineOf({ object }: ObjectText, path: FieldPath): number {
  return object.source.locate(path)?.line ?? 1;
}

/** The text without the values of secrets. @param more lines, from 1, that hold one by what a check says of them */
export function maskedText({ text, object }: ObjectText, more: readonly number[] = []): string {
  const hidden = new Set([...secretLines(object), ...more]);
  if (hidden.size === 0) return text;
  return text
    .split('\n')
    .map((line, index) => (hidden.has(index + 1) ? maskValue(line) : line))
    .join('\n');
}

/** The text of each line that holds a secret, as it stands: what a diff must not show. */
export function secretTexts({ text, object }: ObjectText, more: readonly number[] = []): ReadonlySet<string> {
  const lines = text.split('\n');
  return new Set([...secretLines(object), ...more].map((number) => lines[number - 1] ?? ''));
}
