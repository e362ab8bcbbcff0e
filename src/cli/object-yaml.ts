import { Document } from 'yaml';
import type { KubernetesObject } from '../kubernetes/index.ts';

/** Documents with keys in the order of the objects and no line folded: the same text from run to run. */
export function yamlOf(objects: readonly KubernetesObject[]): string {
  return objects
    .map((object) => new Document(object, { aliasDuplicateObjects: false }).toString({ lineWidth: 0 }))
    .join('---\n');
}
