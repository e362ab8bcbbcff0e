import { isStandIn, type Language, vocabulary, withoutSecrets } from '../checks/index.ts';
import { blindSpotSaid, RecordingError, writeRecording } from '../inventory/cluster/index.ts';
import { saidText } from '../inventory/index.ts';
import { CallError } from './call-error.ts';
import { type ClusterOptions, clusterState } from './cluster.ts';
import { progressOn } from './progress.ts';
import { cliTexts } from './texts.ts';

interface RecordOptions extends ClusterOptions {
  readonly output?: string;
  readonly redact?: boolean;
  readonly allowErrors?: boolean;
}

/** `breakwater record`: writes what can be seen of a cluster to a file. @returns the exit code: 2 where something could not be read */
export async function recordCommand(options: RecordOptions, language: Language): Promise<number> {
  const text = cliTexts[language];
  const progress = progressOn(process.stderr);
  const state = await clusterState(options, progress, language);
  const file = options.output ?? defaultFile(state.facts.name);
  try {
    const { objects, pods } = await writeRecording(state, file, {
      // Masks tell hosts from stand-ins by the whole text: where names are masked, hosts in such texts go as well.
      withoutSecrets: (object) => withoutSecrets(object, options.redact === true ? 'dropped' : 'kept'),
      ...(options.redact === true && { redact: { words: await vocabulary(), isStandIn } }),
    });
    progress.done();
    process.stderr.write(`${text.recorded(objects, pods, file)}\n`);
  } catch (error) {
    if (error instanceof RecordingError) throw new CallError(saidText(error.said, language), { cause: error });
    throw error;
  }
  for (const spot of state.blindSpots)
    process.stderr.write(`${text.unseen(saidText(blindSpotSaid(spot), language))}\n`);
  const isWhole = state.blindSpots.every(({ code }) => code === 'not-read');
  return isWhole || options.allowErrors === true ? 0 : 2;
}

/** `shop-2027-01-31.recording`: contexts may be called anything. */
function defaultFile(name: string): string {
  const plain = name.replace(/[^\w.-]+/g, '-').replace(/^[.-]+/, '');
  return `${plain === '' ? 'cluster' : plain}-${new Date().toISOString().slice(0, 10)}.recording`;
}
