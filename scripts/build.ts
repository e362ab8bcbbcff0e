import { chmodSync, cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

/** Bundles src/ into dist/: what the package carries. Dependencies are bundled in, so that nothing is resolved at start-up. */
const root = fileURLToPath(new URL('..', import.meta.url));
const dist = `${root}dist`;

rmSync(dist, { recursive: true, force: true });
await build({
  input: { main: `${root}src/cli/main.ts` },
  cwd: root,
  platform: 'node',
  output: {
    dir: dist,
    format: 'esm',
    entryFileNames: '[name].js',
    chunkFileNames: '[name]-[hash].js',
    minify: { compress: true, mangle: false, codegen: { removeWhitespace: true } },
    cleanDir: true,
  },
});
cpSync(`${root}src/kubernetes/schema/data`, `${dist}/data`, { recursive: true });
chmodSync(`${root}bin/breakwater.js`, 0o755);
