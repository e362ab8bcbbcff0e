import { Document } from 'yaml';

/** Documents with keys in the order of the objects and no line folded: the same text from run to run. */
export function yamlOf(objects: readonly unknown[]): string {
  return objects
    .map((object) => new Document(object, { aliasDuplicateObjects: false }).toString({ lineWidth: 0 }))
    .join('---\n');
}
