#!/usr/bin/env node
// In a checkout the source runs as it is; the package carries only dist/.
import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';

const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(`breakwater needs Node.js 24 or newer; this is ${process.versions.node}.\n`);
  process.exit(2);
}
const source = new URL('../src/cli/main.ts', import.meta.url);
if (existsSync(source)) {
  await import(source.href);
} else {
  enableCompileCache();
  await import(new URL('../dist/main.js', import.meta.url).href);
}
