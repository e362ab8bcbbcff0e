import { isIP } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type KubernetesClient, KubernetesError } from '../../kubernetes/client/index.ts';
import { type KubernetesObject, listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import {
  clientPod,
  measuredBytes,
  measuredRounds,
  measuredTrips,
  measuringPod,
  namespaceOf,
  type PolicyName,
  type ProbePlan,
  policy,
  type Role,
  serverPod,
} from './manifests.ts';

/** One thing tried. */
export type TrialName = 'open' | 'ingress-denied' | 'ingress-allowed' | 'egress-denied';

export interface Trial {
  readonly name: TrialName;
  readonly wanted: 'open' | 'closed';
  /** unknown: the pod did not run, its tries went both ways to the end, or what no policy closes could not be reached either. */
  readonly found: 'open' | 'closed' | 'unknown';
  /** Seconds from the pod's start during which it went the other way: policies that take hold late. */
  readonly late: number;
}

export interface Measured {
  /** Of a round trip over an open connection, milliseconds. */
  readonly latency: number;
  /** The same inside of a pod: what of it is not the network. */
  readonly latencyInside: number;
  /** Megabits a second of one connection. */
  readonly throughput: number;
}

export interface ProbeResult {
  readonly trials: readonly Trial[];
  readonly measured?: Measured;
  readonly serverNode: string;
  readonly clientNode: string;
}

export interface ProbeTimes {
  /** Milliseconds that a pod may take until it runs, or a client until it is through. */
  readonly pod: number;
  /** Between two looks, milliseconds. */
  readonly look: number;
  /** Of a client, about a second each. */
  readonly tries: number;
}

export const usualProbeTimes: ProbeTimes = { pod: 120_000, look: 500, tries: 15 };

/** The pods could not be brought to run; why, as the cluster says it. */
export class ProbeError extends Error {
  override name = 'ProbeError';
}

/**
 * Tries in a namespace of its own what policies should refuse: two pods, policies one after the other. The namespace is deleted at the
 * end, whatever happens.
 * @param say told each step
 * @throws ProbeError where a pod does not run, or the namespace could not be deleted; KubernetesError; the signal's reason
 */
export async function probe(
  client: KubernetesClient,
  plan: ProbePlan,
  say: (step: TrialName | 'start' | 'measure' | 'cleanup') => void,
  signal: AbortSignal,
  times: ProbeTimes = usualProbeTimes,
): Promise<ProbeResult> {
  say('start');
  let result: ProbeResult;
  try {
    await create(client, namespaceOf(plan), signal);
    result = await new Run(client, plan, signal, times).all(say);
  } catch (error) {
    // Refused, so it was not made; in all other cases it may have been, also by a call that was called off.
    if (error instanceof KubernetesError && error.path === '/api/v1/namespaces' && isRefusal(error.status)) throw error;
    say('cleanup');
    await removeNamespace(client, plan.namespace, times, error);
    throw error;
  }
  say('cleanup');
  await removeNamespace(client, plan.namespace, times);
  return result;
}

class Run {
  readonly #client: KubernetesClient;
  readonly #plan: ProbePlan;
  readonly #signal: AbortSignal;
  readonly #times: ProbeTimes;
  #clientNode = '';

  constructor(client: KubernetesClient, plan: ProbePlan, signal: AbortSignal, times: ProbeTimes) {
    this.#client = client;
    this.#plan = plan;
    this.#signal = signal;
    this.#times = times;
  }

  async all(say: (step: TrialName | 'measure') => void): Promise<ProbeResult> {
    await this.#account();
    await create(this.#client, serverPod(this.#plan), this.#signal);
    const server = await this.#until('server', ({ phase, podIP }) => phase === 'Running' && podIP !== undefined);
    const address = stringOf(recordOf(server.status).podIP) ?? '';
    // It goes into scripts.
    if (isIP(address) === 0) throw new ProbeError(`server: ${JSON.stringify(address.slice(0, 50))} is no address`);
    const trials: Trial[] = [];
    const attempt = async (name: TrialName, wanted: 'open' | 'closed', role: Role, ...policies: PolicyName[]) => {
      say(name);
      for (const one of policies) await create(this.#client, policy(this.#plan, one), this.#signal);
      const trial = await this.#try(name, role, address, wanted);
      trials.push(trial);
      return trial;
    };
    const first = await attempt('open', 'open', 'client');
    // Where pods can't talk without any policy, what policies refuse can't be told from what does not work.
    if (first.found === 'open') {
      await attempt('egress-denied', 'closed', 'closed', 'deny-egress');
      await attempt('ingress-denied', 'closed', 'client', 'deny-ingress');
      await attempt('ingress-allowed', 'open', 'client', 'allow-client');
    }
    let measured: Measured | undefined;
    if (this.#plan.measure && first.found === 'open') {
      say('measure');
      measured = await this.#measure(address);
    }
    return {
      trials,
      ...(measured !== undefined && { measured }),
      serverNode: stringOf(recordOf(server.spec).nodeName) ?? '',
      clientNode: this.#clientNode,
    };
  }

  /** Pods are refused until the namespace has its ServiceAccount. */
  async #account(): Promise<void> {
    const path = `/api/v1/namespaces/${this.#plan.namespace}/serviceaccounts/default`;
    const end = Date.now() + this.#times.pod;
    for (;;) {
      try {
        await this.#client.get(path, { signal: this.#signal });
        return;
      } catch (error) {
        if (!(error instanceof KubernetesError) || error.status !== 404 || Date.now() > end) throw error;
      }
      await sleep(this.#times.look, undefined, { signal: this.#signal });
    }
  }

  async #try(name: TrialName, role: Role, server: string, wanted: 'open' | 'closed'): Promise<Trial> {
    const message = await this.#messageOf(name, clientPod(this.#plan, name, role, server, wanted, this.#times.tries));
    const end = message.slice(-3);
    // What cannot be reached at all is closed, but closed by no policy.
    const isClosed = end === 'ccc' || (wanted === 'open' && end === 'xxx');
    const found = end === 'ooo' ? 'open' : isClosed ? 'closed' : 'unknown';
    const late = wanted === 'open' ? message.search(/[^o]o*$/) + 1 : message.lastIndexOf('o') + 1;
    return { name, wanted, found, late: found === wanted ? late : 0 };
  }

  async #measure(server: string): Promise<Measured | undefined> {
    const message = await this.#messageOf('measure', measuringPod(this.#plan, 'measure', server));
    const numbers = message.split(' ').map(Number);
    const bytes = numbers.pop() ?? 0;
    const took = numbers.slice(1).map((at, index) => at - (numbers[index] ?? 0));
    const transfer = took.pop() ?? 0;
    // Headers come with it; less than the file is a connection that broke.
    if (took.length !== 2 * measuredRounds || !(bytes >= measuredBytes) || !(transfer > 0)) return undefined;
    const best = (isOutside: 0 | 1) => Math.min(...took.filter((_, index) => index % 2 === isOutside));
    return {
      latency: (best(1) * 1000) / measuredTrips,
      latencyInside: (best(0) * 1000) / measuredTrips,
      throughput: (bytes * 8) / 1e6 / transfer,
    };
  }

  /** Runs a pod to its end. @returns what it left as its message; empty where it failed */
  async #messageOf(name: string, pod: KubernetesObject): Promise<string> {
    await create(this.#client, pod, this.#signal);
    const ended = await this.#until(name, ({ phase }) => phase === 'Succeeded' || phase === 'Failed');
    this.#clientNode = stringOf(recordOf(ended.spec).nodeName) ?? '';
    await this.#client.request('DELETE', `${podsPath(this.#plan.namespace)}/${name}`, { signal: this.#signal });
    const [status] = listOf(recordOf(ended.status).containerStatuses);
    // A kubelet passes on 4 KiB.
    return (stringOf(recordOf(recordOf(recordOf(status).state).terminated).message) ?? '').slice(0, 4096);
  }

  async #until(
    name: string,
    isThere: (status: { readonly phase: unknown; readonly podIP: unknown }) => boolean,
  ): Promise<Record<string, unknown>> {
    const end = Date.now() + this.#times.pod;
    for (;;) {
      const pod = recordOf(
        await this.#client.get(`${podsPath(this.#plan.namespace)}/${name}`, { signal: this.#signal }),
      );
      const status = recordOf(pod.status);
      if (isThere({ phase: status.phase, podIP: status.podIP })) return pod;
      if (status.phase === 'Failed' || Date.now() > end) throw new ProbeError(`${name}: ${waitingReason(status)}`);
      await sleep(this.#times.look, undefined, { signal: this.#signal });
    }
  }
}

const isRefusal = (status: number) => status >= 400 && status < 500;

/** Why a pod doesn't run, as the kubelet or the scheduler says it. */
function waitingReason(status: Readonly<Record<string, unknown>>): string {
  const states = listOf(status.containerStatuses).map((one) => recordOf(recordOf(one).state));
  const stuck = states.flatMap(({ waiting, terminated }) => [waiting, terminated]).map(recordOf);
  const conditions = listOf(status.conditions).map(recordOf);
  const said = [...stuck, ...conditions.filter((one) => one.status === 'False')]
    .map(({ reason, message, exitCode }) =>
      [reason, message, exitCode && `exit code ${exitCode}`].filter((text) => typeof text === 'string').join(': '),
    )
    .filter((text) => text !== '');
  return [stringOf(status.phase) ?? 'Pending', ...new Set(said)].join('; ').slice(0, 500);
}

const podsPath = (namespace: string) => `/api/v1/namespaces/${namespace}/pods`;
const policiesPath = (namespace: string) => `/apis/networking.k8s.io/v1/namespaces/${namespace}/networkpolicies`;

async function create(client: KubernetesClient, object: KubernetesObject, signal: AbortSignal): Promise<void> {
  const namespace = stringOf(object.metadata?.namespace) ?? '';
  const path = { Namespace: '/api/v1/namespaces', Pod: podsPath(namespace), NetworkPolicy: policiesPath(namespace) }[
    String(object.kind)
  ];
  await client.request('POST', path ?? '', { body: object, signal });
}

/** Without the signal: what was made is taken away also when the run is called off. @throws ProbeError where that fails */
async function removeNamespace(
  client: KubernetesClient,
  namespace: string,
  times: ProbeTimes,
  before?: unknown,
): Promise<void> {
  const path = `/api/v1/namespaces/${namespace}`;
  const end = Date.now() + times.pod;
  try {
    await client.request('DELETE', path);
    for (;;) {
      await client.get(path);
      if (Date.now() > end) throw new ProbeError('it is still there');
      await sleep(times.look);
    }
  } catch (cause) {
    if (cause instanceof KubernetesError && cause.status === 404) return;
    const said = (before === undefined ? [cause] : [before, cause]).map((error) =>
      error instanceof Error ? error.message : String(error),
    );
    throw new ProbeError(`${said.join('; ')}; kubectl delete namespace ${namespace}`, { cause });
  }
}
