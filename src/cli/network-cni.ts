import type { Language } from '../checks/index.ts';
import {
  type DetectedPlugin,
  ignoredPolicies,
  kindsOfFamily,
  networkPluginsOf,
  type PolicyFamily,
  policyFamilies,
  releaseText,
} from '../network/cni/index.ts';
import { visible } from '../reports/index.ts';
import { aspectNames, aspects, comparison } from './network-cni-facts.ts';
import { cniTexts, pluginNames } from './network-cni-texts.ts';
import { codeAfter, type NetworkInput, type NetworkInputOptions, networkInput } from './network-input.ts';

export interface CniOptions extends NetworkInputOptions {
  readonly output: 'text' | 'json';
  readonly compare?: boolean;
}

/** Policies that the text names; JSON has all. */
const shownPolicies = 10;

/** `breakwater network cni`. @returns the exit code: 1 where policies are enforced by nothing, 3 where no network program is seen */
export async function cniCommand(paths: readonly string[], options: CniOptions, language: Language): Promise<number> {
  const input = await networkInput(paths, options, language);
  const { plugins } = networkPluginsOf(input.inventory);
  const ignored = [...ignoredPolicies(input.inventory)];
  const lines = options.output === 'json' ? [json(input, ignored, options)] : text(input, ignored, options, language);
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
  const code = ignored.length > 0 ? 1 : plugins.length === 0 ? 3 : 0;
  return codeAfter([input], code, options, language);
}

type Ignored = ReturnType<typeof ignoredPolicies> extends Generator<infer One> ? One : never;

function countsOf({ inventory }: NetworkInput): readonly (readonly [PolicyFamily, number])[] {
  return policyFamilies
    .map((family) => [family, inventory.ofKind(...kindsOfFamily[family]).length] as const)
    .filter(([, count]) => count > 0);
}

function text(input: NetworkInput, ignored: readonly Ignored[], options: CniOptions, language: Language): string[] {
  const texts = cniTexts[language];
  const { plugins, support } = networkPluginsOf(input.inventory);
  const lines =
    plugins.length === 0 ? [texts.none] : plugins.flatMap((plugin) => [...pluginLines(plugin, language), '']);
  const counts = countsOf(input);
  lines.push(`${texts.together}:${counts.length === 0 ? ` ${texts.noPolicies}` : ''}`);
  for (const [family, count] of counts)
    lines.push(`  ${texts.policies(family, count)}: ${texts.support[support[family]]}`);
  if (ignored.length > 0) {
    lines.push(texts.ignored(ignored.length));
    for (const { policy } of ignored.slice(0, shownPolicies)) lines.push(`  ${visible(nameOf(policy))}`);
    if (ignored.length > shownPolicies) lines.push('  …');
  }
  lines.push('', texts.probeHint);
  if (options.compare === true) lines.push('', ...comparisonLines(counts, language));
  return lines;
}

function nameOf({ kind, namespace, name }: Ignored['policy']): string {
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

function pluginLines(plugin: DetectedPlugin, language: Language): string[] {
  const texts = cniTexts[language];
  const version = plugin.release === undefined ? texts.noVersion : texts.version(releaseText(plugin.release));
  const families = policyFamilies.map((family) => `${family} ${texts.support[plugin.support[family] ?? 'ignored']}`);
  return [
    `${pluginNames[plugin.id]}, ${version}`,
    `  ${texts.runsAs(visible(nameOf(plugin.object)), plugin.image === undefined ? undefined : visible(plugin.image))}`,
    `  ${texts.enforces}: ${families.join(', ')}`,
    `  ${texts.encryption[plugin.encryption.state](plugin.encryption.by ?? '')}`,
    ...plugin.notes.map((note) => `  ${texts.note[note]}`),
    ...plugin.flaws.map(({ id, source }) => `  ${texts.flaw(id, source)}`),
  ];
}

function comparisonLines(counts: readonly (readonly [PolicyFamily, number])[], language: Language): string[] {
  const texts = cniTexts[language];
  const lines = counts.length === 0 ? [] : [texts.asked(counts.map(([family]) => family)), ''];
  for (const [id, facts] of comparison) {
    lines.push(pluginNames[id]);
    for (const aspect of aspects)
      lines.push(`  ${aspectNames[language][aspect]}: ${facts[aspect][language]} [${facts[aspect].source}]`);
    lines.push('');
  }
  return [...lines, texts.compareNote];
}

function json(input: NetworkInput, ignored: readonly Ignored[], options: CniOptions): string {
  const { plugins, support } = networkPluginsOf(input.inventory);
  const identity = ({ apiVersion, kind, namespace, name }: Ignored['policy']) => ({
    apiVersion,
    kind,
    namespace: namespace ?? null,
    name,
  });
  return JSON.stringify(
    {
      version: 1,
      plugins: plugins.map((plugin) => ({
        id: plugin.id,
        name: pluginNames[plugin.id],
        version: plugin.release === undefined ? null : releaseText(plugin.release),
        runs: { ...identity(plugin.object), container: plugin.container ?? null, image: plugin.image ?? null },
        policies: Object.fromEntries(policyFamilies.map((family) => [family, plugin.support[family] ?? 'ignored'])),
        encryption: { state: plugin.encryption.state, by: plugin.encryption.by ?? null },
        notes: plugin.notes,
        flaws: plugin.flaws,
      })),
      policies: Object.fromEntries(
        policyFamilies.map((family) => [
          family,
          { count: input.inventory.ofKind(...kindsOfFamily[family]).length, support: support[family] },
        ]),
      ),
      ignored: ignored.map(({ policy }) => identity(policy)),
      ...(options.compare === true && {
        comparison: comparison.map(([id, facts]) => ({ name: pluginNames[id], facts })),
      }),
    },
    null,
    2,
  );
}
