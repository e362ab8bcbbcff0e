import type { Language } from '../checks/index.ts';
import { baselineSupport, type Generated, generate } from '../network/generation/index.ts';
import { parseBlock } from '../network/index.ts';
import { CallError } from './call-error.ts';
import { print, withinBounds } from './network.ts';
import { type FlowsOption, flowsOf } from './network-flows.ts';
import { writePolicies } from './network-generate-files.ts';
import { fateOf, generatedJson, generatedText } from './network-generate-report.ts';
import { generateTexts } from './network-generate-texts.ts';
import { codeAfter, type NetworkInput, type NetworkInputOptions, networkInput } from './network-input.ts';

export interface GenerateOptions extends NetworkInputOptions, FlowsOption {
  /** Of the report. */
  readonly format: 'text' | 'json';
  /** A folder. */
  readonly output?: string;
  readonly namespaces?: readonly string[];
  readonly nodes?: readonly string[];
  readonly baseline?: boolean;
}

/** `breakwater network generate`. @returns the exit code: 0 all needs stay possible, 1 some would not */
export async function generateCommand(
  paths: readonly string[],
  options: GenerateOptions,
  language: Language,
): Promise<number> {
  const text = generateTexts[language];
  const bad = (options.nodes ?? []).find((block) => parseBlock(block) === undefined);
  if (bad !== undefined) throw new CallError(text.notABlock(bad));
  const read = await networkInput(paths, options, language);
  const recorded = await flowsOf(options, read, language);
  const input = recorded?.input ?? read;
  if (options.baseline === true) demandBaseline(input, language);
  const generated: Generated = withinBounds(language, () =>
    generate(input.inventory, {
      ...(input.addresses !== undefined && { addresses: input.addresses }),
      ...(options.namespaces !== undefined && { namespaces: options.namespaces }),
      nodeNetworks: options.nodes ?? [],
      apiServer: input.apiServerEndpoints,
      baseline: options.baseline === true,
      ...(recorded !== undefined && { flows: recorded.flows }),
    }),
  );
  const found = new Set(generated.namespaces.map(({ namespace }) => namespace));
  const missing = (options.namespaces ?? []).filter((name) => !found.has(name));
  if (missing.length > 0) throw new CallError(text.noNamespace(missing));
  if (found.size === 0) throw new CallError(text.nothing);
  await print(
    options.format === 'json' ? generatedJson(generated, language) : generatedText(generated, options.output, language),
  );
  const breaks = generated.namespaces.some(({ replayed }) => replayed.some((one) => fateOf(one) === 'blocked'));
  if (options.output !== undefined) {
    if (breaks) process.stderr.write(`${text.notWritten}\n`);
    else {
      const files = writePolicies(options.output, generated, language);
      process.stderr.write(`${text.written(files, options.output)}\n`);
    }
  }
  return codeAfter([input], breaks ? 1 : 0, options, language);
}

/** A baseline that nothing enforces would leave the namespaces open. @throws CallError */
function demandBaseline({ inventory }: NetworkInput, language: Language): void {
  const support = baselineSupport(inventory);
  const text = generateTexts[language];
  if (support === 'absent' || support === 'ignored') throw new CallError(text.noBaseline[support]);
  if (support === 'unknown') process.stderr.write(`breakwater: ${text.baselineUnknown}\n`);
}
