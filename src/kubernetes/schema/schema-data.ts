import { readFileSync } from 'node:fs';
import { zstdDecompressSync } from 'node:zlib';

/**
 * The text of the schemas. The build puts it beside the bundle as it is, and another function here (scripts/build.ts): loading zlib
 * takes longer than reading ten times the bytes.
 */
export function readSchemaText(): string {
  return zstdDecompressSync(readFileSync(new URL('./data/schemas.zst', import.meta.url))).toString('utf8');
}
