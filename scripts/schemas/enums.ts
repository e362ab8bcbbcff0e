import { recordOf } from '../../src/kubernetes/object.ts';

/**
 * Upstream's recorded OpenAPI documents leave out lists of allowed values (they are behind a feature that is off where they are
 * recorded; a real API server does serve them). They stand in the Go file that both are made from,
 * pkg/generated/openapi/zz_generated.openapi.go: one function a definition, properties five tabs deep.
 * Returns the lists by `function name/property`, with `/items` behind a property whose entries they limit.
 */
export function readEnums(go: string): ReadonlyMap<string, readonly unknown[]> {
  const found = new Map<string, readonly unknown[]>();
  let definition = '';
  let property = '';
  for (const line of go.split('\n')) {
    if (line.startsWith('func schema_')) {
      definition = line.slice('func '.length, line.indexOf('('));
    } else if (line.startsWith('\t\t\t\t\t"') && line.endsWith('": {')) {
      property = line.slice(6, -4);
    } else {
      const match = /^(\t+)Enum: +\[\]interface\{\}\{(.*)\},$/.exec(line);
      if (match === null) continue;
      const place = match[1]?.length === 7 ? '' : '/items';
      found.set(`${definition}/${property}${place}`, JSON.parse(`[${match[2]}]`) as unknown[]);
    }
  }
  return found;
}

/** Writes the lists into OpenAPI documents, in place. Lists of definitions that no API serves are left over. */
export function addEnums(documents: Iterable<unknown>, enums: ReadonlyMap<string, readonly unknown[]>): void {
  const write = (schema: object, place: string) => {
    const values = enums.get(place);
    if (values !== undefined && 'type' in schema) Object.assign(schema, { enum: values });
  };
  for (const document of documents) {
    const schemas = recordOf(recordOf(recordOf(document).components).schemas);
    for (const [name, schema] of Object.entries(schemas)) {
      for (const [property, value] of Object.entries(recordOf(recordOf(schema).properties))) {
        const place = `${functionOf(name)}/${property}`;
        const child = recordOf(value);
        write(child, place);
        write(recordOf(child.items), `${place}/items`);
        write(recordOf(child.additionalProperties), `${place}/items`);
      }
    }
  }
}

/** `io.k8s.api.core.v1.Container` → `schema_k8sio_api_core_v1_Container`, as the generator names it. */
function functionOf(name: string): string {
  return `schema_${name.replace(/^io\.k8s\.[^.]+\.pkg\./, 'pkg.').replace(/^io\.k8s\./, 'k8sio.')}`.replaceAll(
    /[.-]/g,
    '_',
  );
}
