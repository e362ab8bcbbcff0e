import { isDeepStrictEqual } from 'node:util';
import { type KubernetesObject, recordOf } from '../../kubernetes/index.ts';
import { ownerOf } from './native-objects.ts';

/** What is to be done about the objects of one policy. */
export interface Difference {
  /** Not there yet. */
  readonly create: readonly KubernetesObject[];
  /** There and ours, but not as it should be. */
  readonly repair: readonly { readonly wanted: KubernetesObject; readonly found: KubernetesObject }[];
  /** Ours and wanted no more, in the order in which it can go: bindings first. */
  readonly remove: readonly KubernetesObject[];
  /** Wanted, but somebody else's. */
  readonly conflicts: readonly KubernetesObject[];
}

/** `ValidatingAdmissionPolicy/breakwater.baseline.pod-privileged`: kinds of which the controller makes objects are in one namespace or none. */
export function nativeKey({ kind, metadata }: KubernetesObject): string {
  return `${kind}/${metadata?.name ?? ''}`;
}

/** @param found everything of the kinds concerned, ours and others', by `nativeKey` */
export function differenceOf(
  policy: string,
  wanted: readonly KubernetesObject[],
  found: ReadonlyMap<string, KubernetesObject>,
): Difference {
  const create: KubernetesObject[] = [];
  const repair: Difference['repair'][number][] = [];
  const conflicts: KubernetesObject[] = [];
  for (const object of wanted) {
    const known = found.get(nativeKey(object));
    if (known === undefined) create.push(object);
    else if (ownerOf(known) !== policy) conflicts.push(object);
    else if (!isAsWanted(known, object)) repair.push({ wanted: object, found: known });
  }
  const keys = new Set(wanted.map(nativeKey));
  const remove = [...found.values()].filter((object) => ownerOf(object) === policy && !keys.has(nativeKey(object)));
  return { create, repair, remove: remove.sort((a, b) => rank(a) - rank(b)), conflicts };
}

/** Without its binding a policy asks nothing, without its parameters it might refuse everything. */
function rank({ kind }: KubernetesObject): number {
  return kind === 'ValidatingAdmissionPolicyBinding' ? 0 : kind === 'ValidatingAdmissionPolicy' ? 1 : 2;
}

/** Whether an object says what it should and nothing else; labels and annotations that others add are theirs. */
export function isAsWanted(found: KubernetesObject, wanted: KubernetesObject): boolean {
  return (
    isDeepStrictEqual(found.spec, wanted.spec) &&
    isDeepStrictEqual(found.data, wanted.data) &&
    found.binaryData === undefined &&
    found.immutable === undefined &&
    includes(recordOf(found.metadata?.labels), recordOf(wanted.metadata?.labels)) &&
    includes(recordOf(found.metadata?.annotations), recordOf(wanted.metadata?.annotations))
  );
}

function includes(all: Readonly<Record<string, unknown>>, some: Readonly<Record<string, unknown>>): boolean {
  return Object.entries(some).every(([key, value]) => all[key] === value);
}
