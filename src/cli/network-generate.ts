import type { Language } from '../checks/index.ts';
import { type Generated, generate } from '../network/generation/index.ts';
import { parseBlock } from '../network/index.ts';
import { CallError } from './call-error.ts';
import { print, withinBounds } from './network.ts';
import { type FlowsOption, flowsOf } from './network-flows.ts';
import { writePolicies } from './network-generate-files.ts';
import { fateOf, generatedJson, generatedText } from './network-generate-report.ts';
import { generateTexts } from './network-generate-texts.ts';
import { codeAfter, type NetworkInputOptions, networkInput } from './network-input.ts';

export interface GenerateOptions extends NetworkInputOptions, FlowsOption {
  /** Of the report. */
  readonly format: 'text' | 'json';
  /** A folder. */
  readonly output?: string;
  readonly namespaces?: readonly string[];
  readonly nodes?: readonly string[];
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
  const generated: Generated = withinBounds(language, () =>
    generate(input.inventory, {
      ...(input.addresses !== undefined && { addresses: input.addresses }),
      ...(options.namespaces !== undefined && { namespaces: options.namespaces }),
      nodeNetworks: options.nodes ?? [],
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
      writePolicies(options.output, generated.namespaces, language);
      process.stderr.write(`${text.written(found.size, options.output)}\n`);
    }
  }
  return codeAfter([input], breaks ? 1 : 0, options, language);
}
