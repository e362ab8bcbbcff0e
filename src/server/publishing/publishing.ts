import { hostname } from 'node:os';
import type { FastifyBaseLogger } from 'fastify';
import type { CheckTexts, Language } from '../../checks/index.ts';
import { parametersNamespace } from '../../enforcement/index.ts';
import {
  type KubernetesClient,
  KubernetesError,
  LeaderElection,
  type LeaseTimes,
  type Term,
} from '../../kubernetes/client/index.ts';
import { groupOf } from '../../kubernetes/index.ts';
import { type ReportFamily, reportFamilies } from '../../reports/index.ts';
import type { Store } from '../../store/index.ts';
import { Wake } from '../control/wake.ts';
import type { ClusterWatch } from '../watch/index.ts';
import { EventPublisher } from './event-publisher.ts';
import { ReportPublisher } from './report-publisher.ts';

/** Where Kubernetes' own tools look for results. */
export interface PublishingOptions {
  readonly client: KubernetesClient;
  readonly store: Store;
  readonly watch: ClusterWatch;
  /** Reports of these kinds, where the cluster has their definitions. */
  readonly families: readonly ReportFamily[];
  /** Whether new findings become Events. */
  readonly events: boolean;
  readonly texts: CheckTexts;
  readonly language: Language;
  readonly log: FastifyBaseLogger;
  readonly now: () => Date;
  readonly leaseTimes?: LeaseTimes;
  /** Between two rounds, in milliseconds. */
  readonly pace?: number;
}

const usualPace = 10_000;
/** Before what failed is tried again, in milliseconds. */
const afterFailure = 30_000;
/** How often definitions and reports are looked at anew, in milliseconds. */
const lookEvery = 300_000;

/** Writes reports and Events to the cluster, in one of several replicas at a time. */
export class Publishing {
  readonly #options: PublishingOptions;
  readonly #election: LeaderElection;

  constructor(options: PublishingOptions) {
    this.#options = options;
    const { client, leaseTimes, log } = options;
    this.#election = new LeaderElection(
      client,
      {
        namespace: parametersNamespace,
        name: 'breakwater-reports',
        identity: `${hostname()}_${process.pid}`,
        ...(leaseTimes !== undefined && { times: leaseTimes }),
        log: (message, fields) => log.info(fields, message),
      },
      (term) => this.#lead(term),
    );
  }

  start(): void {
    this.#election.start();
  }

  /** Ends what is under way and gives the lease back. */
  stop(): Promise<void> {
    return this.#election.stop();
  }

  async #lead(term: Term): Promise<void> {
    const { watch, families, events, pace = usualPace } = this.#options;
    const wake = new Wake();
    const due = new Set<string>();
    const shared = { ...this.#options, cluster: watch.state.facts.id, log: this.#warn };
    let latest: string | undefined;
    // Before the first look at the cluster nothing is known, so that nothing can be new.
    let news: EventPublisher | undefined;
    let lookedAt: number | undefined;
    let kinds = '';
    const reports = new ReportPublisher(shared, term, {
      onChange: (namespace) => {
        due.add(namespace);
        wake.now();
      },
      onReturn: () => {
        lookedAt = undefined;
        wake.now();
      },
    });
    const forget = watch.onChange((change) => {
      if (change.type === 'cluster' && kindsOf(watch) === kinds) return;
      if (change.type === 'findings') {
        for (const namespace of change.result.namespaces) due.add(namespace);
        latest = change.at;
      }
      wake.now();
    });
    const look = async () => {
      const now = this.#options.now().getTime();
      const seen = kindsOf(watch);
      if (lookedAt !== undefined && now - lookedAt < lookEvery && seen === kinds) return;
      [lookedAt, kinds] = [now, seen];
      try {
        await reports.look();
      } catch (error) {
        lookedAt = undefined;
        throw error;
      }
      // Those of namespaces that are gone went with them; all others are brought up to date.
      for (const namespace of [...reports.namespaces(), ...watch.namespaces(), '']) due.add(namespace);
    };
    const tell = async () => {
      if (news === undefined) news = new EventPublisher(shared, term, watch.assessedAt ?? '');
      else if (latest !== undefined) {
        const at = latest;
        await news.publish(at);
        if (latest === at) latest = undefined;
      }
    };
    try {
      while (!term.signal.aborted) {
        if (watch.assessedAt === undefined) await wake.sleep(lookEvery, term.signal);
        else {
          let isDone = true;
          // The one is not to wait for the other.
          if (events) isDone = await this.#attempt(tell, term);
          if (families.length > 0)
            isDone =
              (await this.#attempt(async () => {
                await look();
                await this.#publish(reports, due, term);
              }, term)) && isDone;
          if (!isDone) {
            await wake.pause(afterFailure, term.signal);
            wake.now();
          }
          await wake.pause(pace, term.signal);
          await wake.sleep(due.size > 0 ? pace : lookEvery, term.signal);
        }
      }
    } finally {
      forget();
      await reports.stop();
    }
  }

  readonly #warn = (message: string, fields: Readonly<Record<string, unknown>>): void => {
    this.#options.log.warn(fields, message);
  };

  /** @returns whether it went well; what failed is said */
  async #attempt(work: () => Promise<void>, term: Term): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (!term.signal.aborted) this.#options.log.error({ err: error }, 'reports or events not written');
      return false;
    }
  }

  async #publish(reports: ReportPublisher, due: Set<string>, term: Term): Promise<void> {
    const refused: { readonly namespace: string; readonly error: unknown }[] = [];
    for (const namespace of [...due]) {
      if (term.signal.aborted) return;
      // What changes from now on makes it due again.
      due.delete(namespace);
      try {
        if (!(await reports.publish(namespace))) due.add(namespace);
      } catch (error) {
        const { status } = error instanceof KubernetesError ? error : { status: 0 };
        if (status < 400 || status >= 500 || status === 429) {
          due.add(namespace);
          throw error;
        }
        // A namespace or a definition that ends, a right that is missing there: the others are not to wait for it. It is tried again at the
        // next look.
        refused.push({ namespace, error });
      }
    }
    const [first] = refused;
    if (first !== undefined)
      this.#warn('reports of namespaces not written', {
        namespaces: refused.length,
        first: first.namespace,
        err: first.error,
      });
  }
}

/** Kinds of reports that the cluster has, as far as is known. */
function kindsOf({ state }: ClusterWatch): string {
  const groups = Object.values(reportFamilies).map(({ apiVersion }) => groupOf(apiVersion));
  return state.kinds
    .filter(({ groupKind }) => groups.includes(groupKind.slice(0, groupKind.indexOf('/'))))
    .map(({ groupKind }) => groupKind)
    .sort()
    .join(' ');
}
