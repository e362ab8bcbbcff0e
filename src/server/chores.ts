import type { FastifyBaseLogger } from 'fastify';
import type { Store } from '../store/index.ts';
import type { ClusterWatch } from './watch/index.ts';

export interface ChoresOptions {
  readonly store: Store;
  readonly watch: ClusterWatch;
  readonly log: FastifyBaseLogger;
}

const minute = 60_000;
/** Minutes between deletions of what is older than the settings say. */
const retentionMinutes = 60;

/** What comes up with time: acceptances end, a day begins, old data goes. */
export class Chores {
  readonly #options: ChoresOptions;
  #day = dayOf(new Date());
  #minutes = 0;
  #timer: NodeJS.Timeout | undefined;
  #running = false;

  constructor(options: ChoresOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => void this.run(new Date()), minute).unref();
    void this.run(new Date());
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** Does what is due. What fails is logged and done again a minute later. */
  async run(now: Date): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    const { store, watch, log } = this.#options;
    try {
      const at = now.toISOString();
      if (dayOf(now) !== this.#day) {
        this.#day = dayOf(now);
        watch.dayBegan();
      }
      watch.timePassed(at);
      const ended = await store.findings.expireAcceptances(at);
      if (ended > 0) {
        log.info({ ended }, 'acceptances expired');
        const namespaces = ['', ...watch.namespaces()];
        watch.announce(at, { opened: 0, resolved: 0, reopened: 0, changed: ended, namespaces });
      }
      if (this.#minutes % retentionMinutes === 0) {
        const deleted = await store.retention(at);
        if (Object.values(deleted).some((count) => count > 0)) log.info(deleted, 'old data deleted');
      }
      this.#minutes += 1;
    } catch (error) {
      log.error({ err: error }, 'a chore failed');
    } finally {
      this.#running = false;
    }
  }
}

function dayOf(time: Date): string {
  return time.toISOString().slice(0, 10);
}
