import { isRecord } from './object.ts';

/** The way from an object's root to one of its fields: names of fields and indices of lists. */
export type FieldPath = readonly (string | number)[];

const plainName = /^[A-Za-z_][\w-]*$/;

/** `['spec', 'containers', 0, 'image']` → `spec.containers[0].image`; names with dots or slashes are quoted: `labels["a.b/c"]`. */
export function formatPath(path: FieldPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else if (plainName.test(step)) text += text === '' ? step : `.${step}`;
    else text += `[${JSON.stringify(step)}]`;
  }
  return text;
}

const step = /\.?([A-Za-z_][\w-]*)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;

/**
 * The reverse of `formatPath`; the empty text is the root.
 * @throws Error where the text is not a path: paths are written by us, never by users.
 */
export function parsePath(text: string): FieldPath {
  const path: (string | number)[] = [];
  step.lastIndex = 0;
  while (step.lastIndex < text.length) {
    const match = step.exec(text);
    if (match === null) throw new Error(`not a field path: ${text}`);
    if (match[1] !== undefined) path.push(match[1]);
    else if (match[2] !== undefined) path.push(Number(match[2]));
    else path.push(JSON.parse(match[3] ?? '""') as string);
  }
  return path;
}

/** The value at a path, undefined where any step of it is absent. Never walks a prototype. */
export function valueAt(root: unknown, path: FieldPath): unknown {
  let value = root;
  for (const key of path) {
    if (typeof key === 'number') {
      if (!Array.isArray(value)) return undefined;
      value = value[key];
    } else {
      if (!isRecord(value) || !Object.hasOwn(value, key)) return undefined;
      value = value[key];
    }
  }
  return value;
}
