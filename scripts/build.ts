import { chmodSync, cpSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

/**
 * Bundles src/ into dist/: what the package carries. Dependencies are bundled in, so that nothing is installed with it and nothing is
 * resolved at start-up; that is why package.json names them for development only.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const dist = `${root}dist`;

rmSync(dist, { recursive: true, force: true });
const minify = { compress: true, mangle: false, codegen: { removeWhitespace: true } } as const;

await build({
  input: { main: `${root}src/cli/main.ts` },
  cwd: root,
  platform: 'node',
  plugins: [
    {
      name: 'engine-beside-the-bundle',
      transform: (code: string) => code.replace("createRequire(import.meta.url)('re2js')", "createRequire(import.meta.url)('./re2js.cjs')"),
    },
  ],
  output: {
    dir: dist,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    minify,
  },
});
await build({
  input: { re2js: 're2js' },
  cwd: root,
  platform: 'node',
  output: { dir: dist, format: 'cjs', entryFileNames: '[name].cjs', minify },
});
cpSync(`${root}src/kubernetes/schema/data`, `${dist}/data`, { recursive: true });
chmodSync(`${root}bin/breakwater.js`, 0o755);
