import { once } from 'node:events';
import type { Language } from '../checks/index.ts';
import { networkPluginsOf, onceEnforced } from '../network/cni/index.ts';
import { edgeFates } from '../network/generation/index.ts';
import {
  differenceOf,
  type NetworkDifference,
  NetworkTooLargeError,
  Reachability,
  withObjects,
} from '../network/reachability/index.ts';
import { CallError } from './call-error.ts';
import { type Asked, answerJson, answerText, ask } from './network-answer.ts';
import type { RecordedFates } from './network-broken.ts';
import { differenceCsv, differenceJson, differenceText } from './network-difference.ts';
import { sayEnforcement } from './network-enforcement.ts';
import { type FlowsOption, flowsOf } from './network-flows.ts';
import { flowMapCsv, flowMapJson, flowMapText } from './network-flows-map.ts';
import { flowTexts } from './network-flows-texts.ts';
import { codeAfter, fileInput, type NetworkInput, type NetworkInputOptions, networkInput } from './network-input.ts';
import { mapCsv, mapDot, mapJson, mapText } from './network-map.ts';
import { networkTexts } from './network-texts.ts';
import { progressOn } from './progress.ts';

interface Output {
  readonly output: 'text' | 'json' | 'dot' | 'csv';
}

/** `breakwater network map`. @returns the exit code */
export async function mapCommand(
  paths: readonly string[],
  options: NetworkInputOptions & Output & FlowsOption,
  language: Language,
): Promise<number> {
  const read = await networkInput(paths, options, language);
  const recorded = await flowsOf(options, read, language);
  const input = recorded?.input ?? read;
  const model = withinBounds(language, () => new Reachability(input.inventory, input));
  if (recorded === undefined) {
    const format = { text: mapText, json: mapJson, dot: mapDot, csv: mapCsv }[options.output];
    await print(format(model, language));
    if (options.output === 'csv' || options.output === 'dot') sayEnforcement(model, language);
  } else {
    const { flows } = recorded;
    const fates = edgeFates(flows, input.inventory, input.addresses ?? new Map(), model, model);
    if (options.output === 'dot') throw new CallError(flowTexts[language].noPicture);
    const format = {
      text: () => flowMapText(model, fates, flows.days, language),
      json: () => flowMapJson(model, fates, flows.days),
      csv: () => flowMapCsv(fates, flows.days),
    }[options.output];
    await print(format());
    if (options.output === 'csv') sayEnforcement(model, language);
  }
  return codeAfter([input], 0, options, language);
}

const codes = { allowed: 0, denied: 1, unknown: 3 } as const;

/** `breakwater network can` and `explain`. @returns the exit code: 0 allowed, 1 denied, 3 unknown */
export async function canCommand(
  asked: Asked,
  paths: readonly string[],
  options: NetworkInputOptions & Output & { readonly rules: boolean },
  language: Language,
): Promise<number> {
  const input = await networkInput(paths, options, language);
  const answer = withinBounds(language, () => {
    const model = new Reachability(input.inventory, input);
    // Were what is ignored enforced: what whoever wrote the policies believes.
    const network = onceEnforced(networkPluginsOf(input.inventory));
    const written = model.ignored.length === 0 ? undefined : new Reachability(input.inventory, { ...input, network });
    return ask(model, written, asked, language);
  });
  await print(options.output === 'json' ? [answerJson(answer)] : answerText(answer, options.rules, language));
  return codeAfter([input], codes[answer.verdict.outcome], options, language);
}

/** `breakwater network diff`. @returns the exit code: 0 no difference, 1 some */
export async function diffCommand(
  before: string,
  after: string | undefined,
  options: NetworkInputOptions & Output,
  language: Language,
): Promise<number> {
  const ofCluster = options.cluster === true || options.recording !== undefined;
  if (ofCluster === (after !== undefined)) throw new CallError(networkTexts[language].twoSides);
  // With a cluster, the one path is what it would become.
  const files = (path: string) => {
    const { context: _, kubeconfig: __, ...rest } = options;
    return fileInput([path], ofCluster ? rest : options, progressOn(process.stderr), language);
  };
  const first = ofCluster ? await networkInput([], options, language) : await files(before);
  const second = await files(after ?? before);
  return difference([first, second], [first, second], options, language);
}

/** `breakwater network simulate`: what policies would change. @returns the exit code: 0 nothing, 1 something */
export async function simulateCommand(
  paths: readonly string[],
  options: NetworkInputOptions & Output & FlowsOption & { readonly file: readonly string[] },
  language: Language,
): Promise<number> {
  const read = await networkInput(paths, options, language);
  const recorded = await flowsOf(options, read, language);
  const before = recorded?.input ?? read;
  const policies = await fileInput(options.file, {}, progressOn(process.stderr), language);
  const after = { ...before, inventory: withObjects(before.inventory, policies.inventory.objects) };
  if (recorded === undefined) return difference([before, after], [before, policies], options, language);
  const fates = withinBounds(language, () =>
    edgeFates(
      recorded.flows,
      before.inventory,
      before.addresses ?? new Map(),
      new Reachability(before.inventory, before),
      new Reachability(after.inventory, after),
    ),
  );
  return difference([before, after], [before, policies], options, language, { fates, days: recorded.flows.days });
}

async function difference(
  [before, after]: readonly [NetworkInput, NetworkInput],
  read: readonly NetworkInput[],
  options: NetworkInputOptions & Output,
  language: Language,
  recorded?: RecordedFates,
): Promise<number> {
  const found: NetworkDifference = withinBounds(language, () => differenceOf(before, after));
  const format = { text: differenceText, json: differenceJson, csv: differenceCsv, dot: differenceText }[
    options.output
  ];
  await print(format(found, language, recorded));
  if (options.output === 'csv') sayEnforcement(found, language);
  const isSame = found.changes.length === 0 && found.added.length === 0 && found.removed.length === 0;
  return codeAfter(read, isSame ? 0 : 1, options, language);
}

/** @throws CallError where there is more than can be evaluated */
export function withinBounds<T>(language: Language, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof NetworkTooLargeError) throw new CallError(networkTexts[language].tooLarge, { cause: error });
    throw error;
  }
}

/** At the reader's pace: a map may be larger than memory. */
export async function print(blocks: Iterable<string>): Promise<void> {
  for (const block of blocks) if (!process.stdout.write(block)) await once(process.stdout, 'drain');
}
