import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants, zstdCompressSync } from 'node:zlib';
import { addEnums, readEnums } from './enums.ts';
import { type Declared, key, order, readOpenApi } from './openapi.ts';

/**
 * Writes src/kubernetes/schema/data/schemas.zst (`npm run schemas`) from the OpenAPI documents that upstream records of a real API
 * server in `api/openapi-spec/v3` of each version's Go module; test/cluster/openapi.test.ts holds the newest against a running one.
 * To move to newer versions, change this table.
 */
const modules = { '1.35': 'v1.35.4', '1.36': 'v1.36.3', '1.37': 'v1.37.2' };

const target = join(import.meta.dirname, '../../src/kubernetes/schema/data/schemas.zst');

/** The folder of a version's module, fetched if needed. */
function moduleFolder(version: string): string {
  const output = execFileSync('go', ['mod', 'download', '-json', `k8s.io/kubernetes@${version}`], {
    cwd: tmpdir(), // Outside any module.
    env: { ...process.env, GOWORK: 'off' },
    encoding: 'utf8',
  });
  const { Dir } = JSON.parse(output) as { Dir?: string };
  if (Dir === undefined) throw new Error(`go downloaded no k8s.io/kubernetes@${version}`);
  return Dir;
}

function declaredBy(version: string): Declared {
  const module = moduleFolder(version);
  const folder = join(module, 'api/openapi-spec/v3');
  const documents = readdirSync(folder)
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as unknown);
  addEnums(documents, readEnums(readFileSync(join(module, 'pkg/generated/openapi/zz_generated.openapi.go'), 'utf8')));
  return readOpenApi(documents);
}

/**
 * The format, read by src/kubernetes/schema/schema-set.ts: lines of JSON, compressed. The first says what the others are:
 * `names` of definitions, for each version `definitions`: the line of each name (0: it has none), and `kinds`:
 * [apiVersion, kind, index of its name, 1 if namespaced, bits of the versions that have it]. A `$ref` is an index of `names`.
 * A definition that is the same in several versions is stored once.
 */
function main(): void {
  const versions = Object.entries(modules).map(([version, module]) => ({ version, declared: declaredBy(module) }));
  const names = [...new Set(versions.flatMap(({ declared }) => [...declared.definitions.keys()]))].sort(order);
  const indexOf = new Map(names.map((name, index) => [name, index]));

  const lines = new Map<string, number>();
  const lineOf = (text: string) => {
    const line = lines.get(text) ?? lines.size + 1;
    lines.set(text, line);
    return line;
  };
  // JSONSchemaProps also has a property of that name, whose value is a schema.
  const refs = (field: string, value: unknown) =>
    field === '$ref' && typeof value === 'string' ? indexOf.get(value) : value;
  const kinds = new Map<string, [string, string, number, number, number]>();
  const definitions: Record<string, number[]> = {};
  for (const [bit, { version, declared }] of versions.entries()) {
    definitions[version] = names.map((name) => {
      const definition = declared.definitions.get(name);
      return definition === undefined ? 0 : lineOf(JSON.stringify(definition, refs));
    });
    for (const entry of declared.kinds) {
      const known = kinds.get(key(entry));
      const index = indexOf.get(entry.definition) ?? 0;
      if (known === undefined) {
        kinds.set(key(entry), [entry.apiVersion, entry.kind, index, entry.namespaced ? 1 : 0, 1 << bit]);
      } else if (known[2] !== index || known[3] !== (entry.namespaced ? 1 : 0)) {
        throw new Error(`${key(entry)} changed its definition's name or its scope: the format can't say that`);
      } else {
        known[4] |= 1 << bit;
      }
    }
  }
  const header = { versions: versions.map(({ version }) => version), names, definitions, kinds: [...kinds.values()] };
  const text = [JSON.stringify(header), ...lines.keys()].join('\n');
  const compressed = zstdCompressSync(text, { params: { [constants.ZSTD_c_compressionLevel]: 19 } });
  writeFileSync(target, compressed);
  console.log(
    `${kinds.size} kinds, ${names.length} names, ${lines.size} definitions: ${text.length} bytes, ${compressed.length} compressed`,
  );
}

main();
