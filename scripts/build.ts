import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type RolldownOutput } from 'rolldown';
import { readSchemaText } from '../src/kubernetes/schema/schema-data.ts';

/**
 * Bundles src/ into dist/: what the package carries. Dependencies are bundled in, so that nothing is installed with it and nothing is
 * resolved at start-up; that is why package.json names them for development only.
 */
const root = fileURLToPath(new URL('..', import.meta.url));
const dist = `${root}dist`;

rmSync(dist, { recursive: true, force: true });
const minify = { compress: true, mangle: false, codegen: { removeWhitespace: true } } as const;

/** What every scan loads, with all that it imports: one file, which is read faster than many. */
const usualScan = /src\/(?:cli\/(?:program|scan)|reports\/(?:table|json)|checks\/texts\/en\/index)\.ts$/;
/** What comes before it, and is all that `--version` needs. */
const start = /src\/cli\/(?:main|call-error|version)\.ts$/;

const readUnpacked = `import { readFileSync } from 'node:fs';
export const readSchemaText = () => readFileSync(new URL('./schemas.txt', import.meta.url), 'utf8');`;

const program = await build({
  input: { main: `${root}src/cli/main.ts` },
  preserveEntrySignatures: false,
  cwd: root,
  platform: 'node',
  plugins: [
    {
      name: 'engine-beside-the-bundle',
      transform: (code: string) =>
        code.replace("createRequire(import.meta.url)('re2js')", "createRequire(import.meta.url)('./re2js.cjs')"),
    },
    {
      name: 'schemas-beside-the-bundle',
      load: { filter: { id: /schema\/schema-data\.ts$/ }, handler: () => readUnpacked },
    },
    {
      // V8 keeps a source that is all ASCII in half the memory, and decodes it for nothing. No tagged template of ours holds other signs.
      name: 'ascii-only',
      generateBundle: (_options, bundle) => {
        for (const file of Object.values(bundle))
          if (file.type === 'chunk') file.code = file.code.replace(/[^\0-\x7f]/g, escaped);
      },
    },
  ],
  output: {
    dir: dist,
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name]-[hash].cjs',
    codeSplitting: {
      groups: [
        { name: 'start', test: start, priority: 2, includeDependenciesRecursively: false },
        { name: 'scan', test: usualScan, priority: 1 },
      ],
    },
    minify,
  },
});
const engine = await build({
  input: { re2js: 're2js' },
  cwd: root,
  platform: 'node',
  output: { dir: dist, format: 'cjs', entryFileNames: '[name].cjs', minify },
});
writeFileSync(`${dist}/licenses.txt`, licensesOf([program, engine]));
writeFileSync(`${dist}/schemas.txt`, readSchemaText());
chmodSync(`${root}bin/breakwater.js`, 0o755);

/** The licences of what is bundled, which ask to go where the code goes. */
function licensesOf(outputs: readonly RolldownOutput[]): string {
  const modules = outputs.flatMap(({ output }) =>
    output.flatMap((file) => (file.type === 'chunk' ? file.moduleIds : [])),
  );
  const names = modules.flatMap((id) => /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? []);
  const texts = [...new Set(names)].sort().map((name) => {
    const folder = `${root}node_modules/${name}`;
    const { version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version: string };
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} is bundled and has no licence file`);
    return `${name} ${version}\n\n${readFileSync(`${folder}/${file}`, 'utf8').trim()}\n`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
