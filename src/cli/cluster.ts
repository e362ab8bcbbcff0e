import type { Language } from '../checks/index.ts';
import {
  blindSpotSaid,
  type ClusterState,
  inventoryOf,
  RecordingError,
  readCluster,
  readRecording,
  representedWorkloads,
} from '../inventory/cluster/index.ts';
import { saidText } from '../inventory/index.ts';
import {
  type ClusterConnection,
  ConnectionError,
  connectionText,
  KubernetesClient,
  KubernetesError,
  loadConnection,
} from '../kubernetes/client/index.ts';
import type { Reading } from './assessment.ts';
import { CallError } from './call-error.ts';
import { callTexts } from './call-texts.ts';
import type { Progress } from './progress.ts';
import { cliTexts } from './texts.ts';

/** Which cluster is meant. */
export interface ClusterOptions {
  /** A recording instead of a cluster that runs. */
  readonly recording?: string;
  readonly context?: string;
  readonly kubeconfig?: string;
  /** Only these namespaces, separated by commas. */
  readonly namespace?: string;
}

/** A cluster for the checks, with what could not be seen of it. @throws CallError */
export async function readingOf(options: ClusterOptions, progress: Progress, language: Language): Promise<Reading> {
  const state = await clusterState(options, progress, language);
  const { version } = state.facts;
  return {
    inventory: inventoryOf(state),
    workloads: representedWorkloads(state),
    notices: state.blindSpots
      .filter(({ code }) => code === 'not-read')
      .map((spot) => ({ code: 'not-read', values: { message: saidText(blindSpotSaid(spot), language) } })),
    ...(version !== undefined && { kubernetesVersion: version }),
  };
}

/** What the options name, as it is now. @throws CallError where it can't be read at all */
export async function clusterState(
  options: ClusterOptions,
  progress: Progress,
  language: Language,
): Promise<ClusterState> {
  const { recording } = options;
  return asCallErrors(language, async () => {
    if (recording === undefined) return await liveState(options, progress, language);
    if (options.context !== undefined || options.kubeconfig !== undefined || options.namespace !== undefined)
      throw new CallError(callTexts[language].recordingOrCluster);
    progress.say(cliTexts[language].reading);
    return (await readRecording(recording)).state;
  });
}

/** @throws CallError in place of what a cluster or a recording can't be read by */
export async function asCallErrors<T>(language: Language, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RecordingError) throw new CallError(saidText(error.said, language), { cause: error });
    if (error instanceof ConnectionError) throw new CallError(connectionText(error.notice, language), { cause: error });
    if (error instanceof KubernetesError)
      throw new CallError(callTexts[language].noCluster(error.message), { cause: error });
    throw error;
  }
}

async function liveState(options: ClusterOptions, progress: Progress, language: Language): Promise<ClusterState> {
  const namespaces = options.namespace?.split(',').map((name) => name.trim());
  if (namespaces?.includes('')) throw new CallError(callTexts[language].emptyName);
  const { client, connection } = await connect(options, language);
  try {
    progress.say(cliTexts[language].readingCluster(client.name, 0));
    return await readCluster(client, {
      ...(namespaces !== undefined && { namespaces }),
      ...(connection.namespace !== undefined && { fallbackNamespace: connection.namespace }),
      // What goes wrong is in the state's blind spots, which are reported.
      log: () => {},
      progress: (_, objects) => progress.say(cliTexts[language].readingCluster(client.name, objects)),
    });
  } finally {
    await client.close();
  }
}

/** A client for the cluster that the options name; the caller closes it. @throws ConnectionError */
export async function connect(
  { context, kubeconfig }: ClusterOptions,
  language: Language,
): Promise<{ client: KubernetesClient; connection: ClusterConnection }> {
  const connection = await loadConnection({
    env: process.env,
    ...(context !== undefined && { context }),
    ...(kubeconfig !== undefined && { kubeconfig }),
  });
  for (const warning of connection.warnings) process.stderr.write(`breakwater: ${connectionText(warning, language)}\n`);
  return { client: new KubernetesClient(connection), connection };
}
