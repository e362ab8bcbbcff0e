import { chmodSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build, type RolldownOutput } from 'rolldown';
import { build as buildPages } from 'vite';
import { readSchemaText } from '../src/kubernetes/schema/schema-data.ts';

/**
 * Bundles src/ into dist/, the console into dist/console/: what the package carries. Dependencies are bundled in, so that nothing is installed with it and nothing is
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
  input: { main: `${root}src/cli/main.ts`, network: `${root}src/server/network/worker.ts` },
  preserveEntrySignatures: false,
  cwd: root,
  platform: 'node',
  // Asked for by pg only where somebody wants them.
  external: ['pg-native', 'pg-cloudflare'],
  plugins: [
    {
      name: 'engine-beside-the-bundle',
      transform: (code: string) =>
        code.replace("createRequire(import.meta.url)('re2js')", "createRequire(import.meta.url)('./re2js.cjs')"),
    },
    {
      name: 'thread-beside-the-bundle',
      transform: (code: string) =>
        code.replace("new URL('./worker.ts', import.meta.url)", "new URL('./network.cjs', import.meta.url)"),
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
const pages = (await buildPages({ root: `${root}console`, logLevel: 'warn' })) as unknown as RolldownOutput;
writeFileSync(`${dist}/licenses.txt`, licensesOf([program, engine, pages]));
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
    const about = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as PackageFile;
    const file = readdirSync(folder).find((entry) => /^(?:licen[cs]e|copying)/i.test(entry));
    const text = file === undefined ? licenceOf(name, about) : readFileSync(`${folder}/${file}`, 'utf8').trim();
    return `${name} ${about.version}\n\n${text}\n`;
  });
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

interface PackageFile {
  readonly version: string;
  readonly license?: string;
  readonly author?: string | { readonly name?: string };
}

/** Of packages that carry no file of it: what they say of themselves. */
function licenceOf(name: string, { license, author }: PackageFile): string {
  if (license === undefined) throw new Error(`${name} is bundled and says no licence`);
  const by = typeof author === 'string' ? author : author?.name;
  return by === undefined ? license : `${license}, ${by}`;
}

function escaped(sign: string): string {
  return `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
