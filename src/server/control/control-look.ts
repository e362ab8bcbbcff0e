import { parametersNamespace } from '../../enforcement/index.ts';
import { type KubernetesClient, KubernetesError } from '../../kubernetes/client/index.ts';
import { listOf, recordOf, stringOf } from '../../kubernetes/index.ts';
import { type ControlState, leaseName } from './policy-control.ts';

/** Who controls the policies of the cluster, as far as this server can tell. */
export interface ControlLook {
  readonly leader: 'here' | 'elsewhere' | 'silent' | 'nobody' | 'recording' | 'unknown';
  readonly holder: string | undefined;
  /** ISO 8601: since when it leads, and its last sign of life. */
  readonly since: string | undefined;
  readonly renewed: string | undefined;
  /** What this server's own controller is at, where that leads. */
  readonly own: ControlState | undefined;
  /** Why it is not known who leads. */
  readonly trouble: string | undefined;
}

/** How long an answer holds, and how long the API server may take, in milliseconds. */
const lifetime = 2_000;
const patience = 3_000;
/** Without a sign of life for so many times the lease's length somebody is taken for gone: their clock may differ from ours by some of that. */
const silentAfter = 4;
const usualDuration = 15;

const leases = `/apis/coordination.k8s.io/v1/namespaces/${parametersNamespace}/leases`;

/**
 * Looks who leads, by the lease: the controller may be another process than the one that is asked. Where the lease itself may not be read, it
 * is looked for in their list, which the rights to watch a cluster hold.
 */
export class ControlLooker {
  readonly #client: Pick<KubernetesClient, 'get'> | undefined;
  readonly #own: () => ControlState | undefined;
  #known: { readonly until: number; readonly answer: Promise<ControlLook> } | undefined;

  /** @param client undefined where a recording is shown @param own of this server's controller; undefined where it has none */
  constructor(client: Pick<KubernetesClient, 'get'> | undefined, own: () => ControlState | undefined) {
    this.#client = client;
    this.#own = own;
  }

  /** What this server's own controller is at; undefined where it has none. */
  get own(): ControlState | undefined {
    return this.#own();
  }

  look(): Promise<ControlLook> {
    if (this.#known !== undefined && performance.now() < this.#known.until) return this.#known.answer;
    const answer = this.#look();
    this.#known = { until: performance.now() + lifetime, answer };
    return answer;
  }

  async #look(): Promise<ControlLook> {
    const none = { holder: undefined, since: undefined, renewed: undefined, own: undefined, trouble: undefined };
    if (this.#client === undefined) return { ...none, leader: 'recording' };
    let lease: Readonly<Record<string, unknown>> | undefined;
    let trouble: string | undefined;
    try {
      lease = await leaseIn(this.#client);
    } catch (error) {
      if (!(error instanceof KubernetesError)) throw error;
      trouble = error.message;
    }
    const own = this.#own();
    const { holderIdentity, acquireTime, renewTime, leaseDurationSeconds } = recordOf(lease?.spec);
    const renewed = timeIn(renewTime);
    const said = { ...none, holder: stringOf(holderIdentity) || undefined, since: timeIn(acquireTime), renewed };
    // Whoever has just taken the lease begins a little later.
    if (own?.isLeader === true || (own !== undefined && said.holder === own.identity))
      return { ...said, holder: own.identity, own: { ...own, work: own.work ?? 'waiting' }, leader: 'here' };
    if (trouble !== undefined) return { ...none, trouble, leader: 'unknown' };
    if (said.holder === undefined) return { ...none, leader: 'nobody' };
    const duration = typeof leaseDurationSeconds === 'number' ? leaseDurationSeconds : usualDuration;
    const isSilent = renewed === undefined || Date.now() - Date.parse(renewed) > duration * silentAfter * 1000;
    return { ...said, leader: isSilent ? 'silent' : 'elsewhere' };
  }
}

/** @throws KubernetesError */
async function leaseIn(client: Pick<KubernetesClient, 'get'>): Promise<Readonly<Record<string, unknown>> | undefined> {
  const signal = AbortSignal.timeout(patience);
  try {
    return recordOf(await client.get(`${leases}/${leaseName}`, { signal }));
  } catch (error) {
    if (!(error instanceof KubernetesError)) throw error;
    if (error.status === 404) return undefined;
    if (error.status !== 403) throw error;
  }
  const list = await client.get(leases, { query: { fieldSelector: `metadata.name=${leaseName}` }, signal });
  return listOf(recordOf(list).items).map(recordOf)[0];
}

/** A time as ISO 8601 with milliseconds; leases have microseconds. */
function timeIn(value: unknown): string | undefined {
  const time = Date.parse(stringOf(value) ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}
