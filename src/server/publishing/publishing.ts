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
import type { ReportFamily } from '../../reports/index.ts';
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
    const { watch, families, events, log, pace = usualPace } = this.#options;
    const cluster = watch.state.facts.id;
    const shared = { ...this.#options, cluster };
    const reports = new ReportPublisher(shared, term);
    const wake = new Wake();
    const due = new Set<string>();
    let latest: string | undefined;
    const forget = watch.onChange((change) => {
      if (change.type !== 'findings') return;
      for (const namespace of change.result.namespaces) due.add(namespace);
      latest = change.at;
      wake.now();
    });
    // Before the first look at the cluster nothing is known, so that nothing can be new.
    let news: EventPublisher | undefined;
    let lookedAt: number | undefined;
    try {
      while (!term.signal.aborted) {
        try {
          if (watch.assessedAt !== undefined) {
            const now = this.#options.now().getTime();
            if (families.length > 0 && (lookedAt === undefined || now - lookedAt >= lookEvery)) {
              // Those of namespaces that are gone went with them; all others are brought up to date.
              for (const namespace of [...(await reports.look()), ...watch.namespaces(), '']) due.add(namespace);
              lookedAt = now;
            }
            await this.#publish(reports, due, term);
            if (events && news === undefined) {
              const write = (message: string, fields: Readonly<Record<string, unknown>>) => log.warn(fields, message);
              news = new EventPublisher({ ...shared, log: write }, term, watch.assessedAt);
            } else if (latest !== undefined) {
              const at = latest;
              await news?.publish(at);
              if (latest === at) latest = undefined;
            }
          }
        } catch (error) {
          if (term.signal.aborted) break;
          log.error({ err: error }, 'reports or events not written');
          await wake.pause(afterFailure, term.signal);
          wake.now();
        }
        await wake.pause(pace, term.signal);
        await wake.sleep(lookEvery, term.signal);
      }
    } finally {
      forget();
    }
  }

  async #publish(reports: ReportPublisher, due: Set<string>, term: Term): Promise<void> {
    for (const namespace of [...due]) {
      if (term.signal.aborted) return;
      try {
        await reports.publish(namespace);
        due.delete(namespace);
      } catch (error) {
        const { status } = error instanceof KubernetesError ? error : { status: 0 };
        if (status < 400 || status >= 500 || status === 429) throw error;
        // A namespace that ends, a right that is missing there: the others are not to wait for it. It is tried again at the next look.
        due.delete(namespace);
        this.#options.log.warn({ err: error, namespace }, 'reports of a namespace not written');
      }
    }
  }
}
