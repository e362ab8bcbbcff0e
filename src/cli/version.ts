import { readFileSync } from 'node:fs';

/** This program's version, as package.json has it. */
export function packageVersion(): string {
  // Two levels up from src/cli, one from dist: the build replaces this constant.
  const file = new URL(import.meta.url.includes('/dist/') ? '../package.json' : '../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
