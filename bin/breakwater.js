#!/usr/bin/env node
// In a checkout the source runs as it is; the package carries only dist/.
// CommonJS (package.json beside this file), and so is dist/: Node's loader of ES modules alone takes 15 ms to start.
'use strict';

const { existsSync } = require('node:fs');
const { enableCompileCache } = require('node:module');
const { join } = require('node:path');

const [major] = process.versions.node.split('.').map(Number);
if (major < 24) {
  process.stderr.write(`breakwater needs Node.js 24 or newer; this is ${process.versions.node}.\n`);
  process.exit(2);
}
const source = join(__dirname, '../src/cli/main.ts');
if (existsSync(source)) {
  import(source);
} else {
  enableCompileCache();
  require('../dist/main.cjs');
}
