/*
 * Installs what `breakwater policies export` writes in the real API server of every version from 1.30 on and compares the verdicts on the
 * examples of all checks with those of the CLI. `1.30 1.33`: only these. Programs that are not there yet are built first: 10 minutes a
 * version. `--write` writes the section of docs/agreement.md. Fails where anything differs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { recordOf } from '../../src/kubernetes/index.ts';
import { Api } from '../cluster/api.ts';
import { startControlPlane, stopControlPlane } from '../cluster/control-plane.ts';
import {
  compareExample,
  exportedVariants,
  installVariants,
  isSame,
  typeCheckWarnings,
  type Variant,
} from '../cluster/exported-examples.ts';
import { inParallel } from '../cluster/in-parallel.ts';
import { type OlderVersion, olderPrograms, olderVersions } from '../cluster/older-servers.ts';
import { endWithUs } from '../cluster/processes.ts';
import { pageFile, withKept } from './page.ts';

interface VersionRow {
  readonly release: string;
  readonly policies: number;
  readonly warnings: readonly unknown[];
  readonly compared: number;
  readonly differences: readonly unknown[];
  /** Fields that the version drops, and because of which it says something else. */
  readonly dropped: readonly string[];
  readonly refused: number;
}

async function agreementWith(version: OlderVersion | undefined, variants: readonly Variant[]): Promise<VersionRow> {
  const plane = await startControlPlane(version === undefined ? {} : { programs: await olderPrograms(version) });
  const callOff = endWithUs(plane.processes, plane.folder);
  const api = new Api(plane.access);
  try {
    const release = recordOf(await api.demand('GET', '/version')).gitVersion;
    await installVariants(api, variants);
    const warnings = await typeCheckWarnings(api);
    const asked = variants.flatMap((variant) => variant.examples.map((example) => ({ variant, example })));
    const found = await inParallel(asked, async ({ variant, example }) => {
      const compared = await compareExample(api, variant, example);
      return compared.map((one) => ({ policy: variant.tag, example: example.title, ...one }));
    });
    const answered = found.flat().filter(({ got }) => typeof got !== 'string');
    return {
      release: String(release),
      policies: variants.length,
      warnings,
      compared: answered.length,
      differences: answered.filter(({ expected, got }) => !isSame(expected, got)),
      dropped: [...new Set(answered.flatMap(({ dropped }) => dropped))].sort(),
      refused: found.flat().length - answered.length,
    };
  } finally {
    api.close();
    await stopControlPlane(plane);
    callOff();
  }
}

const all = Object.keys(olderVersions) as OlderVersion[];
const named = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = named.find((version) => !Object.hasOwn(olderVersions, version));
if (unknown !== undefined) throw new Error(`${unknown} is not one of ${all.join(', ')}`);
const variants = (await exportedVariants()).filter(({ objects }) => objects.length > 0);
const rows: VersionRow[] = [];
for (const version of named.length === 0 ? [...all, undefined] : all.filter((one) => named.includes(one))) {
  const row = await agreementWith(version, variants);
  rows.push(row);
  console.log(
    `${row.release}: ${row.policies} policies, ${row.warnings.length} with warnings, ${row.compared} verdicts, ${row.differences.length} differ, ${row.refused} objects refused anyway, dropped: ${row.dropped.join(', ') || 'nothing'}`,
  );
  for (const one of [...row.warnings, ...row.differences]) console.log(JSON.stringify(one));
}
if (rows.some(({ warnings, differences }) => warnings.length + differences.length > 0)) process.exitCode = 1;
else if (process.argv.includes('--write')) {
  const page = [
    '',
    '## Exported policies by version',
    '',
    '`npm run agreement:versions -- --write` builds kube-apiserver and kube-controller-manager of these versions, installs the exported',
    'policies with the parameters of the examples in `src/checks/examples`, and asks each its examples by dry-run create. The type check',
    'is that of the version; what is new in CEL, a new policy may use one version later. Fields that a version does not know, or keeps behind',
    'a feature gate, it drops before it asks a policy: where that changes a verdict, it is compared with the CLI’s of what is left.',
    '',
    '| version | policies taken | warnings of the type check | verdicts | the same as the CLI’s | fields dropped | objects that it refuses anyway |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(
      ({ release, policies, compared, dropped, refused }) =>
        `| ${release} | ${policies} | 0 | ${compared} | ${compared} | ${dropped.join(', ')} | ${refused} |`,
    ),
    '',
  ];
  writeFileSync(pageFile, withKept(readFileSync(pageFile, 'utf8'), 'policies by version', page.join('\n')));
}
