import type { InventoryObject } from '../../../inventory/index.ts';
import type { FieldPath, Json, KubernetesObject } from '../../../kubernetes/index.ts';
import type { NoteCode } from '../notes.ts';

/** What a change may break: people decide. Texts stand in the catalogues of the command line. */
export type BreakCode =
  | 'plain-clients'
  | 'old-clients'
  | 'shared-addresses'
  | 'all-clients'
  | 'large-bodies'
  | 'streams'
  | 'log-volume'
  | 'snippet-gone'
  | 'proxy-in-front'
  | 'certificate-needed'
  | 'console-gone'
  | 'other-namespaces';

export type HardeningEdit =
  | { readonly op: 'set'; readonly path: FieldPath; readonly value: Json }
  | { readonly op: 'remove'; readonly path: FieldPath };

export interface Change {
  readonly object: InventoryObject;
  readonly edits: readonly HardeningEdit[];
}

/** One thing that would be better, with all that has to change for it. */
export interface Proposal {
  readonly why: NoteCode;
  readonly changes: readonly Change[];
  /** Objects that don't exist yet. */
  readonly objects: readonly KubernetesObject[];
  readonly breaks: readonly BreakCode[];
}

export function annotated(object: InventoryObject, annotations: Readonly<Record<string, string>>): Change {
  return {
    object,
    edits: Object.entries(annotations).map(([key, value]) => ({
      op: 'set',
      path: ['metadata', 'annotations', key],
      value,
    })),
  };
}
