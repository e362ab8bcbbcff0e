import { randomBytes } from 'node:crypto';
import type { Language } from '../checks/index.ts';
import { type ApiResource, type KubernetesClient, KubernetesError } from '../kubernetes/client/index.ts';
import { type Measured, ProbeError, type ProbeResult, probe, type Trial } from '../network/probe/index.ts';
import { visible } from '../reports/index.ts';
import { isAgreed } from './agreed.ts';
import { CallError } from './call-error.ts';
import { asCallErrors, type ClusterOptions, connect } from './cluster.ts';
import { probeTexts } from './network-probe-texts.ts';
import { progressOn } from './progress.ts';

export interface ProbeOptions extends Omit<ClusterOptions, 'recording' | 'namespace'> {
  readonly cluster?: boolean;
  readonly image: string;
  readonly measure?: boolean;
  readonly yes?: boolean;
  readonly output: 'text' | 'json';
}

type Verdict = 'enforced' | 'not-enforced' | 'unknown' | 'no-connection';

const codes: Readonly<Record<Verdict, number>> = { enforced: 0, 'not-enforced': 1, unknown: 3, 'no-connection': 3 };

/** `breakwater network probe`. @returns the exit code: 0 enforced, 1 not, 3 unknown, 2 it could not be tried */
export async function probeCommand(options: ProbeOptions, language: Language): Promise<number> {
  const text = probeTexts[language];
  if (options.cluster !== true) throw new CallError(text.noCluster);
  if (!/^[a-z0-9][\w.\-/:@]{0,254}$/i.test(options.image)) throw new CallError(text.notAnImage(options.image));
  if (options.yes !== true && process.stdin.isTTY !== true) throw new CallError(text.notAsked);
  const { client } = await asCallErrors(language, () => connect(options, language));
  const namespace = `breakwater-probe-${randomBytes(4).toString('hex')}`;
  const calledOff = new AbortController();
  const stop = () => calledOff.abort();
  const progress = progressOn(process.stderr);
  try {
    const question = text.question(namespace, options.image, client.server);
    if (options.yes !== true && !(await isAgreed(question, text.answerYes))) {
      process.stdout.write(`${text.calledOff}\n`);
      return 2;
    }
    // SIGHUP: the terminal was closed.
    process.on('SIGINT', stop).on('SIGTERM', stop).on('SIGHUP', stop);
    const plan = { namespace, image: options.image, measure: options.measure === true };
    const result = await probe(client, plan, (step) => progress.say(text.step[step]), calledOff.signal);
    progress.done();
    const verdict = verdictOf(result.trials);
    const ignored: Ignored | undefined =
      verdict === 'not-enforced' ? { count: await countPolicies(client, calledOff.signal) } : undefined;
    const lines =
      options.output === 'json'
        ? [json(result, verdict, ignored)]
        : textOf(result, verdict, ignored, options, language);
    process.stdout.write(`${lines.join('\n')}\n`);
    return codes[verdict];
  } catch (error) {
    const isKnown = error instanceof ProbeError || error instanceof KubernetesError;
    // What a signal breaks off fails in words of Node's own.
    if (!isKnown && !calledOff.signal.aborted) throw error;
    progress.done();
    process.stderr.write(`breakwater: ${visible(isKnown ? text.failed(error.message) : text.stopped)}\n`);
    return 2;
  } finally {
    process.off('SIGINT', stop).off('SIGTERM', stop).off('SIGHUP', stop);
    progress.done();
    await client.close();
  }
}

function verdictOf(trials: readonly Trial[]): Verdict {
  if (trials[0]?.found !== 'open') return 'no-connection';
  if (trials.some(({ wanted, found }) => wanted === 'closed' && found === 'open')) return 'not-enforced';
  return trials.every(({ wanted, found }) => wanted === found) ? 'enforced' : 'unknown';
}

/** Policies that don't do what they say; undefined: they could not be read. */
interface Ignored {
  readonly count: number | undefined;
}

const networkPolicies: ApiResource = {
  group: 'networking.k8s.io',
  version: 'v1',
  kind: 'NetworkPolicy',
  plural: 'networkpolicies',
  namespaced: true,
  verbs: ['list'],
};

/** What was tried stands without it, so no fault of it is one of the probe. */
async function countPolicies(client: KubernetesClient, signal: AbortSignal): Promise<number | undefined> {
  let count = 0;
  try {
    for await (const { items, anew } of client.listPages(networkPolicies, { metadataOnly: true, signal }))
      count = (anew ? 0 : count) + items.length;
    return count;
  } catch (error) {
    if (error instanceof KubernetesError) return undefined;
    throw error;
  }
}

const figuresOf = ({ latency, latencyInside, throughput }: Measured): [string, string, string] => [
  latency.toFixed(2),
  latencyInside.toFixed(2),
  throughput.toFixed(0),
];

/** To what is measured; null: it was not. */
const rounded = (figure: number | undefined) => (figure === undefined ? null : Math.round(figure * 100) / 100);

function textOf(
  { trials, measured, serverNode, clientNode }: ProbeResult,
  verdict: Verdict,
  ignored: Ignored | undefined,
  { measure }: ProbeOptions,
  language: Language,
): string[] {
  const text = probeTexts[language];
  const [server, client] = [visible(serverNode), visible(clientNode)];
  return [
    text.verdict[verdict],
    ...(ignored === undefined ? [] : [text.ignored(ignored.count)]),
    ...trials.map(({ name, wanted, found, late }) => {
      const verdicts = [text.found[found], wanted === found ? text.asWanted : text.notAsWanted];
      return `  ${[`${text.trial[name]}: ${verdicts[0]}`, verdicts[1], ...(late > 0 ? [text.late(late)] : [])].join(', ')}`;
    }),
    server === client ? text.oneNode(server) : text.nodes(server, client),
    ...(measured === undefined ? [] : [text.measured(...figuresOf(measured))]),
    ...(measure === true && measured === undefined && trials.length > 1 ? [text.notMeasured] : []),
  ];
}

function json(
  { trials, measured, serverNode, clientNode }: ProbeResult,
  verdict: Verdict,
  ignored: Ignored | undefined,
): string {
  return JSON.stringify(
    {
      version: 1,
      verdict,
      finding:
        ignored === undefined
          ? null
          : { check: 'net-policy-ignored', severity: 'high', policies: ignored.count ?? null },
      trials: trials.map(({ name, wanted, found, late }) => ({ name, wanted, found, lateSeconds: late })),
      serverNode,
      clientNode,
      latencyMilliseconds: rounded(measured?.latency),
      latencyInsideMilliseconds: rounded(measured?.latencyInside),
      megabitsPerSecond: rounded(measured?.throughput),
    },
    null,
    2,
  );
}
