import type { Language } from '../checks/index.ts';
import { type ApiServerEndpoints, blindSpotSaid, inventoryOf, podAddressesOf } from '../inventory/cluster/index.ts';
import { type Inventory, type InventoryObject, readInventory, saidText, unknownNamespace } from '../inventory/index.ts';
import { type PodSeen, podsSeenOf } from '../network/flows/index.ts';
import type { AddressesByObject } from '../network/reachability/index.ts';
import { visible } from '../reports/index.ts';
import { CallError } from './call-error.ts';
import { callTexts } from './call-texts.ts';
import { type ClusterOptions, clusterState } from './cluster.ts';
import { type Progress, progressOn } from './progress.ts';
import { cliTexts } from './texts.ts';

export interface NetworkInputOptions extends ClusterOptions {
  /** Reads a cluster, not files. */
  readonly cluster?: boolean;
  readonly allowErrors?: boolean;
  /** How charts are rendered. */
  readonly values?: readonly string[];
  readonly set?: readonly string[];
  readonly releaseName?: string;
  readonly releaseNamespace?: string;
}

export interface NetworkInput {
  readonly inventory: Inventory;
  readonly addresses?: AddressesByObject;
  /** Where the API server was asked, of a cluster that is read live. */
  readonly apiServer?: string;
  /** Where pods reach the API server, where a cluster says it. */
  readonly apiServerEndpoints?: ApiServerEndpoints;
  /** Pods of a cluster, by which recorded flows are joined to workloads. */
  readonly pods?: readonly PodSeen[];
  /** What could not be seen of a cluster. */
  readonly unseen: readonly string[];
}

/** What paths and options name. @throws CallError where they contradict each other, or nothing can be read */
export async function networkInput(
  paths: readonly string[],
  options: NetworkInputOptions,
  language: Language,
): Promise<NetworkInput> {
  const progress = progressOn(process.stderr);
  try {
    return options.cluster === true || options.recording !== undefined
      ? await clusterInput(paths, options, progress, language)
      : await fileInput(paths.length === 0 ? ['.'] : paths, options, progress, language);
  } finally {
    progress.done();
  }
}

export async function fileInput(
  paths: readonly string[],
  options: NetworkInputOptions,
  progress: Progress,
  language: Language,
): Promise<NetworkInput> {
  const stray = (['context', 'kubeconfig'] as const).find((flag) => options[flag] !== undefined);
  if (stray !== undefined) throw new CallError(callTexts[language].onlyWithCluster(`--${stray}`));
  progress.say(cliTexts[language].reading);
  const helm = {
    values: options.values ?? [],
    set: options.set ?? [],
    ...(options.releaseName !== undefined && { releaseName: options.releaseName }),
    ...(options.releaseNamespace !== undefined && { namespace: options.releaseNamespace }),
  };
  return { inventory: await readInventory({ paths, helm }), unseen: [] };
}

const chartFlags = [
  ['values', '--values'],
  ['set', '--set'],
  ['releaseName', '--release-name'],
  ['releaseNamespace', '--release-namespace'],
] as const;

async function clusterInput(
  paths: readonly string[],
  options: NetworkInputOptions,
  progress: Progress,
  language: Language,
): Promise<NetworkInput> {
  if (paths.length > 0) throw new CallError(callTexts[language].clusterOrPaths);
  if (options.cluster === true && options.recording !== undefined)
    throw new CallError(callTexts[language].recordingOrCluster);
  const unused = chartFlags.find(([key]) => options[key] !== undefined);
  if (unused !== undefined) throw new CallError(callTexts[language].onlyWithCharts(unused[1]));
  const state = await clusterState(options, progress, language);
  return {
    inventory: inventoryOf(state),
    addresses: podAddressesOf(state),
    ...(state.facts.server !== undefined && { apiServer: state.facts.server }),
    ...(state.facts.apiServer !== undefined && { apiServerEndpoints: state.facts.apiServer }),
    pods: podsSeenOf(state),
    // What is left out on purpose (events, what belongs to a data plane) says nothing about who may connect.
    unseen: state.blindSpots
      .filter(({ code }) => code !== 'not-read')
      .map((spot) => saidText(blindSpotSaid(spot), language)),
  };
}

/** Says on standard error what could not be read. @returns the exit code: 2 where that makes the answer doubtful, else `code` */
export function codeAfter(
  inputs: readonly NetworkInput[],
  code: number,
  { allowErrors }: NetworkInputOptions,
  language: Language,
): number {
  const said = inputs.flatMap(({ inventory, unseen }) => [
    ...inventory.diagnostics.map(({ file, line, said: text }) => {
      const place = file === undefined ? '' : `${file}${line === undefined ? '' : `:${line}`}: `;
      return `${place}${saidText(text, language)}`;
    }),
    ...unseen,
  ]);
  const isNameless = inputs.some(({ inventory }) => inventory.objects.some(isOfNamelessRelease));
  const notes = isNameless ? [callTexts[language].namelessRelease(unknownNamespace)] : [];
  for (const line of [...said, ...notes]) process.stderr.write(`breakwater: ${visible(line)}\n`);
  return said.length > 0 && allowErrors !== true ? 2 : code;
}

/** Whether it stands in no namespace that anybody named, so that policies of the real one don't meet it. */
function isOfNamelessRelease({ namespace, source }: InventoryObject): boolean {
  return namespace === unknownNamespace && source.rendering?.namespace === unknownNamespace;
}
