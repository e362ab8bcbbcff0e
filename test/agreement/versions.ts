/*
 * Installs what `breakwater policies export` writes in the real API server of every version from 1.30 on and compares the verdicts on the
 * examples of all checks with those of the CLI; from 1.32 on what `--mutating` writes, too, and what it makes of pods and accounts. `1.30
 * 1.33`: only these. Programs that are not there yet are built first: 10 minutes a version. `--write` writes the section of
 * docs/agreement.md. Fails where anything differs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { mutatingApi } from '../../src/enforcement/index.ts';
import { parseVersion, recordOf } from '../../src/kubernetes/index.ts';
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
import { accountCases, contextsOf, installMutations, podCases, tokensOf } from '../cluster/mutation-cases.ts';
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
  /** Undefined where the version knows no mutating policies. */
  readonly mutations: MutationRow | undefined;
}

type MutatingApi = NonNullable<ReturnType<typeof mutatingApi>>;

interface MutationRow extends MutatingApi {
  readonly asked: number;
  readonly differences: readonly unknown[];
}

/** What the mutating policies make of pods and accounts, as an API server of the version is asked for them. */
async function mutationsOf(api: Api, mutating: MutatingApi): Promise<MutationRow> {
  await installMutations(api, mutating.apiVersion);
  const pods = podCases.map(async (pod) => ({ ...pod, got: await contextsOf(api, pod) }));
  const accounts = accountCases.map(async ([name, own, expected]) => ({
    title: `account ${name} with ${own}`,
    expected,
    got: await tokensOf(api, name, own),
  }));
  const found = await Promise.all([...pods, ...accounts]);
  const differences = found.filter(({ expected, got }) => !isDeepStrictEqual(got, expected));
  return { ...mutating, asked: found.length, differences };
}

async function agreementWith(version: OlderVersion | undefined, variants: readonly Variant[]): Promise<VersionRow> {
  const known = version && parseVersion(version);
  // Of the pinned version they are v1, and on.
  const mutating = mutatingApi(known ?? { major: 1, minor: 37 });
  const plane = await startControlPlane({
    ...(version !== undefined && { programs: await olderPrograms(version) }),
    ...(mutating?.isOff === true && { featureGates: ['MutatingAdmissionPolicy'] }),
  });
  const callOff = endWithUs(plane.processes, plane.folder);
  const api = new Api(plane.access);
  try {
    const release = recordOf(await api.demand('GET', '/version')).gitVersion;
    const mutations = mutating && (await mutationsOf(api, mutating));
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
      mutations,
    };
  } finally {
    api.close();
    await stopControlPlane(plane);
    callOff();
  }
}

function faultsOf({ warnings, differences, mutations }: VersionRow): readonly unknown[] {
  return [...warnings, ...differences, ...(mutations?.differences ?? [])];
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
  if (row.mutations !== undefined) {
    const { apiVersion, asked, differences } = row.mutations;
    console.log(`  mutating policies of ${apiVersion}: ${asked} objects, ${differences.length} differ`);
  }
  for (const one of faultsOf(row)) console.log(JSON.stringify(one));
}
if (rows.some((row) => faultsOf(row).length > 0)) process.exitCode = 1;
else if (process.argv.includes('--write')) {
  const page = [
    '',
    '## Exported policies by version',
    '',
    '`npm run agreement:versions -- --write` builds kube-apiserver and kube-controller-manager of these versions, installs the exported',
    'policies with the parameters of the examples in `src/checks/examples`, and asks each its examples by dry-run create. The type check',
    'is that of the version; what is new in CEL, a new policy may use one version later. Fields that a version does not know, or keeps behind',
    'a feature gate, it drops before it asks a policy: where that changes a verdict, it is compared with the CLI’s of what is left.',
    '1.32.13 is built with the endpointslice module of 1.32.12, for its own can’t be had.',
    '',
    '| version | policies taken | warnings of the type check | verdicts | the same as the CLI’s | fields dropped | objects that it refuses anyway |',
    '|---|---|---|---|---|---|---|',
    ...rows.map(
      ({ release, policies, compared, dropped, refused }) =>
        `| ${release} | ${policies} | 0 | ${compared} | ${compared} | ${dropped.join(', ')} | ${refused} |`,
    ),
    '',
    'What `--mutating` writes is applied in the version that `--kubernetes-version` picks, with the feature gate where it is off by itself,',
    'and pods and accounts are created by dry-run (`test/cluster/mutation-cases.ts`): each gets what 1.37 gives it.',
    '',
    '| version | mutating policies of | switched on by | pods and accounts | as expected |',
    '|---|---|---|---|---|',
    ...rows.flatMap(({ release, mutations }) => {
      if (mutations === undefined) return [`| ${release} | none | | | |`];
      const { apiVersion, isOff, asked } = mutations;
      const gate = '`--feature-gates=MutatingAdmissionPolicy=true` and `--runtime-config`';
      return [`| ${release} | ${apiVersion} | ${isOff ? gate : 'on'} | ${asked} | ${asked} |`];
    }),
    '',
  ];
  writeFileSync(pageFile, withKept(readFileSync(pageFile, 'utf8'), 'policies by version', page.join('\n')));
}
